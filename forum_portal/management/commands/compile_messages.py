from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from forum_portal.messages import compile_messages


class Command(BaseCommand):
    help = "Compile the translations that changed, without gettext (compilemessages would need it)."
    requires_system_checks = ()

    def handle(self, *, verbosity, **options):
        for folder in settings.LOCALE_PATHS:
            try:
                compiled = compile_messages(folder)
            except (OSError, ValueError) as error:  # what polib raises for a file it cannot read
                raise CommandError(f"A translation cannot be compiled: {error}") from None
            for path in compiled if verbosity else []:
                self.stdout.write(f"Compiled {path}")
