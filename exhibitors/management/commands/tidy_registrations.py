from django.core.management.base import BaseCommand

from exhibitors.tidying import tidy


class Command(BaseCommand):
    help = (
        "Remind companies of drafts that nobody has touched for 23 days, and delete those that were never sent and "
        "not touched for 30 days, a week after the reminder. Meant to run every day; nothing depends on it."
    )

    def handle(self, **options):
        reminded, deleted = tidy()
        self.stdout.write(f"Reminded of {reminded} draft(s); deleted {deleted}.")
