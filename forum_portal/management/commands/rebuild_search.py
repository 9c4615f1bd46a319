from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import transaction

from editions.models import Findable
from forum_portal.search import index

BATCH = 500


class Command(BaseCommand):
    help = (
        "Make the index of the search anew, and the columns by which lists are sorted and filtered. Needed after a "
        "restored copy, after changes made past the portal, and after a release that reads words in another way; "
        "can be repeated at any time."
    )

    def handle(self, *, verbosity, **options):
        for model in apps.get_models():
            if issubclass(model, Findable):
                fold_all(model)
        count = index.rebuild()
        if verbosity:
            self.stdout.write(f"Search: {count} entries.")


def fold_all(model):
    """Write the folded columns of every row of ``model`` where they have changed."""
    with transaction.atomic():
        changed = []
        for item in model._base_manager.order_by("pk").iterator(chunk_size=BATCH):
            before = [getattr(item, name) for name in model.FOLDED]
            item.fold()
            if before != [getattr(item, name) for name in model.FOLDED]:
                changed.append(item)
        model._base_manager.bulk_update(changed, model.FOLDED, batch_size=BATCH)
