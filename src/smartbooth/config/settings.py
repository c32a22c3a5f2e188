"""Django's settings. What an operator chooses is in installation.py."""

from csp.constants import NONCE, NONE, SELF

from smartbooth.config.installation import *  # noqa: F403 - Django reads settings from one module
from smartbooth.config.installation import (
    DEBUG,
    FORM_LIMIT,
    KEYS,
    PUBLIC_PORT,
    SCHEME,
    SECURE,
    SIGNUPS_PER_HOUR,
    STUDIO_HOST,
    TRUSTED_PROXY_COUNT,
    UPLOAD_LIMIT,
    VAR,
)
from smartbooth.core import env

# --- Django ---------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    # our rooms first: their templates and words win over the libraries'
    "smartbooth.web",
    "smartbooth.core",
    "smartbooth.registry",
    "smartbooth.people",
    "smartbooth.accounts",
    "smartbooth.mail",
    "smartbooth.launches",
    "smartbooth.tallies",
    "smartbooth.edge",
    "smartbooth.experiments",
    "smartbooth.updates",
    "smartbooth.disclosures",
    "smartbooth.leads",
    "smartbooth.handover",
    "smartbooth.rights",
    "smartbooth.policy",
    "smartbooth.support",
    "smartbooth.announcements",
    "smartbooth.newsletters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.forms",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
]
MIDDLEWARE = [
    "smartbooth.newsletters.archive.pixel.First",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "smartbooth.accounts.middleware.WorkspaceMiddleware",
    "smartbooth.policy.middleware.GoingOn",
    "smartbooth.rights.middleware.BrowserSays",
]
VISITOR_MIDDLEWARE = [  # on a launch's host, instead of the above (config/visitor.py)
    "django.middleware.security.SecurityMiddleware",
    "smartbooth.launches.middleware.PolicyUnlessSet",
    "smartbooth.launches.middleware.VisitorSide",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "smartbooth.config.urls"
VISITOR_URLCONF = "smartbooth.config.urls_visitor"
WSGI_APPLICATION = "smartbooth.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "smartbooth.web.context.house",
            ],
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django_cotton.cotton_loader.Loader",
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "smartbooth.core.templatetags.dates",
            ],
        },
    }
]

# --- database ---------------------------------------------------------------------------------------------
if env.text("POSTGRES", ""):
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": env.text("POSTGRES", ""),
            "PORT": env.text("POSTGRES_PORT", "5432"),
            "NAME": env.text("POSTGRES_NAME", "smartbooth"),
            "USER": env.text("POSTGRES_USER", "smartbooth"),
            "PASSWORD": env.text("POSTGRES_PASSWORD", ""),
            "CONN_MAX_AGE": 0,
            "OPTIONS": {"pool": {"min_size": 2, "max_size": 8, "timeout": 10}},
        }
    }
    DATABASES["keys"] = DATABASES["default"] | {"NAME": env.text("POSTGRES_KEYS", "smartbooth_keys")}
else:
    KEYS.mkdir(parents=True, exist_ok=True, mode=0o700)
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": VAR / "smartbooth.sqlite3",
            "TEST": {
                "NAME": VAR / "test.sqlite3"
            },  # a file, as in life: one in memory knows no WAL and no threads
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # synchronous=FULL: a lead that was acknowledged survives a power cut (docs/decisions)
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA mmap_size=134217728;"
                "PRAGMA cache_size=-20000;PRAGMA foreign_keys=ON;",
            },
        },
        "keys": {  # every person's key, apart from what it opens (people/store.py)
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": KEYS / "keys.sqlite3",
            "TEST": {"NAME": VAR / "test-keys.sqlite3"},
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # secure_delete: a destroyed key's bytes are overwritten
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA secure_delete=ON;"
                "PRAGMA cache_size=-20000;",
            },
        },
    }
DATABASE_ROUTERS = ["smartbooth.people.router.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# --- accounts -----------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # mail arrives with the mail room
# Sign-up must not tell whether an address has an account; without verified mail that means letting it sign up again.
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody is written to whose address was typed by someone else
ACCOUNT_DEFAULT_HTTP_PROTOCOL = SCHEME
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_USERNAME_BLACKLIST = ["admin", "root", "operator", "support"]
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {
    "login": "smartbooth.accounts.forms.LoginForm",
    "signup": "smartbooth.accounts.forms.SignupForm",
    "change_password": "smartbooth.accounts.forms.ChangePasswordForm",
    "reset_password": "smartbooth.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "smartbooth.accounts.forms.ResetPasswordKeyForm",
}
ACCOUNT_RATE_LIMITS = {"signup": f"{SIGNUPS_PER_HOUR}/h/ip"}
ACCOUNT_ADAPTER = "smartbooth.accounts.adapter.Adapter"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/launches/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT
ACCOUNT_EMAIL_NOTIFICATIONS = True
PASSWORD_RESET_TIMEOUT = 3600  # seconds; the letter says so
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "smartbooth.accounts.tokens.ResetTokens"  # noqa: S105 - a class, no password
EMAIL_BACKEND = "smartbooth.mail.never.Never"  # people are written to by mail.outbox alone
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# --- language and time ---------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.text("TIME_ZONE", "Europe/Paris")  # in which owners read their days and hours; stored in UTC
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 180 * 86400

# --- files ----------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = None  # served from where they are installed, by WhiteNoise: there is nothing to collect
TYPEFACE = VAR / "typeface"  # made at the first start (web/typeface.py)
STATICFILES_DIRS = [("fonts", TYPEFACE)]
MEDIA_ROOT = VAR / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
DATA_UPLOAD_MAX_MEMORY_SIZE = FORM_LIMIT
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_LIMIT
FORM_RENDERER = "smartbooth.web.forms.Renderer"

# --- browser-side security -----------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
SESSION_COOKIE_NAME = "session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# Behind a proxy that speaks https for us, a request is secure when the proxy says so, and forms come from this origin.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE and TRUSTED_PROXY_COUNT else None
CSRF_TRUSTED_ORIGINS = [f"{SCHEME}://{STUDIO_HOST}{PUBLIC_PORT}"] if SCHEME in ("http", "https") else []
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # one cookie less
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 63072000 if SECURE else 0
X_FRAME_OPTIONS = "SAMEORIGIN"  # the editor frames its previews; all other pages: frame-ancestors above
CSRF_FAILURE_VIEW = "smartbooth.web.errors.csrf_failure"

# --- logs: no address, no IP, no agent is ever logged ----------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "smartbooth.core.logs.Discreet", "format": "{levelname:7} {name}: {message}", "style": "{"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "WARNING")},
    # Django writes a line with the path for each 4xx: a path can hold what somebody typed
    # aiosmtpd writes each command with its addresses, flufl.bounce a trace with the mail that a detector trips over
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "ERROR"},
        "mail.log": {"level": "CRITICAL"},
        "flufl.bounce": {"level": "CRITICAL"},
    },
}

JOURNAL = VAR / "journal"
SALT = VAR / "salt"
HEARTBEAT = VAR / "worker.beat"  # touched by the worker every second
