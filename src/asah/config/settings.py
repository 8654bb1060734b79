"""Settings. Everything an installation chooses comes from the environment; `./asah run` fills it in.

DATABASE_URL      owner of the tables: migrations, backup, policies
DATABASE_APP_URL  application role: everything else, under row security
ASAH_DB_ROLE      "owner" makes this process use DATABASE_URL (migrate only)
ASAH_DATA         folder of files, keys and caches
ASAH_CLOCK        ISO instant that stops the clock (tests)
"""

import os
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from asah.config.installed import installed_apps

BASE_DIR = Path(__file__).resolve().parents[3]
DATA_DIR = Path(os.environ.get("ASAH_DATA", BASE_DIR / ".data"))

OWNER_URL = os.environ.get("DATABASE_URL", "postgresql://asah_owner@localhost:5432/asah")
APP_URL = os.environ.get("DATABASE_APP_URL", OWNER_URL)


def database(url: str) -> dict[str, Any]:
    """A Django database entry from a postgresql:// address; its query string becomes connection options."""
    parts = urlsplit(url)
    options = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {key: unquote(value) for key, value in options.items()},
    }


ASAH_APP_ROLE = unquote(urlsplit(APP_URL).username or "asah_app")
DATABASES = {"default": database(OWNER_URL if os.environ.get("ASAH_DB_ROLE") == "owner" else APP_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


def _secret() -> str:
    path = os.environ.get("ASAH_SECRET_KEY_FILE")
    if path:
        return Path(path).read_text().strip()
    return os.environ.get("ASAH_SECRET_KEY", "only-for-tests-and-tools-never-for-a-server")


SECRET_KEY = _secret()
DEBUG = False
ALLOWED_HOSTS = os.environ.get("ASAH_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("ASAH_ORIGINS", "").split(",") if origin]
SECURE = os.environ.get("ASAH_HTTPS") == "1"

_clock = os.environ.get("ASAH_CLOCK")
ASAH_CLOCK = datetime.fromisoformat(_clock) if _clock else None

INSTALLED_APPS = installed_apps()
AUTH_USER_MODEL = "access.Account"
ROOT_URLCONF = "asah.config.urls"
WSGI_APPLICATION = "asah.config.wsgi.application"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Around WhiteNoise too: stylesheet and scripts have no compressed twin on disk, because there is no build step.
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "asah.foundation.pages.middleware.SecurityHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "asah.foundation.pages.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "asah.desks.shell.middleware.AgencyScope",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "asah.desks.shell.context.shell",
            ],
            "builtins": [
                "asah.foundation.pages.templatetags.asah",
                "django.templatetags.i18n",
                "django.templatetags.static",
            ],
        },
    }
]

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_ADAPTER = "asah.desks.shell.login.AccountAdapter"
ACCOUNT_FORMS = {"login": "asah.desks.shell.login.LoginForm"}
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"login_failed": "5/10m/key,30/10m/ip"}
LOGIN_URL = "/masuk/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/masuk/"

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "django_cache"}}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "asah.foundation.pages.errors.csrf_failure"

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "src" / "asah" / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"
FORMAT_MODULE_PATH: list[str] = []

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": os.environ.get("ASAH_STATIC", "django.contrib.staticfiles.storage.StaticFilesStorage")},
}
STATICFILES_FINDERS = [
    "asah.foundation.pages.bundles.BundleFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
FILES_DIR = DATA_DIR / "files"
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

EMAIL_BACKEND = os.environ.get("ASAH_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
DEFAULT_FROM_EMAIL = os.environ.get("ASAH_EMAIL_FROM", "asah@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": os.environ.get("ASAH_LOG", "WARNING")},
}
