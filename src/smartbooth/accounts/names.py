"""The name visitors read under a form: who receives their address."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LONGEST = 80  # characters; one line under a form on a phone, twice
JOINERS = "\u200c\u200d"  # part of words in several scripts, and of emoji


def clean_name(raw: str) -> str:
    """`raw` in normal form C with single spaces.

    Raises ValidationError for characters that print nothing or reverse the text around them (Unicode categories
    Cc, Cf, Co, Cs), for U+FFFD (what broken UTF-8 becomes), and for a name without a letter or digit.
    """
    name = " ".join(unicodedata.normalize("NFC", raw).split())
    if any(char == "\ufffd" or (unicodedata.category(char)[0] == "C" and char not in JOINERS) for char in name):
        raise ValidationError(_("This name has a character that cannot be printed. Type it again."))
    if not any(char.isalnum() for char in name):
        raise ValidationError(_("A name needs at least one letter or digit."))
    return name
