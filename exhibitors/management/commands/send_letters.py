from django.core.management.base import BaseCommand

from exhibitors.letters import send_due


class Command(BaseCommand):
    help = "Send the letters that could not be sent when they were written. Meant to run every few minutes."

    def handle(self, **options):
        sent, failed = send_due()
        self.stdout.write(f"Sent {sent} letter(s); {failed} stay in the outbox.")
