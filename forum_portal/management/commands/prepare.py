import hashlib
import json
import secrets

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from forum_portal.cards.text import can_shape
from forum_portal.models import LoadedRecord

STAFF_EMAIL = "staff@example.org"
# What the prepared state is made from. A change in any of these makes the work new.
SOURCES = ["requirements.txt", "editions", "papers", "exhibitors", "forum_portal", "static", "locale"]
# Without letters and digits that look like each other.
READABLE = "abcdefghjkmnpqrstuvwxyz23456789"


class Command(BaseCommand):
    help = (
        "Bring the database, the messages and the static files up to this version of the code, load the series, "
        "and make a demonstration edition around today and a first staff login. "
        "Can be repeated: what is up to date is left alone. `make run` calls it before it serves."
    )
    # The checks ask for messages and tables that this command is about to make.
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument(
            "--without-demo",
            action="store_true",
            help="Neither demonstration edition nor staff login, for a real site.",
        )

    def handle(self, *, without_demo, **options):
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        call_command("compile_messages", verbosity=0)
        stamp = Stamp(settings.DATA_DIR / "prepared.json")
        try:
            if not stamp.is_current("work"):
                self.work()
                stamp.set("work")
            if not without_demo:
                if not stamp.is_current("demo"):
                    self.say("Dating the demonstration edition around today...")
                    call_command("load_demo", verbosity=0)
                    stamp.set("work", "demo")
                self.make_staff_login()
        except OperationalError as error:
            raise CommandError(f"The database does not answer: {str(error).strip().splitlines()[0]}") from error
        if not can_shape():
            self.say("Social cards will not be drawn: `sudo apt install libfribidi0` brings what Arabic needs there.")

    def work(self):
        self.say("Making the tables...")
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        self.say("Collecting the static files...")
        call_command("collectstatic", verbosity=0, interactive=False, clear=False)
        self.say("Loading the series...")
        call_command("load_series", verbosity=0)
        call_command("make_renditions", verbosity=0)
        self.say("Indexing it for the search...")
        call_command("rebuild_search", verbosity=0)

    def make_staff_login(self):
        users = get_user_model().objects
        if users.filter(is_superuser=True).exists():
            return
        if users.filter(email=STAFF_EMAIL).exists():
            # Somebody took its rights away, and did not ask for them to come back.
            self.say("Nobody is a superuser. Make one with `.venv/bin/python manage.py createsuperuser`.")
            return
        password = "-".join("".join(secrets.choice(READABLE) for _ in range(4)) for _ in range(4))
        users.create_superuser(STAFF_EMAIL, password)
        self.say(f"\n  Staff login: {STAFF_EMAIL}   password: {password}\n  It is shown this once.\n")

    def say(self, text):
        self.stdout.write(text)
        self.stdout.flush()


class Stamp:
    """
    What was prepared last: from which files, in which database, for which day.

    Not current for another database, nor for one that was emptied: the moments at which
    a database took its migrations are its own.
    """

    def __init__(self, path):
        self.path = path
        try:
            self.values = json.loads(path.read_text())
        except (OSError, ValueError):
            self.values = {}

    def is_current(self, name):
        if not (settings.STATIC_ROOT / "staticfiles.json").exists():
            return False
        return self.values.get(name) == self.value(name)

    def set(self, *names):
        self.values |= {name: self.value(name) for name in names}
        temporary = self.path.with_suffix(".tmp")
        temporary.write_text(json.dumps(self.values))
        temporary.replace(self.path)

    def value(self, name):
        parts = [fingerprint_of_files(), fingerprint_of_database()]
        if name == "demo":
            parts.append(timezone.localdate().isoformat())
        return " ".join(parts)


def fingerprint_of_files():
    seen = hashlib.sha256()
    for source in SOURCES:
        top = settings.BASE_DIR / source
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_file() and path.suffix not in {".pyc", ".mo", ".tmp"}:
                about = path.stat()
                seen.update(f"{path} {about.st_size} {about.st_mtime_ns}\n".encode())
    return seen.hexdigest()


def fingerprint_of_database():
    """Costs two queries, and one more where there are no tables yet."""
    names = [str(connection.settings_dict[key]) for key in ("ENGINE", "HOST", "PORT", "NAME")]
    recorder = MigrationRecorder(connection)
    if recorder.has_table():
        names += [f"{row.app} {row.name} {row.applied.isoformat()}" for row in recorder.migration_qs.order_by("pk")]
    if LoadedRecord._meta.db_table in connection.introspection.table_names():
        names.append(str(LoadedRecord.objects.count()))
    return hashlib.sha256("\n".join(names).encode()).hexdigest()
