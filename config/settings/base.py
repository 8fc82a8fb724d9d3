"""Settings shared by every environment. Each embedded default gives way to one variable."""

from pathlib import Path
from typing import Any

import environ
from django.utils.csp import CSP

from ui.languages import language_choices

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = BASE_DIR / "var"

# FileAwareEnv also reads NAME_FILE: the way Docker hands over secrets.
env = environ.FileAwareEnv()

DEBUG = False
DEMO: bool = env.bool("DEMO", default=False)
SITE_URL: str = env.str("SITE_URL", default="http://localhost:8000").rstrip("/")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[])

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Apps ----------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "matchmaking",
    "conventions",
    "organizations",
    "documents",
    "jobs",
    "ui",
    "modeltranslation",  # before the admin: it patches the admin's forms
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "django_htmx",
    "rules",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "conventions.middleware.SignInMiddleware",
    "config.middleware.PrivatePagesMiddleware",
]

# Forms find their templates where pages do: templates/django/forms/.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
STYLEGUIDE = False  # the living page of all parts, at /styleguide/

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "ui.templatetags.ui",
                "conventions.templatetags.doors",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ui.context_processors.site",
            ],
        },
    },
]

# --- Data ----------------------------------------------------------------------------------------


def database(url: str) -> dict[str, Any]:
    """Return Django's description of the database at `url`, with what we rely on pinned."""
    options: dict[str, Any]
    parsed: dict[str, Any] = env.db_url_config(url)
    if parsed["ENGINE"] == "django.db.backends.sqlite3":
        options = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA foreign_keys=ON;",
        }
        parsed["TEST"] = {"NAME": f"{parsed['NAME']}.test"}  # a file: workers must see it too
    else:
        options = {"connect_timeout": 5}
        parsed["CONN_MAX_AGE"] = 60
    parsed["OPTIONS"] = options | parsed.get("OPTIONS", {})
    parsed["CONN_HEALTH_CHECKS"] = True
    parsed["ATOMIC_REQUESTS"] = False
    return parsed


VAR_DIR.mkdir(exist_ok=True)
DATABASES = {
    "default": database(
        env.str("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'entente.sqlite3'}").strip(),
    ),
}
CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://entente")}
SESSION_ENGINE = "django.contrib.sessions.backends.db"

# --- Files ---------------------------------------------------------------------------------------

STATIC_URL = "static/"
# ui/static is found as the static folder of the app "ui".
MEDIA_ROOT = VAR_DIR / "files"  # served only by views that check who asks
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True

# --- People --------------------------------------------------------------------------------------

AUTH_USER_MODEL = "organizations.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",  # the platform's operator, in the admin only
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

# Sign-in is a code sent by e-mail, and nothing else. People exist because a team or an
# organisation entered them: nobody signs up.
ACCOUNT_ADAPTER = "organizations.accounts.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 180
ACCOUNT_EMAIL_VERIFICATION = "none"  # typing the code proves the mailbox
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_RATE_LIMITS = {
    # One hall shares one address; a mailbox is one person's.
    "request_login_code": "300/5m/ip,5/5m/key",
    "login": "300/5m/ip",
    "login_failed": "100/5m/ip,5/5m/key",
}

# --- Languages and time --------------------------------------------------------------------------

LANGUAGE_CODE = "en"
# The one list: a fourth language is a code here, its catalogue, and the columns of its texts
# (`makemigrations`).
LANGUAGES = language_choices(("fr", "de", "en"))
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Paris"  # for pages of no convention; each convention names its own zone

MODELTRANSLATION_DEFAULT_LANGUAGE = LANGUAGE_CODE
MODELTRANSLATION_FALLBACK_LANGUAGES = (LANGUAGE_CODE, *(code for code, _name in LANGUAGES))

# --- Mail ----------------------------------------------------------------------------------------


