"""Pictures as the tests look at them: their files, and the tag that shows them."""

from django.core.files.storage import default_storage
from django.core.management import call_command
from django.template import Context, Template
from django.utils.translation import override
from PIL import Image


def files_below(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def opened(name):
    """The stored picture of this name."""
    with default_storage.open(name) as file:
        picture = Image.open(file)
        picture.load()
        return picture


def make_renditions():
    call_command("make_renditions", verbosity=0)


def render(item, name, language="ar", **options):
    arguments = " ".join(f"{key}={value!r}" for key, value in options.items())
    template = Template(f"{{% load pictures %}}{{% picture item name {arguments} %}}")
    with override(language):
        return template.render(Context({"item": item, "name": name})).strip()
