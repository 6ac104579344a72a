"""Settings of an installation. Each MOKED_ variable is described in docs/settings.md; defaults suit one machine."""

import os
from datetime import timedelta
from pathlib import Path

import django_stubs_ext
import pghistory
from django.utils.translation import gettext_lazy as _

from moked.lib import logs
from moked.lib.installation import data_folder, mail_listen
from moked.lib.postgres.address import database_settings
from moked.lib.secrets import earlier_secrets, installation_secret
from moked.site.organisation import organisation_account

# Generic classes of Django (`ModelForm[Person]`) exist for the type checker only; this lets them be written.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
PROJECT_DIR = BASE_DIR.parent
DATA_DIR = data_folder()

DEBUG = os.environ.get("MOKED_DEBUG") == "1"
SECRET_KEY = installation_secret(DATA_DIR)
# Links, sessions and stored secrets of before still open.
SECRET_KEY_FALLBACKS = earlier_secrets()
PUBLIC_URL = os.environ.get("MOKED_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = os.environ.get("MOKED_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
IS_SECURE = PUBLIC_URL.startswith("https://")

INSTALLED_APPS = [
    "unfold.apps.BasicAppConfig",
    "moked.site.admin_config.OperatorAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "anymail",
    "channels",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "template_partials.apps.SimpleAppConfig",
    "moked.businesses",
    "moked.journal",
    "moked.flows",
    "moked.staff",
    "moked.calendars",
    "moked.customers",
    "moked.cases",
    "moked.surveys",
    "moked.knowledge",
    "moked.channels",
    "moked.webhooks",
    "moked.promises",
    "moked.agreements",
    "moked.diagnosis",
    "moked.updates",
    "moked.routing",
    "moked.guidance",
    "moked.insights",
    "moked.ui",
    "moked.workspace",
    "moked.portal",
    "moked.floor",
    "moked.office",
    "moked.api",
    "moked.site",
]

MIDDLEWARE = [
    "moked.ui.headers.HeadersMiddleware",
    "moked.ui.watching.WatchingMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "moked.api.middleware.ApiMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "moked.site.session_age.SessionAgeMiddleware",
    "moked.ui.middleware.ActorMiddleware",
    "moked.site.second_factor.SecondFactorMiddleware",
    "moked.site.audit.AuditMiddleware",
    "moked.ui.middleware.ErrorMiddleware",
]

ROOT_URLCONF = "moked.site.urls"
ASGI_APPLICATION = "moked.site.asgi.application"
LOADERS = [
    "django_cotton.cotton_loader.Loader",
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Before the apps, so that ours stand in for the sign-in library's own.
        "DIRS": [BASE_DIR / "site" / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "moked.ui.context.screen",
            ],
            "builtins": ["django_cotton.templatetags.cotton", "template_partials.templatetags.partials"],
            "loaders": [
                ("template_partials.loader.Loader", LOADERS)
                if DEBUG
                else ("template_partials.loader.Loader", [("django.template.loaders.cached.Loader", LOADERS)])
            ],
        },
    }
]
COTTON_DIR = "cotton"

DATABASES = {"default": database_settings()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Limits on tries are counted here, so all web processes must count together.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "moked_cache"}}

AUTH_USER_MODEL = "staff.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "arrive"
# Over TLS with a prefix by which browsers refuse such cookies of other hosts and of plain connections.
COOKIE_PREFIX = "__Host-" if IS_SECURE else ""
SESSION_ENGINE = "moked.site.sessions"
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}moked_session"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}moked_csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
# Strict would forget whoever comes from a link in a mail, or back from the organisation's sign-in.
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE
# Unused for so long, or so old, a sign-in is over.
SESSION_IDLE = timedelta(hours=float(os.environ.get("MOKED_SESSION_IDLE_HOURS", "12")))
SESSION_LONGEST = timedelta(days=float(os.environ.get("MOKED_SESSION_DAYS", "7")))
SESSION_COOKIE_AGE = int(SESSION_LONGEST.total_seconds())
# moked.ui.headers says these, on error pages too.
SECURE_REFERRER_POLICY = SECURE_CROSS_ORIGIN_OPENER_POLICY = None
SECURE_CONTENT_TYPE_NOSNIFF = False
X_FRAME_OPTIONS = "DENY"
# Stretches every limit on how often something may be done; for measuring, and for many people behind one address.
LIMIT_FACTOR = float(os.environ.get("MOKED_LIMIT_FACTOR", "1"))

ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "moked.site.sign_in.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "moked.site.sign_in.OrganisationAccountAdapter"
SOCIALACCOUNT_ONLY = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {"login": "moked.site.forms.SignInForm"}
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
# A stranger's address gets no mail from us; the page says the same either way.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Counted by allauth over the cache in the database, so in all processes together. `ip` is the client's address, `key`
# the account. A failed sign-in is not told from an unknown account.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/300s/key",
    "reset_password": "20/h/ip,3/h/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
