from django.core.management.base import BaseCommand

from forum_portal.archive.demo import load_demo


class Command(BaseCommand):
    help = (
        "Write the demonstration edition into the database, dated around today. All of it is invented and "
        "says so. May be run again: it moves to the new day, and what was changed in it stays."
    )

    def handle(self, **options):
        merge = load_demo()
        self.stdout.write(
            f"Demonstration: {merge.created} entries new, {merge.changed} brought up to date, "
            f"{merge.kept} left as they were changed."
        )
