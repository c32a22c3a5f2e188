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
MASTER_KEY_OLD = env.key("MASTER_KEY_OLD")  # the one before, for `smartbooth keys rotate-master` alone
# The key store's folder: on another disk than VAR in production, and never in the same backup.
KEYS = Path(env.text("KEYS", str(VAR / "keys"))).absolute()
# Days a copy of the key store stays in the folder it was copied to: whoever was erased since it was made can be read
# from it, and an erasure has a month (GDPR Art. 12(3)).
KEY_COPY_DAYS = env.whole("KEY_COPY_DAYS", 7, minimum=1)

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
# Months a lead is kept after the address was left: CNIL's three years for people who are not customers.
LEAD_MONTHS = env.whole("LEAD_MONTHS", 36, minimum=1)
# Seconds a reader of a feed may keep it: readers come by each half hour or so; a new entry is with them in ten minutes.
FEED_SECONDS = env.whole("FEED_SECONDS", 600, minimum=1)
# A WebSub hub's address: told when a feed changes, so that readers hear of it in seconds. None: they come and look.
WEBSUB_HUB = env.text("WEBSUB_HUB", "")
# Updates a launch has out at a time, each served from the memory of every server process (some 20 KB): one a week for
# two years.
UPDATES_PER_LAUNCH = env.whole("UPDATES_PER_LAUNCH", 100, minimum=1)
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
# Years a row of the ledger of disclosures is kept: as long as someone may claim (French Code civil, art. 2224). At
# least 2: in December one may still ask about all of the year before (promise J1).
LEDGER_YEARS = env.whole("LEDGER_YEARS", 5, minimum=2)
# --- hand-over ---------------------------------------------------------------------------------------------
# Days an owner has to delete, on their side, who took their address back: a week's work, well within the month that
# a person is promised (GDPR Art. 12(3)). For a child it is 72 hours (promise C2), whatever stands here.
RECALL_DAYS = env.whole("RECALL_DAYS", 7, minimum=1)
# Requests a minute with one token: a thousand leads each, more than any list grows by.
API_PER_MINUTE = env.whole("API_PER_MINUTE", 120, minimum=1)
# Seconds until an owner's server has to accept a connection, and to have answered: what is slower is broken.
WEBHOOK_CONNECT_SECONDS = env.whole("WEBHOOK_CONNECT_SECONDS", 5, minimum=1)
WEBHOOK_SECONDS = env.whole("WEBHOOK_SECONDS", 10, minimum=1)
# Owners' servers that are written to at once: one that hangs holds one of them for WEBHOOK_SECONDS.
WEBHOOK_THREADS = env.whole("WEBHOOK_THREADS", 16, minimum=1)
# Days a message is tried again: a server that fails on a Friday evening is up on Monday.
WEBHOOK_DAYS = env.whole("WEBHOOK_DAYS", 3, minimum=1)
# Days the record of a message that arrived is shown, then deleted.
DELIVERY_DAYS = env.whole("DELIVERY_DAYS", 30, minimum=1)
# Webhooks to this machine, and over http: for a laptop and for tests.
WEBHOOK_LOCAL = env.flag("WEBHOOK_LOCAL", False)
# A file of certificate authorities to trust instead of the usual ones (certifi).
WEBHOOK_AUTHORITIES = env.text("WEBHOOK_AUTHORITIES", "")
# --- mail --------------------------------------------------------------------------------------------------
# Letters a day to one person, from the whole installation: a thousand forms must not fill one mailbox. A person who
# leaves their address on ten pages in an evening gets ten.
MAILS_PER_DAY = env.whole("MAILS_PER_DAY", 20, minimum=4)
# Letters a year about other launches, the most one person gets: a promise of "now and then" (B5). 0: none are written.
DIGESTS_PER_YEAR = env.whole("DIGESTS_PER_YEAR", 4)
# Years: nobody younger can agree to those letters. 15 is where France lets one consent alone (loi du 6 janvier 1978,
# art. 45); other countries of the EU say 13 to 16 (GDPR Art. 8).
DIGEST_AGE = env.whole("DIGEST_AGE", 15, minimum=1)
# Minutes between two letters to an owner who is told of new leads as they come: what comes meanwhile stands in the
# next. On a launch's first evening that is four an hour; with each further letter of a day it grows.
NEW_LEADS_MINUTES = env.whole("NEW_LEADS_MINUTES", 15, minimum=1)
# Days a letter's row is kept: the messages of a year are counted for each person.
OUTBOX_DAYS = env.whole("OUTBOX_DAYS", 400, minimum=1)
# Letters that ask back, to somebody who answers none, in UNCONFIRMED_DAYS: anybody can type another's address.
NEWSLETTER_ASKS = env.whole("NEWSLETTER_ASKS", 3, minimum=1)
# Forms a minute from one network address that ask for the newsletter: a class that subscribes shares one.
NEWSLETTERS_PER_MINUTE = env.whole("NEWSLETTERS_PER_MINUTE", 10, minimum=1)
# How mail leaves: "browser" (nowhere: operators read it at /outbox/), "smtp", or "provider".
MAIL_TRANSPORT = env.one_of("MAIL_TRANSPORT", "browser", ("browser", "smtp", "provider"))
MAIL_SENDER = env.text("MAIL_SENDER", SUPPORT_ADDRESS)  # whom messages are from
# The domain whose mail `smartbooth mailroom` gets: what comes back, and who unsubscribes by mail.
MAIL_DOMAIN = env.text("MAIL_DOMAIN", MAIL_SENDER.rpartition("@")[2])
MAIL_HOST = env.text("MAIL_HOST", "localhost")
MAIL_PORT = env.whole("MAIL_PORT", 587, minimum=1)
MAIL_USER = env.text("MAIL_USER", "")
MAIL_PASSWORD = env.text("MAIL_PASSWORD", "")
# "offered": TLS wherever the server offers it, and its certificate must be right; "required": no letter without;
# "implicit": from the first byte (port 465).
MAIL_TLS = env.one_of("MAIL_TLS", "offered", ("offered", "required", "implicit"))
# A file of certificate authorities to trust instead of the usual ones (certifi).
MAIL_AUTHORITIES = env.text("MAIL_AUTHORITIES", "")
# Connections at a time: most relays refuse more than ten from one address.
MAIL_CONNECTIONS = env.whole("MAIL_CONNECTIONS", 4, minimum=1)
# Letters sent and not yet recorded, at most: so many go twice when a worker is killed at that moment. Fewer would have
# connections wait for the database.
MAIL_IN_FLIGHT = env.whole("MAIL_IN_FLIGHT", 64, minimum=1)
# Seconds the server has for each answer: RFC 5321 4.5.3.2 would give it ten minutes, in which nobody gets a letter.
MAIL_SECONDS = env.whole("MAIL_SECONDS", 30, minimum=1)
# Letters a second, and letters a minute to one domain, as a provider's contract may say; 0: no limit.
MAIL_RATE = env.whole("MAIL_RATE", 0)
MAIL_DOMAIN_RATE = env.whole("MAIL_DOMAIN_RATE", 0)
# Days on which a letter to somebody came back for a while (a full mailbox, a server that is away), one after the other,
# until the mailbox counts as gone: a weekend with a full mailbox stops nothing.
MAIL_BOUNCES = env.whole("MAIL_BOUNCES", 3, minimum=1)
# What `smartbooth mailroom` listens on, and how much it takes: bytes of a message (a letter with a few photographs;
# what returns one of ours has a hundredth), connections at a time (a mail server opens up to twenty), seconds for a
# command or a whole message (RFC 5321 4.5.3.2.7).
MAILROOM_PORT = env.whole("MAILROOM_PORT", 8025, minimum=1)
MAILROOM_BYTES = env.whole("MAILROOM_BYTES", 10 * 1024 * 1024, minimum=64 * 1024)
MAILROOM_CONNECTIONS = env.whole("MAILROOM_CONNECTIONS", 20, minimum=1)
MAILROOM_SECONDS = env.whole("MAILROOM_SECONDS", 300, minimum=1)
# Files (PEM) of the certificate, with those it rests on, and of its key, for STARTTLS; none: mail comes in without TLS,
# as from a mail server on the same machine.
MAILROOM_CERTIFICATE = env.text("MAILROOM_CERTIFICATE", "")
MAILROOM_KEY = env.text("MAILROOM_KEY", "")
# Anymail's name of a mail provider ("postmark"), and its settings as a JSON object ({"SERVER_TOKEN": "…"}).
MAIL_PROVIDER = env.text("MAIL_PROVIDER", "")
MAIL_PROVIDER_SETTINGS = env.text("MAIL_PROVIDER_SETTINGS", "{}")
# Who carries our mail, named in the policy; empty: the company's own server.
MAIL_COMPANY = env.text("MAIL_COMPANY", "")
MAIL_COUNTRY = env.text("MAIL_COUNTRY", "FR")
MAIL_TOOL = env.text("MAIL_TOOL", "")
# A file with the private key that signs mail (PEM, RSA of 2048 bits or more), and the name it is published under.
DKIM_KEY = env.text("DKIM_KEY", "")
DKIM_SELECTOR = env.text("DKIM_SELECTOR", "mail")
# --- announcements -------------------------------------------------------------------------------------------
# Characters of an announcement's title: a phone's list of mail shows some forty, the studio's bar eighty.
ANNOUNCEMENT_TITLE_LENGTH = env.whole("ANNOUNCEMENT_TITLE_LENGTH", 80, minimum=20)
# Characters of its text: a screenful. Who has more to say links to a page of ours.
ANNOUNCEMENT_TEXT_LENGTH = env.whole("ANNOUNCEMENT_TEXT_LENGTH", 2000, minimum=100)
# Seconds between "now" and the first letter, in which it can be taken back: one sees a mistake as one lets go of it.
ANNOUNCEMENT_UNDO_SECONDS = env.whole("ANNOUNCEMENT_UNDO_SECONDS", 60)
# Months an announcement is kept once it is over: longer than its letters, whose text is read from it.
ANNOUNCEMENT_MONTHS = env.whole("ANNOUNCEMENT_MONTHS", 36, minimum=14)
# --- support -------------------------------------------------------------------------------------------------
# Months a case is kept after it was closed: a question that comes back is understood by what was said two years ago,
# and older ones help nobody.
SUPPORT_MONTHS = env.whole("SUPPORT_MONTHS", 24, minimum=1)
# Cases a day of one sender; what more they write is added to the last one, without what is attached. A person who
# writes ten mails in an evening gets ten; a program that has gone wild does not fill the list, nor the disk.
SUPPORT_CASES_PER_DAY = env.whole("SUPPORT_CASES_PER_DAY", 10, minimum=1)
# Bytes of what is attached to a letter that are kept, all together: a few photographs of a screen. Of the rest, names.
SUPPORT_ATTACHMENT_BYTES = env.whole("SUPPORT_ATTACHMENT_BYTES", 5 * 1024 * 1024)
# --- rights --------------------------------------------------------------------------------------------------
# Hours the link to one's data works: a day, since mail is read in the evening and a link in a mailbox is a key.
RIGHTS_LINK_HOURS = env.whole("RIGHTS_LINK_HOURS", 24, minimum=1)
# Links an hour to one mail address, and forms about rights a minute from one network address.
RIGHTS_LINKS_PER_HOUR = env.whole("RIGHTS_LINKS_PER_HOUR", 5, minimum=1)
RIGHTS_PER_MINUTE = env.whole("RIGHTS_PER_MINUTE", 10, minimum=1)
# Years the register of requests is kept after the answer: French law gives three to complain of an offence; Californian
# law wants two at least (11 CCR 7101).
REQUEST_YEARS = env.whole("REQUEST_YEARS", 3, minimum=2)
