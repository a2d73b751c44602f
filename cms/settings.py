"""All settings of the site; what differs between installations comes from the environment.

Each variable is described in .env.example. Nothing else in the product reads the environment.
"""

from __future__ import annotations

import socket
from datetime import timedelta
from pathlib import Path
from typing import Any

import django.conf.locale
from django.conf import global_settings

from cms.core.languages import EXTRA_BIDI, EXTRA_LANG_INFO
from cms.core.languages import LANGUAGES as CONTENT_LANGUAGES
from cms.environment import Environment, WrongSetting

BASE_DIR = Path(__file__).resolve().parent.parent

env = Environment(BASE_DIR / ".env")

# --- Where and how the site runs -------------------------------------------------------------

DEBUG = env.flag("DEBUG", default=False)
SECRET_KEY = env.secret("SECRET_KEY", required=not DEBUG, otherwise="only-for-development")
DATA_DIR = env.folder("DATA_DIR", default=BASE_DIR / "var")

SERVE_HOST = env.text("HOST", "127.0.0.1")
SERVE_PORT = env.number("PORT", default=8000, minimum=1, maximum=65535)
SERVE_WORKERS = env.number("WORKERS", default=2, minimum=1, maximum=64)

_LISTENS_EVERYWHERE = SERVE_HOST in {"0.0.0.0", "::", "[::]"}  # noqa: S104  only compared
_own_host = "127.0.0.1" if _LISTENS_EVERYWHERE else SERVE_HOST
_address = env.address("BASE_URL", default=f"http://{_own_host}:{SERVE_PORT}")
_is_https = _address.scheme == "https"
_extra_hosts = env.hosts("EXTRA_HOSTS")

if DEBUG and _is_https:
    raise WrongSetting("DEBUG must not be on when BASE_URL is a public https address.")

BASE_URL = _address.geturl()
_base_host = f"[{_address.hostname}]" if ":" in str(_address.hostname) else str(_address.hostname)
ALLOWED_HOSTS = [_base_host, *_extra_hosts]
if _base_host in {"127.0.0.1", "localhost", "[::1]"}:
    ALLOWED_HOSTS += ["127.0.0.1", "localhost", "[::1]"]
    if _LISTENS_EVERYWHERE:
        # Tried out on a machine in the house network, the site answers to that machine's name.
        ALLOWED_HOSTS.append(socket.gethostname())
CSRF_TRUSTED_ORIGINS = [
    BASE_URL,
    *(f"{_address.scheme}://{'*' if host[0] == '.' else ''}{host}" for host in _extra_hosts),
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = True

# --- Apps ------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "home",
    "news",
    "events",
    "initiatives",
    "newsletter",
    "translations",
    "cms.core",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "axes",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
]

# Shows everybody a page that says so, while somebody works on the site.
MAINTENANCE = env.flag("MAINTENANCE", default=False)

MIDDLEWARE = [
    "cms.core.headers.SecurityHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # After the static files, which are packed already.
    "django.middleware.gzip.GZipMiddleware",
    "cms.core.error_pages.MaintenanceMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cms.core.middleware.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "cms.core.transactions.AdminTransactionMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "cms.core.middleware.indentation.IndentationMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cms.core.context_processors.chrome",
            ],
        },
    },
]

# --- Database --------------------------------------------------------------------------------

