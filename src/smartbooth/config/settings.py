"""Every setting of an installation, in one place.

Each comes from an environment variable SMARTBOOTH_<NAME> with a default that suits one laptop. Limits carry
their reason. docs/settings.md lists them (a test compares).
"""

from pathlib import Path

from csp.constants import NONCE, NONE, SELF

from smartbooth.core import env

ROOT = Path(__file__).resolve().parents[3]
VAR = Path(env.text("VAR", str(ROOT / "var"))).absolute()  # all that an installation writes

DEBUG = env.flag("DEBUG", False)
SECRET_KEY = env.secret("SECRET_KEY", VAR / "secrets").hex()
MASTER_KEY = env.secret("MASTER_KEY", VAR / "secrets")

# --- who runs it, and where ---------------------------------------------------------------------------
BRAND = env.text("BRAND", "Smart PhotoBooth")
COMPANY = env.text("COMPANY", "Natasquad SAS")
SUPPORT_ADDRESS = env.text("SUPPORT_ADDRESS", "support@example.org")
PORT = env.whole("PORT", 8000, minimum=1)
SCHEME = env.text("SCHEME", "http")
# The studio's host. Launch pages live on other hosts, so that no page of an owner shares the studio's origin:
# `<launch>.<PAGES_DOMAIN>`, or `<PATH_HOST>/<launch>` for owners who prefer a path.
STUDIO_HOST = env.text("STUDIO_HOST", "localhost")
PAGES_DOMAIN = env.text("PAGES_DOMAIN", "localhost")
PATH_HOST = env.text("PATH_HOST", f"pages.{PAGES_DOMAIN}")
STUDIO_ALIASES = env.words("STUDIO_ALIASES", ["127.0.0.1", "[::1]"])
# With its colon; "" behind a proxy.
PUBLIC_PORT = env.text("PUBLIC_PORT", f":{PORT}" if PORT not in (80, 443) else "")
ALLOWED_HOSTS = [STUDIO_HOST, PATH_HOST, f".{PAGES_DOMAIN}", *STUDIO_ALIASES]
TRUSTED_PROXY_COUNT = env.whole("TRUSTED_PROXY_COUNT", 0)  # proxies of ours in front; 0: the peer is the client
SECURE = SCHEME == "https"

# --- limits, each with its reason -----------------------------------------------------------------------
HEADER_LIMIT = env.whole("HEADER_LIMIT", 32 * 1024)  # bytes of request line and headers; browsers send under 8 KB
# Bytes of a visitor's form; the longest honest one is under 20 KB.
FORM_LIMIT = env.whole("FORM_LIMIT", 256 * 1024)
# Bytes of an owner's picture; a phone's are under 15 MB.
UPLOAD_LIMIT = env.whole("UPLOAD_LIMIT", 20 * 1024 * 1024)
# Decoded pixels; stops decompression bombs, admits 50 MP phones.
PICTURE_PIXELS = env.whole("PICTURE_PIXELS", 60_000_000)
# The measurement cookie's life from first set: 13 months (CNIL), not renewed.
COOKIE_DAYS = env.whole("COOKIE_DAYS", 395)
# Sources, and campaigns, kept apart a launch; the rest is "other".
NAMES_PER_LAUNCH = env.whole("NAMES_PER_LAUNCH", 200)
# Days the cross of dimensions stays by hour; see docs/decisions.
CROSS_HOURS_DAYS = env.whole("CROSS_HOURS_DAYS", 8)
TALLY_MONTHS = env.whole("TALLY_MONTHS", 25)  # months of hourly tallies (CNIL's limit for audience measurement)
# Days a preview link shows the page: long enough for an answer, too short to become a second address.
PREVIEW_DAYS = env.whole("PREVIEW_DAYS", 7, minimum=1)
# Forms a minute from one address: an office shares one, a flood does not.
LEADS_PER_MINUTE = env.whole("LEADS_PER_MINUTE", 20)
# Lets `smartbooth replay` say which variant a visit had; empty: nobody can.
REPLAY_TOKEN = env.text("REPLAY_TOKEN", "")
LEAD_PATIENCE = env.whole(
    "LEAD_PATIENCE", 4, minimum=1
)  # seconds a form waits for another writer before a clear 503
SIGNUPS_PER_HOUR = env.whole("SIGNUPS_PER_HOUR", 20)  # accounts an hour from one address

# --- Django ---------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    # our rooms first: their templates and words win over the libraries'
    "smartbooth.web",
    "smartbooth.core",
    "smartbooth.accounts",
    "smartbooth.people",
    "smartbooth.launches",
    "smartbooth.tallies",
    "smartbooth.edge",
    "smartbooth.experiments",
    "smartbooth.leads",
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
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
]
MIDDLEWARE = [
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
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "smartbooth.accounts.middleware.WorkspaceMiddleware",
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
else:
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
        }
    }
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
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "outbox"
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
    "loggers": {"django.request": {"level": "ERROR"}, "django.security": {"level": "ERROR"}},
}

JOURNAL = VAR / "journal"
SALT = VAR / "salt"
HEARTBEAT = VAR / "worker.beat"  # touched by the worker every second
