from django.core.management.base import BaseCommand

from exhibitors.digest import write_digest


class Command(BaseCommand):
    help = (
        "Write to the organisers what companies sent in since the last digest, if anything, at most once an hour. "
        "Meant to run every hour."
    )

    def handle(self, **options):
        letter = write_digest()
        self.stdout.write("The digest is written." if letter else "There is nothing new to tell.")
