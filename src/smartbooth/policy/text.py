"""The policy as the code and the settings make it now, in both languages."""

from __future__ import annotations

import hashlib
import re

from django.template.loader import render_to_string
from django.utils.translation import override

from smartbooth.policy.facts import facts

LANGUAGES = ("en", "fr")


def generated() -> dict[str, str]:
    """{language: text} in the notation of policy/markup.py."""
    return {language: _written(language) for language in LANGUAGES}


def digest(texts: dict[str, str]) -> str:
    """SHA-256 in hex over all languages: one name for what people could read."""
    whole = "\0".join(f"{language}\n{texts[language]}" for language in LANGUAGES)
    return hashlib.sha256(whole.encode()).hexdigest()


def _written(language: str) -> str:
    with override(language):
        text = render_to_string(f"policy/text/{language}.txt", facts())
    lines = [line.strip() for line in text.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"
