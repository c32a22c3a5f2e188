"""Errors as one line that says what to do. A traceback only for who asks (--traceback, SMARTBOOTH_DEBUG=1)."""

from collections.abc import Iterator
from contextlib import contextmanager

import click


def advice(error: Exception) -> str | None:
    """What to tell the person for an error that has a known cure; None for an error that should not happen."""
    from django.apps import apps
    from django.core.exceptions import ImproperlyConfigured
    from django.db import OperationalError, ProgrammingError

    if apps.ready:  # with settings that cannot be read no room can be imported, nor have raised anything
        from smartbooth.people.ring import RingError
        from smartbooth.people.start import Unfit

        if isinstance(error, RingError | Unfit):
            return str(error)
    if isinstance(error, ImproperlyConfigured):
        return f"{error}. Correct the setting, then run the command again."
    if isinstance(error, OperationalError | ProgrammingError):
        if "no such table" in str(error) or "does not exist" in str(error):
            return "The database has no tables yet. Run `smartbooth manage migrate` (or `smartbooth serve`)."
        return f"The database does not answer ({error}). Run `smartbooth doctor` to see why."
    if isinstance(error, OSError) and error.strerror:
        place = f": {error.filename}" if error.filename else ""
        return f"{error.strerror}{place}. Run `smartbooth doctor` to see what is wrong."
    return None


@contextmanager
def one_line(traceback: bool) -> Iterator[None]:
    """Turn what a command raises into one line on stderr and exit status 1."""
    try:
        yield
    except (click.ClickException, click.exceptions.Exit, click.Abort):
        raise
    except Exception as error:
        if traceback:
            raise
        known = advice(error)
        raise click.ClickException(
            known or f"{type(error).__name__}: {error}. See where with `smartbooth --traceback …`."
        ) from error
