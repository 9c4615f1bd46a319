"""
Settings of the portal, one file. Every value that differs between machines
comes from the environment; what is not set has a safe default.
"""

import os
import zoneinfo
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from forum_portal.arabic.countries import COUNTRY_ORDERS, COUNTRY_OVERRIDES
from forum_portal.arabic.digits import EASTERN, LATIN

BASE_DIR = Path(__file__).resolve().parent.parent


def env_bool(name, default):
    value = os.getenv(name, default)
    if value not in ("True", "False"):
        raise ImproperlyConfigured(f"{name} must be True or False, not {value!r}")
    return value == "True"


def env_list(name, default):
    return [item.strip() for item in os.getenv(name, default).split(",") if item.strip()]


# Everything that the portal writes lies below this folder.
DATA_DIR = Path(os.getenv("DATA_DIR") or BASE_DIR / "var").resolve()

DEBUG = env_bool("DEBUG", "False")


def secret_key():
    """The key from SECRET_KEY, else from the file that ``make run`` writes."""
    if key := os.getenv("SECRET_KEY"):
        return key
    try:
        return (DATA_DIR / "secret_key").read_text().strip()
    except OSError:
        raise ImproperlyConfigured(
            "There is no secret key. Run `make run` once, which writes one, or set SECRET_KEY."
        ) from None


SECRET_KEY = secret_key()
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS", "")

# Where the portal stands, for the links in letters: a forged Host header must not change them.
SITE_URL = os.getenv("SITE_URL", f"http://127.0.0.1:{os.getenv('PORT', '8000')}").rstrip("/")

# Behind TLS. Off by default, because the first run is plain HTTP on this machine.
HTTPS = env_bool("HTTPS", "False")
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
# Only said when the proxy in front sets this header itself, since a visitor could send it too.
BEHIND_PROXY = env_bool("BEHIND_PROXY", "False")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
# Attempts at signing in are counted by the visitor's address: the one that our own proxy adds, not what came before.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-sessionid" if HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
SESSION_COOKIE_AGE = 8 * 3600
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = []

INSTALLED_APPS = [
    "modeltranslation",  # before admin, whose pages it extends
    "forum_portal",
    "editions",
    "papers",
    "exhibitors",
    "forum_portal.apps.ForumAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "django_countries",
    "simple_history",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Outside ConditionalGetMiddleware, whose ETag it weakens; it pads what it compresses against guessing.
    "forum_portal.middleware.CompressTexts",
    "csp.middleware.CSPMiddleware",
    "forum_portal.middleware.PermissionsPolicy",
    "django.middleware.http.ConditionalGetMiddleware",
    "forum_portal.middleware.OneKindOfDigit",
    "forum_portal.middleware.PathLanguage",
    "forum_portal.middleware.RefuseNulBytes",
    "forum_portal.middleware.RefuseLargeBodies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "forum_portal.urls"
WSGI_APPLICATION = "forum_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "forum_portal.context_processors.languages",
            ],
        },
    }
]

# SQLite unless an organisation says otherwise: DATABASE_URL=postgres://user:password@host/name
if database_url := os.getenv("DATABASE_URL"):
    DATABASES = {"default": dj_database_url.parse(database_url, conn_max_age=60, conn_health_checks=True)}
else:
    DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": DATA_DIR / "db.sqlite3"}}

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Take the write lock when a transaction starts and wait for it: with SQLite's own
    # default, two people who book at once get "database is locked". FULL, because in WAL
    # mode NORMAL may forget at a power cut a booth that was already promised.
    # A connection is kept a while: opening one reads all tables and triggers, for as long as a small page takes.
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 5,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
else:
    # A request that waits for a lock must end as a page, not hang with its worker.
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        connect_timeout=2,
        options="-c lock_timeout=3000 -c statement_timeout=8000 -c idle_in_transaction_session_timeout=10000",
    )

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The attempts at signing in are counted here, so all workers must share it.
if redis_url := os.getenv("REDIS_URL"):
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": redis_url}}
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "shared_cache",
            # With Django's 300, a third of all counts would be forgotten on a busy day.
            "OPTIONS": {"MAX_ENTRIES": 20_000},
        }
    }
# What a process has drawn already, such as a floor that hundreds look at in the same minute. See exhibitors.plan.
CACHES["drawn"] = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "LOCATION": "drawn",
    "TIMEOUT": 60,
    "OPTIONS": {"MAX_ENTRIES": 200},
}
# Of the same, each booth by itself: where one changes, the others are not drawn anew.
CACHES["pieces"] = CACHES["drawn"] | {"LOCATION": "pieces", "OPTIONS": {"MAX_ENTRIES": 5000}}

