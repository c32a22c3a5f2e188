"""An electronic-mail address, parsed once. What is accepted is what mail really uses, not all that RFC 5322 allows."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import idna
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LONGEST = 254  # octets: RFC 5321 4.5.3.1.3, less the angle brackets of the path
LONGEST_LOCAL = 64  # octets: RFC 5321 4.5.3.1.1

MESSAGES: dict[str, str | Promise] = {
    "empty": _("Write your address here."),
    "at": _("An address has one @, as in sam@example.org."),
    "space": _("There is a space inside the address. Take it out."),
    "local": _("The part before the @ has a character or a dot that addresses cannot have there."),
    "domain": _("The part after the @ is not a domain. It looks like example.org."),
    "long": _("This address is too long to be a real one. Check it for something pasted twice."),
}

# RFC 5322 3.2.3 atext, and RFC 6532's letters of all scripts. Quoted local parts ("a b"@…) are refused: no provider
# gives them out, and they are how headers and exports get injected.
_ATOM = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\-\u00a1-\U0010ffff]+")
# What most domains are, and the tables of Unicode add nothing to: labels of RFC 1123 2.1, the last not all digits.
_PLAIN = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?=[0-9-]*[a-z])[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
)


class AddressError(ValueError):
    """Not an address. `reason` is a key of MESSAGES."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    @property
    def message(self) -> str:
        return str(MESSAGES[self.reason])


@dataclass(frozen=True)
class Address:
    """`written` is what to send to; `key` is equal for two spellings of one mailbox."""

    written: str
    key: str

    @classmethod
    def parse(cls, raw: str) -> Address:
        """`raw` as typed. Spaces around it go, Unicode is composed (NFC), the domain is lower-cased.

        The local part keeps its case in `written`: RFC 5321 2.4 leaves its meaning to the receiving host. In `key` it
        is lower-cased, because no host in use tells Sam from sam, and one human must not become two. Nothing else is
        folded: dots and +tags are one provider's habit, and elsewhere different mailboxes.

        Raises AddressError.
        """
        text = unicodedata.normalize("NFC", raw.strip().strip("\u200b\u200e\u200f\ufeff").strip())
        if not text:
            raise AddressError("empty")
        if text.count("@") != 1:
            raise AddressError("at")
        if any(character.isspace() for character in text):
            raise AddressError("space")
        local, typed_domain = text.split("@")
        domain = _domain(typed_domain)
        _check_local(local)
        if len(local.encode()) > LONGEST_LOCAL or len(local.encode()) + 1 + len(domain) > LONGEST:
            raise AddressError("long")
        return cls(f"{local}@{domain}", f"{local.lower()}@{domain}")


def _check_local(local: str) -> None:
    if not all(_ATOM.fullmatch(atom) for atom in local.split(".")):
        raise AddressError("local")
    # Cc control, Cf invisible, Cs surrogate, Co private, Cn unassigned, Zs/Zl/Zp spaces: none can be typed on purpose.
    if any(unicodedata.category(character)[0] in "CZ" for character in local):
        raise AddressError("local")


def _domain(typed: str) -> str:
    """The domain in its ASCII form (IDNA 2008 with the UTS 46 mapping that browsers use), lower case."""
    if typed.isascii() and len(typed) > LONGEST:
        raise AddressError("long")
    lower = typed.lower()
    if _PLAIN.fullmatch(lower) and "--" not in lower and len(lower) <= 253:
        return lower
    try:
        ascii_form = idna.encode(typed, uts46=True, std3_rules=True).decode().lower()
    except (idna.IDNAError, UnicodeError):
        raise AddressError("domain") from None
    labels = ascii_form.split(".")
    if len(labels) < 2 or "" in labels or labels[-1].isdigit() or len(ascii_form) > 253:
        raise AddressError("domain")
    return ascii_form


def readable(address: str) -> str:
    """`address` with its domain as people read it: `zoé@xn--…` shown as `zoé@café.example`."""
    if (
        "@xn--" not in address and ".xn--" not in address
    ):  # most: decoding them would cost a list more than its seals
        return address
    local, _at, domain = address.rpartition("@")
    try:
        return f"{local}@{idna.decode(domain)}"
    except idna.IDNAError:
        return address
