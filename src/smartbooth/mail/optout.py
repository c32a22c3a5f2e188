"""The token by which a message's reader makes their choices, without signing in (RFC 8058; promise B4).

`<person>.<topic>.<signature>`, the topic "-" where the message has none: opaque to who does not know the ids, the same
in each message of a topic, without an end (a letter found years later can still be stopped), in letters that survive
being lower-cased, because it stands in a mail address as well. It opens choices about mail and nothing else.
"""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings
from django.urls import reverse

from smartbooth.core.ids import ALPHABET
from smartbooth.mail.topics import TOPICS
from smartbooth.people import ring

USE = "mail/choices"  # of the ring: these tokens outlive the master key
SIGNATURE = 20  # characters of five bits
NO_TOPIC = "-"
ACCOUNT = "account"  # in place of a topic: whoever signed in has it, and nothing says that the mailbox is theirs
EXAMPLE = "example"  # in the preview of a message to nobody
UNSUBSCRIBE = "unsubscribe"  # the mailbox of those who unsubscribe by mail: unsubscribe+<token>@MAIL_DOMAIN


class BadToken(ValueError):
    """Not a token of ours."""


def token(person_id: str, topic: str = "") -> str:
    """For a person's choices, from a message of `topic` ("" of none)."""
    named = f"{person_id}.{topic or NO_TOPIC}"
    return f"{named}.{sign(USE, named)}"


def read(raw: str) -> tuple[str, str]:
    """(person's id, topic or ""). Raises BadToken. The person may be gone by now."""
    named, _dot, signature = raw.lower().rpartition(".")
    person_id, _dot, topic = named.partition(".")
    genuine = raw.isascii() and hmac.compare_digest(signature, sign(USE, named))
    if not genuine or not person_id:
        raise BadToken
    return person_id, topic if topic in TOPICS else ""


def proves(raw: str) -> bool:
    """Whether who has this token (one that `read` takes) reads the person's mail: it came in a letter. Only they may
    agree to something, or lift a stop."""
    return raw.lower().split(".")[1:2] != [ACCOUNT]


def choices_path(made: str) -> str:
    return reverse("choices", args=[made])


def stop_path(made: str) -> str:
    """Where RFC 8058's one click posts to."""
    return reverse("stop_mail", args=[made])


def mailbox(made: str) -> str:
    """The address that takes `unsubscribe` by mail (RFC 2369 3.2)."""
    return f"{UNSUBSCRIBE}+{made}@{settings.MAIL_DOMAIN}"


def sign(use: str, named: str) -> str:
    """SIGNATURE characters of HMAC-SHA256 under the ring's key for `use`."""
    made = hmac.new(ring.key_for(use), named.encode(), hashlib.sha256).digest()
    return "".join(ALPHABET[byte & 31] for byte in made[:SIGNATURE])
