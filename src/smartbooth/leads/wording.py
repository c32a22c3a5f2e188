"""A wording's name: what was agreed to can be shown, word for word, by its digest."""

import hashlib


def digest(language: str, text: str) -> str:
    """SHA-256 in hex of language and text: the same words in another language are another wording."""
    return hashlib.sha256(f"{language}\n{text}".encode()).hexdigest()
