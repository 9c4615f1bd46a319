from django.core.management.base import BaseCommand

from forum_portal.archive.series import load_series


class Command(BaseCommand):
    help = (
        "Write the archive of the series into the database. May be run again at any time: "
        "what staff changed or deleted since stays as they left it."
    )

    def handle(self, **options):
        merge = load_series()
        self.stdout.write(
            f"Archive: {merge.created} entries new, {merge.changed} brought up to date, "
            f"{merge.kept} left as staff changed them."
        )
