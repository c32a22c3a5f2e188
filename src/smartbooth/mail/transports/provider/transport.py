"""Sessions with a provider's API: one HTTP connection, kept open from letter to letter."""

from __future__ import annotations

import certifi
from anymail.backends.base import AnymailBaseBackend
from anymail.exceptions import AnymailError
from django.conf import settings

from smartbooth.mail.processors import KINDS, MAIL
from smartbooth.mail.transports import Away, Envelope
from smartbooth.mail.transports.provider import choice
from smartbooth.mail.transports.provider.answers import NOT_US, judge
from smartbooth.mail.transports.provider.written import written
from smartbooth.registry.egress import egress


class Session:
    def __init__(self, backend: AnymailBaseBackend, ability: choice.Ability) -> None:
        self.backend, self.ability = backend, ability
        self.closed = False

    def send(self, envelope: Envelope) -> None:
        """Raises Later, Refused, Away."""
        mail = written(envelope, self.ability)
        try:
            with egress(MAIL, KINDS):
                self.backend.send_messages([mail])
        except AnymailError as error:
            judge(error)

    def close(self) -> None:
        self.closed = True
        self.backend.close()


class Transport:
    addressed = True

    @property
    def connections(self) -> int:
        return int(settings.MAIL_CONNECTIONS)

    def open(self) -> Session:
        """Connects at the first letter. Raises Away."""
        try:
            backend, ability = choice.backend(), choice.ability()
        except choice.Unusable as error:
            raise Away(NOT_US, "SMARTBOOTH_MAIL_PROVIDER_SETTINGS") from error
        with egress(MAIL, ()):
            backend.open()
        _strictly(backend)
        return Session(backend, ability)


def _strictly(backend: AnymailBaseBackend) -> None:
    """To the provider itself or to nobody. One that has no HTTP session of requests' (Amazon's) sees to it itself."""
    backend.timeout = settings.MAIL_SECONDS
    if session := getattr(backend, "session", None):
        session.max_redirects = 0
        session.trust_env = False  # no password file, no other server that the environment names
        session.verify = settings.MAIL_AUTHORITIES or certifi.where()
