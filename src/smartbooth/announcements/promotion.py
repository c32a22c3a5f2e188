"""What looks like an advertisement in a message that nobody can refuse (promise B4). A word proves nothing: whoever
writes it is asked once more, and what they stood by is kept."""

from __future__ import annotations

import re

# Each in the language it is written in; whole words, whatever their case.
ENGLISH = (
    r"offers?", r"discounts?", r"deals?", r"sales?", r"promo(?:tion)?s?", r"coupons?", r"vouchers?", r"free trial",
    r"for free", r"prices?", r"new plans?", r"premium", r"upgrades?", r"buy", r"subscribe", r"limited time",
    r"don[’']t miss", r"exclusive(?:ly)?", r"refer a friend", r"recommend(?:s|ed)?", r"special",
)  # fmt: skip
FRENCH = (
    r"offres?", r"remises?", r"réductions?", r"rabais", r"promo(?:tion)?s?", r"soldes?", r"bons? d[’']achat",
    r"gratuite?s?", r"gratuitement", r"essai gratuit", r"prix", r"tarifs?", r"nouvelles? formules?", r"premium",
    r"achetez", r"abonnez-vous", r"durée limitée", r"ne manquez pas", r"profitez", r"exclusi(?:f|fs|ve|ves|vité)",
    r"parrain(?:ez|age)", r"découvrez",
)  # fmt: skip
PERCENT = r"[-−–]?\s?\d+[\s\u00a0\u202f]?%"
_LOOKS = {
    language: re.compile(rf"\b(?:{'|'.join(sorted(words, key=len, reverse=True))})\b|{PERCENT}", re.IGNORECASE)
    for language, words in (("en", ENGLISH), ("fr", FRENCH))
}


def found(text: str, language: str) -> list[str]:
    """The words of `text` that look like one, in lower case, each once."""
    return list(dict.fromkeys(" ".join(one.lower().split()) for one in _LOOKS[language].findall(text)))
