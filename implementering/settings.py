"""Indstillinger. Alt, der kan variere, læses af miljøet; se README for listen."""

from pathlib import Path

import dj_database_url
from django.utils.csp import CSP

from faelles.excelgraenser import Graenser

from . import miljoe

BASE_DIR = Path(__file__).resolve().parent.parent
VERSION = "0.1.0"

DATA_MAPPE = miljoe.datamappe(BASE_DIR / "var")

DEBUG = miljoe.sand("DEBUG")
DEMO = miljoe.sand("DEMO")
ALLOWED_HOSTS = miljoe.liste("ALLOWED_HOSTS", "127.0.0.1,localhost")
SECRET_KEY = miljoe.hemmelig_noegle(DATA_MAPPE, er_indlejret=not miljoe.tekst("DATABASE_URL"))

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.forms",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "import_export",
    "allauth",
    "allauth.account",
    "faelles",
    "koe",
    "faser",
    "projekter",
    "opgaver",
    "gevinster",
    "overgange",
    "paamindelser",
    "overblik",
    "implementering",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "faelles.middleware.HtmxSvarMiddleware",
    "faelles.middleware.KraevLoginMiddleware",
    "projekter.middleware.HuskRettighederMiddleware",
    "projekter.middleware.FortsaetBesoegMiddleware",
]

ROOT_URLCONF = "implementering.urls"
WSGI_APPLICATION = "implementering.wsgi.application"
ASGI_APPLICATION = "implementering.asgi.application"

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
                "implementering.kontekst.ramme",
            ],
            "builtins": ["faelles.templatetags.faelles", "implementering.skabeloner"],
        },
    },
]
FORM_RENDERER = "faelles.formularer.DkfdsRenderer"

DATABASES = {
    "default": dj_database_url.parse(
        miljoe.tekst("DATABASE_URL") or f"sqlite:///{DATA_MAPPE / 'implementering.sqlite3'}",
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        # Skrivelåsen tages ved transaktionens begyndelse; ellers kan to skrivere spærre for hinanden.
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }

REDIS_URL = miljoe.tekst("REDIS_URL")
# Kun loginforsøgenes tæller bruger mellemlageret; i databasen deles det af alle og overlever, at Redis er væk.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "mellemlager"}}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "projekter.Bruger"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "min_side"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "projekter.konto.KontoAdapter"
ACCOUNT_FORMS = {
    "login": "projekter.forms_konto.LogindForm",
    "reset_password": "projekter.forms_konto.GlemtForm",
    "reset_password_from_key": "projekter.forms_konto.NyAdgangskodeForm",
    "change_password": "projekter.forms_konto.SkiftAdgangskodeForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False

LANGUAGE_CODE = "da"
LANGUAGES = [("da", "Dansk")]
TIME_ZONE = "Europe/Copenhagen"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["implementering.formater"]

STATIC_URL = "static/"
STATIC_ROOT = DATA_MAPPE / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Kun de navne, som manifestet kender, lægges ud, og det, der er komprimeret i forvejen, prøves ikke igen.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("woff", "woff2", "eot", "ttf", "png", "jpg", "gif", "map", "gz", "br")

MAILERS = {"default": miljoe.mailer(miljoe.tekst("EMAIL_URL"), DATA_MAPPE / "mails")}
DEFAULT_FROM_EMAIL = miljoe.tekst("AFSENDER", "Implementering <ingen-svar@implementering.example>")
BASIS_URL = miljoe.basis_url(DATA_MAPPE, er_indlejret=not miljoe.tekst("DATABASE_URL"))

CELERY_BROKER_URL = REDIS_URL or "embedded://"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 4
CELERY_TIMEZONE = "UTC"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
FEJ_SEKUNDER = miljoe.heltal("FEJ_SEKUNDER", 300)
"""Hvor tit beat ser databasen igennem for, hvad der skal ske; 300 sekunder i drift."""
PAAMINDELSE_FRA_TIME = miljoe.heltal("PAAMINDELSE_FRA_TIME", 6)
"""Før denne time på dagen, dansk tid, sendes ingen påmindelser."""

BILAG_MAPPE = DATA_MAPPE / "bilag"
BILAG_MAPPE_LAVES = not miljoe.tekst("DATABASE_URL")
"""I drift er mappen et delt drev og laves kun ved ``migrate``; mangler den siden, skal det siges."""
BILAG_MAKS_BYTE = miljoe.heltal("BILAG_MB", 10) * 1024 * 1024
DOKUMENT_MAKS_BYTE = miljoe.heltal("DOKUMENT_MB", 20) * 1024 * 1024
"""Den største fil, en kommune kan lægge på en opgave."""
PROJEKT_MAKS_BYTE = miljoe.heltal("PROJEKT_MB", 2048) * 1024 * 1024
"""Så meget må alle filer på et projekts opgaver fylde tilsammen, også de slettede, der endnu kan hentes tilbage."""

DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
MB = 1024 * 1024
IMPORT_MAKS_BYTE = miljoe.heltal("IMPORT_MB", 5) * MB
IMPORT_MAKS_TEGN = miljoe.heltal("IMPORT_TEGN", 20_000)
"""Tegn i en celle."""
IMPORT_GRAENSER = Graenser(
    byte=IMPORT_MAKS_BYTE,
    udpakket=miljoe.heltal("IMPORT_UDPAKKET_MB", 50) * MB,
    raekker=miljoe.heltal("IMPORT_RAEKKER", 20_000),
    kolonner=miljoe.heltal("IMPORT_KOLONNER", 60),
    hukommelse=miljoe.heltal("IMPORT_HUKOMMELSE_MB", 512) * MB,
    sekunder=miljoe.heltal("IMPORT_SEKUNDER", 20),
)
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2 * IMPORT_GRAENSER.raekker + 100
"""En opgradering sender et svar for hver opgave i planen og i kataloget, og så mange kan importen lave."""

SECURE_CSP = {
    "default-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "implementering.fejlsider.csrf_fejl"
SIKKER = not (DEBUG or DEMO)
"""Ægte drift: kun HTTPS. Demo og udvikling kører på http på egen maskine."""
SECURE_SSL_REDIRECT = SIKKER and miljoe.sand("SSL_VIDERESTILLING", True)
# Helbredstjek kommer fra maskinen selv og uden om proxyen.
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
SESSION_COOKIE_SECURE = SIKKER
CSRF_COOKIE_SECURE = SIKKER
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if SIKKER else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SIKKER
SECURE_HSTS_PRELOAD = SIKKER
if miljoe.sand("BAG_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # Uden tallet er alles adresse proxyens, og én kommunes fejltastninger ville spærre for alle.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
CSRF_TRUSTED_ORIGINS = miljoe.liste("CSRF_TRUSTED_ORIGINS")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"linje": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"konsol": {"class": "logging.StreamHandler", "formatter": "linje"}},
    "root": {"handlers": ["konsol"], "level": miljoe.tekst("LOG_NIVEAU", "INFO")},
    # En PDF skriver ellers tyve linjer, som ingen har brug for.
    "loggers": {"weasyprint": {"level": "WARNING"}, "fontTools": {"level": "WARNING"}},
}