def mailer(url: str) -> dict[str, Any]:
    """Return the mailer for an EMAIL_URL such as `smtp+tls://user:secret@mail.example:587`."""
    if url == "embedded://":
        return {
            "BACKEND": "config.mail.ConsoleAndFileBackend",
            "OPTIONS": {"file_path": VAR_DIR / "mail"},
        }
    parsed = env.email_url_config(url)
    if not parsed["EMAIL_BACKEND"].endswith("smtp.EmailBackend"):
        return {"BACKEND": parsed["EMAIL_BACKEND"]}
    return {
        "BACKEND": parsed["EMAIL_BACKEND"],
        "OPTIONS": {
            "host": parsed["EMAIL_HOST"],
            "port": parsed["EMAIL_PORT"] or 25,
            "username": parsed["EMAIL_HOST_USER"] or "",
            "password": parsed["EMAIL_HOST_PASSWORD"] or "",
            "use_tls": parsed.get("EMAIL_USE_TLS", False),
            "use_ssl": parsed.get("EMAIL_USE_SSL", False),
            "timeout": 20,
        },
    }


MAILERS = {"default": mailer(env.str("EMAIL_URL", default="embedded://"))}
DEFAULT_FROM_EMAIL: str = env.str("DEFAULT_FROM_EMAIL", default="Entente <entente@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Tasks (each value is pinned by tests/house/test_settings_pinned.py) -------------------------

SOLVER_MAX_SECONDS: int = env.int("SOLVER_MAX_SECONDS", default=600)
# A running job says so this often; who has been silent for so long is dead; a queued job that
# nobody took is rung again after a while; and this often somebody looks.
JOB_HEARTBEAT_SECONDS: float = env.float("JOB_HEARTBEAT_SECONDS", default=2)
JOB_HEARTBEAT_TIMEOUT: float = env.float("JOB_HEARTBEAT_TIMEOUT", default=30)
JOB_RING_AGAIN: float = env.float("JOB_RING_AGAIN", default=60)
JOB_SWEEP_SECONDS: float = env.float("JOB_SWEEP_SECONDS", default=20)
_VISIBILITY_TIMEOUT = SOLVER_MAX_SECONDS + 180 + 600

CELERY_BROKER_URL: str = env.str("BROKER_URL", default="filesystem://localhost").strip()
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {
    "visibility_timeout": _VISIBILITY_TIMEOUT,
    "socket_timeout": 3,
    "socket_connect_timeout": 3,
}
if CELERY_BROKER_URL.startswith("filesystem://"):
    _QUEUE_DIR = Path(env.str("BROKER_DIR", default=str(VAR_DIR / "broker")))
    for _folder in ("queue", "control"):
        (_QUEUE_DIR / _folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS |= {
        "data_folder_in": str(_QUEUE_DIR / "queue"),
        "data_folder_out": str(_QUEUE_DIR / "queue"),
        "control_folder": str(_QUEUE_DIR / "control"),
        "polling_interval": 0.05,
    }
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_RESULT_BACKEND = None
CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS = {"visibility_timeout": _VISIBILITY_TIMEOUT}
CELERY_VISIBILITY_TIMEOUT = _VISIBILITY_TIMEOUT
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SOFT_TIME_LIMIT = SOLVER_MAX_SECONDS + 60
CELERY_TASK_TIME_LIMIT = SOLVER_MAX_SECONDS + 180
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 20
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 1_500_000  # KiB
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_CREATE_MISSING_QUEUES = True
CELERY_TASK_ROUTES = {
    "matchmaking.scheduling.tasks.execute_run": {"queue": "solve"},
    "*.tasks.print_*": {"queue": "print"},
    "*.tasks.send_*": {"queue": "mail"},
}
# What is overdue is not done twice. A busy worker gets ten seconds at least: a sweep that always
# comes too late would never come.
_HOUR = 3600.0
CELERY_BEAT_SCHEDULE = {
    name: {"task": task, "schedule": seconds, "options": {"expires": max(seconds, 10)}}
    for name, task, seconds in (
        ("sweep", "jobs.tasks.sweep", JOB_SWEEP_SECONDS),
        ("forget prints", "matchmaking.printing.tasks.forget_old_prints", _HOUR),
        ("forget uploads", "matchmaking.spreadsheets.tasks.forget_old_uploads", _HOUR),
    )
}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")

SILENCED_SYSTEM_CHECKS = [
    "auth.W004",  # the e-mail is unique regardless of case, by the constraint user_email_unique
]

# --- Security ------------------------------------------------------------------------------------

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "object-src": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True  # htmx reads the token from the page
CSRF_COOKIE_SAMESITE = "Lax"
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 5

# --- Logs ----------------------------------------------------------------------------------------

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"django": {"handlers": [], "level": "INFO", "propagate": True}},
}
