"""Settings. Every environment variable is read here, at the top, and nowhere else."""

from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django_prose_editor.config import process_link
from environs import Env
from js_asset.js import static_lazy

from motions.text import footnote

env = Env()
BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.str("REMISS_DATA", str(BASE_DIR / ".data")))
DEMO = env.bool("DEMO", False)
DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY", "osaker-nyckel-for-utveckling-och-test" if DEBUG or DEMO else "")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]", "testserver"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])
DATABASES = {"default": env.dj_db_url("DATABASE_URL", "postgresql://remiss@127.0.0.1:5432/remiss")}
DATABASE_OWNER = env.dj_db_url("DATABASE_OWNER_URL") if env.str("DATABASE_OWNER_URL", "") else None
"""Where `migrate` goes, as the owner of the tables; None when DATABASE_URL is the owner's."""
PREPARED_STATEMENTS = env.bool("PREPARED_STATEMENTS", True)
LOCK_SECONDS = env.int("LOCK_SECONDS", 10)
STATEMENT_SECONDS = env.int("STATEMENT_SECONDS", 60)
"""How long the web waits for the database; a job, a migration or a verification waits as long as it takes."""
HTTPS = env.bool("HTTPS", False)
EMAIL_URL = env.dj_email_url("EMAIL_URL", "consolemail://")
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", "remiss@localhost")
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", 20)
MAX_UPLOAD_MB = env.int("MAX_UPLOAD_MB", 50)
READ_SECONDS = env.int("READ_SECONDS", 20)
READ_MB = env.int("READ_MB", 512)
RENDER_SECONDS = env.int("RENDER_SECONDS", 120)
RENDER_MB = env.int("RENDER_MB", 1536)
RENDER_PROCESSES = env.int("RENDER_PROCESSES", 2)
WORKERS = env.int("WORKERS", 1)
HALSA_TOKEN = env.str("HALSA_TOKEN", "")
VITTNE_EPOST = env.str("VITTNE_EPOST", "")
POST_URL = env.str("POST_URL", "")
POST_PASSWORD = env.str("POST_PASSWORD", "")
POST_CA = env.str("POST_CA", "")
POST_SOM = env.str("POST_SOM", "")
POST_FORVALTNING = env.str("POST_FORVALTNING", "")
BASE_URL = env.str("BASE_URL", "http://localhost:8000")
PDF_VARIANT = env.str("PDF_VARIANT", "pdf/a-2a")
LOG_LEVEL = env.str("LOG_LEVEL", "INFO")

FILE_STORE = DATA_DIR / "filer"
PREVIEW_DIR = DATA_DIR / "forhandsvisning"

INSTALLED_APPS = [
    "motions",
    "remiss",
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "remiss.web.static_files.StaticFiles",
    "django.contrib.postgres",
    "django.forms",
    "simple_history",
    "pgtrigger",
    "procrastinate.contrib.django",
    "django_htmx",
    "django_filters",
    "template_partials",
    "django_prose_editor",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "remiss.web.answers.AnswerMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "remiss.web.middleware.PageCompressionMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "remiss.web.middleware.LoginMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "remiss.web.nfc.NfcMiddleware",
    "remiss.web.middleware.ClockMiddleware",
    "remiss.web.middleware.CacheControlMiddleware",
    "remiss.web.errors.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "remiss.urls"
WSGI_APPLICATION = "remiss.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

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
                "csp.context_processors.nonce",
                "remiss.context_processors.omgivning",
                *(["remiss.demo.rundtur.omgivning"] if DEMO else []),
            ],
            "builtins": ["django.templatetags.static", "remiss.templatetags.ui"],
        },
    }
]

DATABASES["default"]["ENGINE"] = "remiss.web.postgres"
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# From the first time: only the queries of motions/prepared.py have values that the server binds. A pooler that gives each
# transaction another connection, and knows no prepared statements, needs PREPARED_STATEMENTS=0.
DATABASES["default"].setdefault("OPTIONS", {}).setdefault(
    "prepare_threshold", 0 if PREPARED_STATEMENTS else None
)
# A server that is not there, or a net that is cut, is not waited for longer than this by anybody. The address may say otherwise.
for key, seconds in {
    "connect_timeout": 5,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}.items():
    DATABASES["default"]["OPTIONS"].setdefault(key, seconds)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "motions.Anvandare"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    *(["remiss.login.demo_login.DemoBackend"] if DEMO else []),
    "remiss.login.backend.AccountBackend",
]
LOGIN_URL = "logga_in"
LOGIN_REDIRECT_URL = "skrivbord"
LOGOUT_REDIRECT_URL = "logga_in"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "inloggning/last.html"
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_STR_CALLABLE = "remiss.login.failed.client"
IDENTITY_CONFIRMED_SECONDS = 600

SESSION_ENGINE = "remiss.login.sessions"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
if HTTPS:
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "remiss.views.fel.csrf"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

DJANGO_PROSE_EDITOR_EXTENSIONS = [
    {"extensions": {"WebLink": process_link}, "js": [static_lazy("js/link.js")]},
    {"extensions": {"SwedishKeys": footnote.inget}, "js": [static_lazy("js/keys.js")]},
    {"extensions": {"Footnote": footnote.tillat}, "js": [static_lazy("js/footnote.js")]},
    {"extensions": {"PastedText": footnote.inget}, "js": [static_lazy("js/paste.js")]},
]

LANGUAGE_CODE = "sv"
TIME_ZONE = "Europe/Stockholm"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "statiskt"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "remiss.web.static_files.HashedStorage"},
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"rad": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"strom": {"class": "logging.StreamHandler", "formatter": "rad"}},
    "root": {"handlers": ["strom"], "level": LOG_LEVEL},
    "loggers": {
        name: {"level": "WARNING"}
        for name in (
            *("weasyprint", "fontTools", "axes", "pikepdf"),
            *("procrastinate.periodic", "procrastinate.blueprints"),
        )
    }
    # remiss.svar and remiss.sakerhet say what went wrong, once (remiss/web/answers.py); the page of a developer does not.
    | ({} if DEBUG else {name: {"level": "CRITICAL"} for name in ("django.request", "django.security")}),
}

# The address says None of what it does not name, the time limit too.
vars().update(
    {key: value for key, value in EMAIL_URL.items() if key.startswith("EMAIL_") and value is not None}
)
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True
PROCRASTINATE_IMPORT_PATHS = ["remiss.jobs", "remiss.drift.jobb", "remiss.frister.paminnelser"]
PROCRASTINATE_ON_APP_READY = "remiss.drift.uthallig.gor_uthallig"