MFA_RATE_LIMITS = {"webauthn_login": "10/m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ADAPTER = "moked.site.sign_in.SecondFactorAdapter"
MFA_TOTP_ISSUER = "Moked"
MFA_TOTP_TOLERANCE = 1
# Addresses come from administrators; nobody signs up with somebody else's.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# "1" always, "0" never, nothing: unless the demonstration is loaded.
REQUIRE_SECOND_FACTOR = {"1": True, "0": False}.get(os.environ.get("MOKED_REQUIRE_SECOND_FACTOR", ""))
# Browsers allow passkeys without TLS only on the machine itself.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_SECURE
USERSESSIONS_TRACK_ACTIVITY = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = organisation_account(os.environ)
EMAIL_BACKEND = "moked.channels.staff_mail.StaffMailBackend"

LANGUAGE_CODE = "he"
LANGUAGES = [("he", "עברית"), ("en", "English")]
# The second holds better words for what the libraries say; collecting texts leaves it alone.
LOCALE_PATHS = [PROJECT_DIR / "locale", PROJECT_DIR / "locale" / "libraries"]
LANGUAGE_COOKIE_NAME = "moked_language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Jerusalem"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = DEBUG
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "files"},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# A clamd that looks into every file: `host:port`, or the path of its Unix socket. Empty: files are not looked into.
CLAMD = os.environ.get("MOKED_CLAMD", "")
# What a person or a customer may attach, in bytes.
ATTACHMENT_LIMIT = int(os.environ.get("MOKED_ATTACHMENT_LIMIT", str(25 * 1024 * 1024)))
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# Where the mail listener stands, and the name it gives itself.
MAIL_LISTEN = mail_listen()
MAIL_PROTOCOL = os.environ.get("MOKED_MAIL_PROTOCOL", "smtp")
MAIL_HOSTNAME = os.environ.get("MOKED_MAIL_HOSTNAME", "moked.test")
# Relays of our own, as networks: limits on connections, mails and unknown recipients do not count for them.
MAIL_RELAYS = os.environ.get("MOKED_MAIL_RELAYS", "127.0.0.0/8,::1").split(",")
# With a certificate the listener offers STARTTLS.
MAIL_CERTIFICATE = os.environ.get("MOKED_MAIL_CERTIFICATE", "")
MAIL_KEY = os.environ.get("MOKED_MAIL_KEY", "")

# Where requests to addresses that people typed may go besides public ones: host names and networks.
OUTBOUND_ALLOW = [
    entry.strip().lower() for entry in os.environ.get("MOKED_OUTBOUND_ALLOW", "").split(",") if entry.strip()
]

# How long deliveries of webhooks can be looked at and sent again.
WEBHOOK_LOG_DAYS = int(os.environ.get("MOKED_WEBHOOK_LOG_DAYS", "30"))
API_REQUESTS_PER_MINUTE = int(os.environ.get("MOKED_API_REQUESTS_PER_MINUTE", "600"))

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"

LOGGING = logs.settings_for(os.environ.get("MOKED_LOG_FORMAT", "plain"), os.environ.get("MOKED_LOG_LEVEL", "WARNING"))
SILENCED_SYSTEM_CHECKS: list[str] = []
FORMAT_MODULE_PATH: list[str] = []
# What is made, changed and removed is kept; nothing of it is ever changed (moked.staff.guards).
PGHISTORY_DEFAULT_TRACKERS = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
# How long it is known who opened whose data; Israel's rules ask for two years.
ACCESS_LOG_KEPT = timedelta(days=int(os.environ.get("MOKED_ACCESS_LOG_DAYS", "731")))
SITE_TITLE = _("Moked")
UNFOLD = {"SITE_TITLE": SITE_TITLE, "SITE_HEADER": SITE_TITLE, "SHOW_HISTORY": False}
