"""The portal's settings as the tests see them: nothing of this machine's own, and nothing left behind."""

import atexit
import os
import shutil
import tempfile

# Whoever runs the tests may have set these for a portal of theirs.
for _name in ["ALLOWED_HOSTS", "ARABIC_DIGITS", "BEHIND_PROXY", "CSRF_TRUSTED_ORIGINS", "DEBUG", "DEFAULT_FROM_EMAIL"]:
    os.environ.pop(_name, None)
for _name in ["EMAIL_HOST", "HTTPS", "LOG_LEVEL", "PORT", "REDIS_URL", "TIME_ZONE"]:
    os.environ.pop(_name, None)
os.environ["SECRET_KEY"] = "only-for-tests"
os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="forum-tests-")
atexit.register(shutil.rmtree, os.environ["DATA_DIR"], ignore_errors=True)

from forum_portal.messages import compile_messages  # noqa: E402
from forum_portal.settings import *  # noqa: E402, F403
from forum_portal.settings import DATA_DIR, DATABASES, STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Static files by their plain names, so that no test waits for collectstatic.
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True

# How long a lock may take must not decide a test on a machine that is busy with others.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"]["timeout"] = 60
else:
    DATABASES["default"]["OPTIONS"]["options"] = "-c lock_timeout=60000 -c statement_timeout=120000"

# A file, as in production: SQLite's database in memory knows neither WAL nor waiting for a lock.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": DATA_DIR / "test.sqlite3"}

# Here, before Django reads them: a test must not speak the language of the run before.
compile_messages(BASE_DIR / "locale")
