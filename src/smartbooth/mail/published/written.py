"""What is to be published, as a zone file has it. Apart from names.py: who signs letters asks no DNS."""

import re


def txt(name: str, value: str) -> str:
    """A TXT record in strings of at most 255 characters (RFC 1035 3.3)."""
    strings = " ".join(f'"{part}"' for part in re.findall(".{1,255}", value))
    return f"{name}. IN TXT {strings}"
