from django.apps import apps
from django.core.management.base import BaseCommand

from forum_portal import images


class Command(BaseCommand):
    help = (
        "Make the renditions of the pictures that lack them: after a failure, after a restored copy of the files, "
        "or of pictures that came before there were renditions. Can be repeated: what is there is left alone."
    )

    def handle(self, *, verbosity, **options):
        made = broken = 0
        for item, name in pictures():
            made += images.make(item, name)
            broken += images.shown(item, name) is None
        if verbosity:
            self.stdout.write(f"Renditions: {made} pictures looked after, {broken} cannot be read.")


def pictures():
    """Every picture there is, as the thing that has it and the name of its field."""
    for model in apps.get_models():
        if issubclass(model, images.Pictured):
            for name in model.PICTURES:
                for item in model._base_manager.exclude(**{name: ""}).order_by("pk"):
                    yield item, name
