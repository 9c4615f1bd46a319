"""The colours of the portal for what reads no style sheet: mails and social cards."""

import re
from functools import cache

from django.conf import settings

# The one place where they are written.
IDENTITY = settings.BASE_DIR / "static" / "css" / "identity.css"
DARK = "@media (prefers-color-scheme: dark)"
TOKEN = re.compile(r"--([\w-]+): (#[0-9a-f]{6}|[\d.]+%?);")


@cache
def tokens(scheme="light"):
    """
    The colours and lightnesses of a scheme, "light" or "dark", by their names in the sheet.

    With an underscore for a hyphen, so that templates can name them: ``{{ light.ink_soft }}``.
    """
    light, dark = IDENTITY.read_text(encoding="utf-8").split(DARK, 1)
    found = TOKEN.findall(light)
    if scheme == "dark":
        found += TOKEN.findall(dark[: dark.index("@media")])
    return {name.replace("-", "_"): value for name, value in found}
