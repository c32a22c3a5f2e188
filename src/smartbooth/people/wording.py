"""Words that people agreed under, kept word for word by their digest."""

import hashlib

from smartbooth.core.insert import insert_values
from smartbooth.people.models import Wording


def digest(language: str, text: str) -> str:
    """SHA-256 in hex of language and text: the same words in another language are another wording."""
    return hashlib.sha256(f"{language}\n{text}".encode()).hexdigest()


def remember(language: str, text: str) -> str:
    """Store the wording, once; its digest. From the second time on this writes nothing."""
    name = digest(language, text)
    insert_values(Wording, {"digest": name, "language": language, "text": text})
    return name
