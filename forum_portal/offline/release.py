"""Which release of the portal this is, for what keeps its pages elsewhere."""

import hashlib
from functools import cache

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage

# What the look and the words of a page come from, beside what is in the database.
FOLDERS = [("templates", "*.html"), ("locale", "*.po"), ("static/css", "*.css"), ("static/js", "*.js")]


@cache
def release():
    """A few letters that differ from release to release, the same on every host that serves it."""
    digest = hashlib.sha256(getattr(staticfiles_storage, "manifest_hash", "").encode())
    for folder, pattern in FOLDERS:
        for path in sorted((settings.BASE_DIR / folder).rglob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
