"""Random identifiers. They tell nothing: no sequence, no time, no count of what exists."""

import secrets

# Crockford's base 32 without letters that read alike; lower case because ids stand in addresses.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_LETTERS = ALPHABET.encode() * 8  # one for each byte there is, every letter as often
LENGTH = 10  # 50 bits: a guess among a million rows succeeds once in 10^9 tries


def token(length: int = LENGTH) -> str:
    """`length` random characters of ALPHABET (5 bits each)."""
    return secrets.token_bytes(length).translate(_LETTERS).decode()
