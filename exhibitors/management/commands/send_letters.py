from django.core.management.base import BaseCommand

from exhibitors.letters import send_due
from exhibitors.waiting import settle_all


class Command(BaseCommand):
    help = (
        "Write the offers that waiting lists are due, and send the letters that could not be sent when they were "
        "written. Meant to run every few minutes."
    )

    def handle(self, **options):
        settle_all()
        sent, failed = send_due()
        self.stdout.write(f"Sent {sent} letter(s); {failed} stay in the outbox.")
