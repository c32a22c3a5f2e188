"""Who runs this installation, where, and within which limits: what an operator sets. settings.py adds
what Django needs.

Each comes from an environment variable SMARTBOOTH_<NAME> with a default that suits one laptop. Limits carry
their reason. docs/settings.md lists them (a test compares).
"""

from pathlib import Path

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
# Said in the privacy policy and under each message; to be set before others come.
POSTAL_ADDRESS = env.text("POSTAL_ADDRESS", "")
COMPANY_COUNTRY = env.text("COMPANY_COUNTRY", "FR")  # ISO 3166-1 alpha-2: whose authority people can complain to
HOSTING_COMPANY = env.text("HOSTING_COMPANY", "")  # empty: machines of the company's own
HOSTING_COUNTRY = env.text("HOSTING_COUNTRY", "FR")
# The legal tool by which data may lie there, where that country is outside the EEA and not found adequate.
HOSTING_TOOL = env.text("HOSTING_TOOL", "")
DATA_PROTECTION_OFFICER = env.text("DATA_PROTECTION_OFFICER", "")
REPRESENTATIVE = env.text("REPRESENTATIVE", "")  # in the EU, for a company outside it (GDPR, Art. 27)
SECURITY_CONTACT = env.text("SECURITY_CONTACT", "")  # empty: the support address
SOURCE_URL = env.text("SOURCE_URL", "")  # where the code that runs here can be read; empty: not published
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
# Years: nobody younger opens an account or, where a form asks, leaves an address (COPPA, 16 CFR 312).
AGE_MINIMUM = env.whole("AGE_MINIMUM", 13, minimum=1)
# Days an address that was not confirmed waits: long enough for a holiday, then it is nobody's.
UNCONFIRMED_DAYS = env.whole("UNCONFIRMED_DAYS", 14, minimum=1)
