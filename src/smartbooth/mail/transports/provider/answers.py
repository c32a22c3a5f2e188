"""What a provider's answer means for a letter. Nothing of what it wrote is repeated: it likes to name the address."""

from __future__ import annotations

from typing import NoReturn

import requests
from anymail.exceptions import AnymailAPIError, AnymailConfigurationError, AnymailError, AnymailRecipientsRefused
from django.utils.translation import gettext_noop
from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NewConnectionError, ProxyError, SSLError

from smartbooth.mail.transports import Away, Later, Refused

BUSY = gettext_noop("The mail provider cannot take letters just now.")
SILENT = gettext_noop("The mail provider does not answer.")
ELSEWHERE = gettext_noop("The mail provider’s address leads elsewhere.")
NOT_US = gettext_noop("The mail provider refuses our account or its settings.")
NOT_TAKEN = gettext_noop("The mail provider does not take this letter.")
NOT_THEM = gettext_noop("The mail provider writes nothing to this address.")

ACCOUNT = frozenset({401, 402, 403, 404, 405})  # no letter would be taken: a key, a bill, a domain, an address
AGAIN = frozenset({408, 409, 423, 425, 429})
_BEFORE = (NewConnectionError, ConnectTimeoutError, SSLError, ProxyError)  # the letter never left


def judge(error: AnymailError) -> NoReturn:
    """Raises Later, Refused, Away."""
    if isinstance(error, AnymailRecipientsRefused):
        raise Refused(NOT_THEM) from error
    if isinstance(error, AnymailConfigurationError):
        raise Away(NOT_US, type(error).__name__) from error
    if not isinstance(error, AnymailAPIError):  # an address or a header it has no place for
        raise Refused(NOT_TAKEN, type(error).__name__) from error
    if error.status_code is None:
        _unanswered(error)
    _answered(error, error.status_code)


def _answered(error: AnymailAPIError, status: int) -> NoReturn:
    if status in ACCOUNT:
        raise Away(NOT_US, str(status)) from error
    if 400 <= status < 500 and status not in AGAIN:
        raise Refused(NOT_TAKEN, str(status)) from error
    # Also an answer that cannot be read, which something between us may have given: rather twice than never.
    raise Later(BUSY, str(status)) from error


def _unanswered(error: AnymailAPIError) -> NoReturn:
    if isinstance(error, requests.TooManyRedirects):
        raise Away(ELSEWHERE) from error
    if isinstance(error, requests.ConnectionError) and _never_left(error.__cause__):
        raise Away(SILENT, type(error.__cause__).__name__) from error
    # It may have arrived: it goes again, with the same Message-ID.
    raise Later(SILENT, type(error.__cause__ or error).__name__) from error


def _never_left(cause: BaseException | None) -> bool:
    inner = cause.args[0] if cause is not None and cause.args else None
    return isinstance(inner.reason if isinstance(inner, MaxRetryError) else inner, _BEFORE)