# Languages: a visitor who asks for nothing reads Arabic.
LANGUAGE_CODE = "ar"
LANGUAGES = [("ar", _("Arabic")), ("en", _("English")), ("fr", _("French"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "forum_portal.formats"
USE_I18N = True
USE_TZ = True
# The zones of the pinned package, not those of the machine: some change by decree, and a machine may be years behind.
zoneinfo.reset_tzpath(to=[])
TIME_ZONE = os.getenv("TIME_ZONE", "Africa/Casablanca")  # the organisation's seat is Rabat

# The digits of Arabic pages, mails and cards, whichever were typed: "latin" (0-9) or "eastern" (٠-٩).
ARABIC_DIGITS = os.getenv("ARABIC_DIGITS", LATIN)
if ARABIC_DIGITS not in (LATIN, EASTERN):
    raise ImproperlyConfigured(f"ARABIC_DIGITS must be {LATIN} or {EASTERN}, not {ARABIC_DIGITS!r}")

# What an editor left empty in English or French is shown in Arabic, marked as such.
MODELTRANSLATION_DEFAULT_LANGUAGE = "ar"
MODELTRANSLATION_FALLBACK_LANGUAGES = ("ar",)
LANGUAGE_NAMES = {"ar": "العربية", "en": "English", "fr": "Français"}


def name_of_translation(name, language):
    """What an editor reads over a field, and in the history: "title – English", not "title [en]"."""
    return f"{name} – {LANGUAGE_NAMES[language]}"


MODELTRANSLATION_BUILD_LOCALIZED_VERBOSE_NAME = name_of_translation

COUNTRIES_OVERRIDE = COUNTRY_OVERRIDES
# django-countries sorts by the letters of ASCII alone; what stands first it leaves in its order, so all do.
COUNTRIES_FIRST_BY_LANGUAGE = COUNTRY_ORDERS

AUTH_USER_MODEL = "forum_portal.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "exhibitors:desk"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "forum_portal.accounts.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "forum_portal.accounts.CleanLoginForm",
    "signup": "forum_portal.accounts.CleanSignupForm",
    "reset_password": "forum_portal.accounts.CleanResetPasswordForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
# The answer is the same whether an address is known or not; "strict" would let anyone
# open a second account on a known address.
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 1
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = False
ACCOUNT_SESSION_REMEMBER = False
# A whole congress centre may share one address, so the limit by address is wide; the one by account is not.
# Letters that invite are counted by who sends them and by whom they reach.
ACCOUNT_RATE_LIMITS = {"login_failed": "60/m/ip,5/5m/key", "invite": "20/h/user,6/d/key"}
CSRF_FAILURE_VIEW = "forum_portal.views.csrf_failure"

# Mail goes to a server if one is named, else to files that the operator can read.
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.getenv("DEFAULT_FROM_EMAIL", "portal@localhost")
EMAIL_HOST = os.getenv("EMAIL_HOST", "")
if EMAIL_HOST:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_PORT = int(os.getenv("EMAIL_PORT", "587"))
    EMAIL_HOST_USER = os.getenv("EMAIL_HOST_USER", "")
    EMAIL_HOST_PASSWORD = os.getenv("EMAIL_HOST_PASSWORD", "")
    EMAIL_USE_TLS = env_bool("EMAIL_USE_TLS", "True")
    EMAIL_TIMEOUT = 10
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "mail"

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
# Papers, logos and photographs are public and lie in MEDIA_ROOT; what a company
# sends to the organisers lies here, and is only reached through a view.
PRIVATE_ROOT = DATA_DIR / "private"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": PRIVATE_ROOT}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# How exhibitors pay: a class as exhibitors.payments.PaymentMethod describes it.
PAYMENT_METHOD = "exhibitors.payments.BankTransfer"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
# Three of the largest files that an editor sends in one form. What is larger is refused before it is read.
MAX_BODY_BYTES = 64 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o644

# Nothing is loaded from another host, and nothing inline is run.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # data: is how Django's admin draws its icons
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"refusals": {"()": "forum_portal.logs.RefusalsInOneLine"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["refusals"],
            # Here, since Django's own loggers have levels of their own.
            "level": os.getenv("LOG_LEVEL", "WARNING"),
        }
    },
    "root": {"handlers": ["stderr"], "level": os.getenv("LOG_LEVEL", "WARNING")},
}
