"""Where a visitor came from, as a name that tells of no person: from utm_source and utm_campaign, or the referrer."""

import re
from urllib.parse import parse_qsl, urlsplit

from smartbooth.journal.lines import NAME, NONE

DIRECT, OTHER = "direct", "other"
LONGEST = 2048  # bytes of a query or referrer that are looked at

_NAME = re.compile(NAME, re.ASCII)
_PERSONAL = re.compile(
    r"\d{7}"  # a telephone or customer number
    r"|[0-9a-f]{16}"  # a hash
    r"|(?=[a-z0-9]*\d[a-z0-9]*[a-z])(?=[a-z0-9]*[a-z][a-z0-9]*\d)[a-z0-9]{20}"  # a random token
    r"|@",
    re.ASCII,
)
# By registrable name ("google" for google.fr, www.google.com, news.google.co.uk ...), or whole host where the name
# says too little.
SITES = {
    "google": "google", "bing": "bing", "duckduckgo": "duckduckgo", "ecosia": "ecosia", "qwant": "qwant",
    "yahoo": "yahoo", "yandex": "yandex", "baidu": "baidu", "startpage": "startpage",
    "facebook": "facebook", "instagram": "instagram", "threads": "threads", "twitter": "x", "linkedin": "linkedin",
    "pinterest": "pinterest", "reddit": "reddit", "tiktok": "tiktok", "youtube": "youtube", "whatsapp": "whatsapp",
    "snapchat": "snapchat", "bsky": "bluesky", "mastodon": "mastodon", "discord": "discord", "telegram": "telegram",
    "github": "github", "producthunt": "producthunt", "medium": "medium", "substack": "substack",
    "chatgpt": "chatgpt", "perplexity": "perplexity", "kickstarter": "kickstarter", "ulule": "ulule",
}  # fmt: skip
HOSTS = {
    "t.co": "x", "x.com": "x", "fb.me": "facebook", "fb.com": "facebook", "lnkd.in": "linkedin", "youtu.be": "youtube",
    "redd.it": "reddit", "pin.it": "pinterest", "t.me": "telegram", "wa.me": "whatsapp", "msng.link": "facebook",
    "news.ycombinator.com": "hackernews", "mail.google.com": "gmail", "com.google.android.gm": "gmail",
    "outlook.live.com": "outlook", "outlook.office.com": "outlook", "chat.openai.com": "chatgpt",
    "gemini.google.com": "gemini", "lens.google.com": "google",
}  # fmt: skip
SECOND_LEVEL = {"co", "com", "org", "net", "gov", "ac", "edu", "gouv", "asso"}  # co.uk, com.br, gouv.fr ...


def name(raw: str) -> str:
    """A source or campaign as given in a link, or "other" where it is no plain name or might name a person."""
    text = "-".join(raw.strip().lower().split())
    return text if _NAME.fullmatch(text) and not _PERSONAL.search(text) else OTHER


def tags(query: bytes) -> tuple[str | None, str]:
    """(utm_source or None, utm_campaign or "-")."""
    if b"utm_" not in query:
        return None, NONE
    try:
        fields = dict(parse_qsl(query[:LONGEST].decode("latin-1"), max_num_fields=100))
    except ValueError:
        return None, NONE
    source, campaign = fields.get("utm_source", "").strip(), fields.get("utm_campaign", "").strip()
    return name(source) if source else None, name(campaign) if campaign else NONE


def referrer(raw: bytes, own_host: str) -> str:
    """The site of a Referer header: a well-known name, else its registrable host; "direct" for none or our own."""
    if not raw:
        return DIRECT
    try:
        host = (urlsplit(raw[:LONGEST].decode("latin-1")).hostname or "").rstrip(".")
    except ValueError:
        return OTHER
    if not host or host == own_host:
        return DIRECT
    if (host in HOSTS) or host.removeprefix("www.") in HOSTS:
        return HOSTS.get(host) or HOSTS[host.removeprefix("www.")]
    site = _registrable(host)
    return SITES.get(site.partition(".")[0]) or name(site)


def _registrable(host: str) -> str:
    labels = host.split(".")
    if labels[-1].isdigit() or ":" in host or len(labels) < 2:
        return OTHER  # an address, or a name of somebody's own network
    keep = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in SECOND_LEVEL else 2
    return ".".join(labels[-keep:])
