from django.core.management.base import BaseCommand

from forum_portal.translating.records import sweep


class Command(BaseCommand):
    help = (
        "Compare all texts with what is known of their translations: after texts were changed past the portal, "
        "as by SQL. Can be repeated; load_series and load_demo end with it."
    )

    def handle(self, **options):
        sweep()