_database = env.database("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'db.sqlite3'}")
_database["CONN_MAX_AGE"] = 600
_database["CONN_HEALTH_CHECKS"] = True
_database["ATOMIC_REQUESTS"] = False
if _database["ENGINE"] == "django.db.backends.sqlite3":
    _database["OPTIONS"] = {
        # A transaction that will write takes its lock at once; taken later, it would fail.
        "transaction_mode": "IMMEDIATE",
        # Wait for another writer instead of answering 500.
        "timeout": 20,
        # Readers do not wait for the writer. Foreign keys are checked: Django switches them on.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    # A database server that does not answer is reported, not waited for.
    _database["OPTIONS"] = {"connect_timeout": 5, **_database.get("OPTIONS", {})}
DATABASES = {"default": _database}

_cache = env.cache("CACHE_URL", default=f"filecache://{DATA_DIR / 'cache'}")
if "filebased" in _cache["BACKEND"]:
    _cache.setdefault("OPTIONS", {}).setdefault("MAX_ENTRIES", 5_000)
CACHES = {"default": _cache}

# --- Background tasks ------------------------------------------------------------------------

TASKS_BACKEND = env.choice("TASKS_BACKEND", ("database", "rq", "immediate"), default="database")
REDIS_URL = env.text("REDIS_URL")
_QUEUES = ["default", "mail"]
_IMMEDIATE = {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": _QUEUES}

TASKS: dict[str, dict[str, Any]] = {
    # Wagtail's own tasks keep the search index; they run at once, or a new page is not found.
    "default": _IMMEDIATE,
    "background": _IMMEDIATE,
}
if TASKS_BACKEND == "database":
    TASKS["background"] = {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": _QUEUES}
elif TASKS_BACKEND == "rq":
    if not REDIS_URL.startswith(("redis://", "rediss://", "unix://")):
        raise WrongSetting("REDIS_URL must be an address such as redis://127.0.0.1:6379/0.")
    INSTALLED_APPS.append("django_rq")
    # It has no tables, only rights to a dashboard that is not mounted.
    MIGRATION_MODULES = {"django_rq": None}
    TASKS["background"] = {"BACKEND": "django_tasks_rq.RQBackend", "QUEUES": _QUEUES}
    RQ_QUEUES = {queue: {"URL": REDIS_URL} for queue in _QUEUES}
    RQ_SHOW_ADMIN_LINK = False

# --- Mail ------------------------------------------------------------------------------------

# Every message becomes a background task, which hands it to the delivery backend.
EMAIL_BACKEND = "cms.core.mail.QueueBackend"
_mail = env.mail("EMAIL_URL", default=f"filemail://{DATA_DIR / 'mail'}")
MAIL_DELIVERY_BACKEND = str(_mail["EMAIL_BACKEND"])
EMAIL_HOST = _mail["EMAIL_HOST"] or "localhost"
EMAIL_PORT = _mail["EMAIL_PORT"] or 25
EMAIL_HOST_USER = _mail["EMAIL_HOST_USER"] or ""
EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS = bool(_mail.get("EMAIL_USE_TLS", False))
EMAIL_USE_SSL = bool(_mail.get("EMAIL_USE_SSL", False))
EMAIL_FILE_PATH = str(_mail["EMAIL_FILE_PATH"] or "")
# A mail server that stays silent must not hold up the worker.
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", f"Brückenwerk <noreply@{_address.hostname}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Sign-in ---------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
LOGIN_URL = "wagtailadmin_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
SESSION_COOKIE_AGE = 8 * 60 * 60

# Five wrong passwords for one name from one address: a quarter of an hour's pause, for nobody else.
AXES_FAILURE_LIMIT = 5
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_HANDLER = "axes.handlers.database.AxesDatabaseHandler"
AXES_ENABLE_ADMIN = False
AXES_LOCKOUT_TEMPLATE = "axes_locked.html"
# Who signed in from where is not kept.
AXES_DISABLE_ACCESS_LOG = True
AXES_CLIENT_IP_CALLABLE = "cms.core.clients.client_address"

# --- Transport and headers -------------------------------------------------------------------

# So many proxies of our own stand before the web server; what others claim is not believed.
PROXY_COUNT = env.number("PROXY_COUNT", default=int(_is_https), minimum=0, maximum=9)
if PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = _is_https
# Health checks come from inside, without the proxy.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if _is_https else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SESSION_COOKIE_SECURE = _is_https
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = _is_https
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_AGE = None

SILENCED_SYSTEM_CHECKS = [
    # HSTS for subdomains and in browsers' lists: a county's other sites are not ours to bind.
    "security.W005",
    "security.W021",
    # Frames: the page preview of the admin is one, from the same origin.
    "security.W019",
]

# A page with many blocks sends several thousand fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# --- Languages -------------------------------------------------------------------------------

django.conf.locale.LANG_INFO.update(EXTRA_LANG_INFO)
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Berlin"
LANGUAGE_CODE = "de"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = list(CONTENT_LANGUAGES)
LANGUAGES_BIDI = sorted({*global_settings.LANGUAGES_BIDI, *EXTRA_BIDI})
LOCALE_PATHS = [BASE_DIR / "locale"]
WAGTAIL_I18N_ENABLED = True
WAGTAILADMIN_PERMITTED_LANGUAGES = [("de", "Deutsch"), ("en", "English")]
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]

# A translation is read by a person before it goes live.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAIL_LOCALIZE_DEFAULT_TRANSLATION_MODE = "simple"

# --- Machine translation ---------------------------------------------------------------------

# No text leaves the house before the county has named a service and the languages it is good at.
MACHINE_TRANSLATION_KIND = env.choice(
    "MACHINE_TRANSLATION_KIND", ("off", "libretranslate", "deepl"), default="off"
)
_has_machine = MACHINE_TRANSLATION_KIND != "off"
MACHINE_TRANSLATION_URL = env.service("MACHINE_TRANSLATION_URL", required=_has_machine)
MACHINE_TRANSLATION_KEY = env.text("MACHINE_TRANSLATION_KEY")
MACHINE_TRANSLATION_LANGUAGES = env.languages(
    "MACHINE_TRANSLATION_LANGUAGES",
    # Leichte Sprache is no translation, and no machine writes it.
    known=[code for code, _name in CONTENT_LANGUAGES if code not in {"de", "de-simple"}],
    required=_has_machine,
)
MACHINE_TRANSLATION_MONTHLY_CHARACTERS = env.number(
    "MACHINE_TRANSLATION_MONTHLY_CHARACTERS", default=500_000, minimum=0, maximum=999_999_999
)
if MACHINE_TRANSLATION_KIND == "deepl" and not MACHINE_TRANSLATION_KEY:
    raise WrongSetting("MACHINE_TRANSLATION_KEY is not set: DeepL answers nobody without a key.")
if MACHINE_TRANSLATION_KIND == "deepl" and not MACHINE_TRANSLATION_URL.startswith("https://"):
    raise WrongSetting("MACHINE_TRANSLATION_URL must begin with https:// for DeepL.")

# --- Files -----------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "cms.core.storage.MediaStorage"},
    "staticfiles": {"BACKEND": "cms.core.static_files.StaticFilesStorage"},
}

# --- Wagtail ---------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Brückenwerk"
# As people in Germany write dates into a form.
WAGTAIL_DATE_FORMAT = "%d.%m.%Y"
WAGTAIL_DATETIME_FORMAT = "%d.%m.%Y %H:%M"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILADMIN_NOTIFICATION_FROM_EMAIL = DEFAULT_FROM_EMAIL
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_PASSWORD_RESET_ENABLED = True
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "cms.core.approval.publish_approved_revision"
WAGTAILEMBEDS_FINDERS: list[dict[str, Any]] = []

# The admin asks no other server, neither for pictures of its users nor for news.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False

WAGTAILIMAGES_IMAGE_MODEL = "core.SiteImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.core.uploads.SiteImageForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 30_000_000
WAGTAILIMAGES_FORMAT_CONVERSIONS = {"webp": "webp", "avif": "avif"}

WAGTAILDOCS_DOCUMENT_MODEL = "core.SiteDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.core.uploads.SiteDocumentForm"
WAGTAILDOCS_EXTENSIONS = ["pdf", "odt", "docx"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
# Through the view, which asks for permission, never straight from the folder.
WAGTAILDOCS_SERVE_METHOD = "serve_view"

WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
TAGGIT_CASE_INSENSITIVE = True

# --- Logging ---------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        # Django's own handlers would mail errors to nobody and be silent outside DEBUG.
        "django": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "cms": {"level": "INFO"},
        "home": {"level": "INFO"},
        "news": {"level": "INFO"},
        "events": {"level": "INFO"},
        "initiatives": {"level": "INFO"},
        "newsletter": {"level": "INFO"},
        "translations": {"level": "INFO"},
    },
}
