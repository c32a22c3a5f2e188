"""Settings from the environment: typed, and loud when wrong."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

PREFIX = "SMARTBOOTH_"


def text(name: str, default: str) -> str:
    return os.environ.get(PREFIX + name, default)


def whole(name: str, default: int, minimum: int = 0) -> int:
    raw = os.environ.get(PREFIX + name)
    if raw is None:
        return default
    try:
        value = int(raw)
    except ValueError:
        raise ImproperlyConfigured(f"{PREFIX}{name} must be a whole number, not {raw!r}") from None
    if value < minimum:
        raise ImproperlyConfigured(f"{PREFIX}{name} must be at least {minimum}, not {value}")
    return value


def one_of(name: str, default: str, among: tuple[str, ...]) -> str:
    value = text(name, default)
    if value not in among:
        raise ImproperlyConfigured(f"{PREFIX}{name} must be one of {', '.join(among)}, not {value!r}")
    return value


def flag(name: str, default: bool) -> bool:
    raw = os.environ.get(PREFIX + name)
    if raw is None:
        return default
    if raw.lower() in {"1", "yes", "true", "on"}:
        return True
    if raw.lower() in {"0", "no", "false", "off", ""}:
        return False
    raise ImproperlyConfigured(f"{PREFIX}{name} must be yes or no, not {raw!r}")


def words(name: str, default: list[str]) -> list[str]:
    raw = os.environ.get(PREFIX + name)
    return default if raw is None else [word.strip() for word in raw.split(",") if word.strip()]


def secret(name: str, folder: Path, size: int = 32) -> bytes:
    """`size` random bytes: from the environment as hex, else from a private file made on first use.

    A laptop needs no set-up; a production sets the variable, so that the key is not beside the data.
    """
    raw = os.environ.get(PREFIX + name)
    if raw is None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = folder / name.lower()
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            raw = path.read_text()
        else:
            raw = secrets.token_hex(size)
            with os.fdopen(handle, "w") as out:
                out.write(raw)
    return _bytes(name, raw, size)


def key(name: str, size: int = 32) -> bytes | None:
    """`size` bytes given as hex; None where it is not set."""
    raw = os.environ.get(PREFIX + name)
    return _bytes(name, raw, size) if raw else None


def _bytes(name: str, raw: str, size: int) -> bytes:
    try:
        value = bytes.fromhex(raw.strip())
    except ValueError:
        raise ImproperlyConfigured(f"{PREFIX}{name} must be {size * 2} hexadecimal digits") from None
    if len(value) != size:
        raise ImproperlyConfigured(f"{PREFIX}{name} must be {size * 2} hexadecimal digits, not {len(value) * 2}")
    return value
