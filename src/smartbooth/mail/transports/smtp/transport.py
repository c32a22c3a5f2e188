"""Connections to the mail server. TLS where it is offered (RFC 3207), with a certificate that is right: no letter goes
to who only says to be the server."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from typing import NoReturn

import certifi
from django.conf import settings
from django.utils.translation import gettext_noop

from smartbooth.mail import dkim
from smartbooth.mail.mime import source
from smartbooth.mail.processors import KINDS, MAIL
from smartbooth.mail.transports import Away, Envelope, Later
from smartbooth.mail.transports.smtp.replies import judge
from smartbooth.registry.egress import egress

BROKE = gettext_noop("The connection broke.")
SILENT = gettext_noop("The mail server does not answer.")
UNTRUSTED = gettext_noop("The mail server’s certificate is not right.")
NOT_US = gettext_noop("The mail server refuses the name or the password.")
NO_TLS = gettext_noop("The mail server offers no TLS, and TLS is required.")
IN_CLEAR = gettext_noop("The mail server offers no TLS, and the password is not sent to it in clear.")
UNSIGNED = gettext_noop("Letters cannot be signed: the key cannot be used.")
LOCAL = ("localhost", "127.0.0.1", "::1")


class Session:
    def __init__(self, line: smtplib.SMTP) -> None:
        self.line = line
        self.signer = dkim.current()

    def send(self, envelope: Envelope) -> None:
        """Raises Later, Refused, Away."""
        message = source(envelope.letter, envelope.address)
        if self.signer is not None:
            message = self.signer.sign(message) + message
        try:
            with egress(MAIL, KINDS):
                self._hand_over(envelope, message)
        except smtplib.SMTPDataError as refused:  # to DATA itself, before the letter
            self._refused((refused.smtp_code, _bytes(refused.smtp_error)), "DATA")
        except OSError as error:  # smtplib's are of this kind as well
            # In the midst of a letter: whether it arrived is not known, so it goes again, with the same Message-ID.
            self.close()
            silent = isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)
            raise Later(SILENT if silent else BROKE, type(error).__name__) from error

    def _hand_over(self, envelope: Envelope, message: bytes) -> None:
        options = [f"size={len(message)}"] if self.line.has_extn("size") else []
        if not envelope.address.isascii():
            if not self.line.has_extn("smtputf8"):
                judge(553, b"5.6.7 The server knows no address with letters like these (RFC 6531).", "RCPT")
            options += ["SMTPUTF8", "BODY=8BITMIME"]
        self._expect("MAIL", 250, self.line.mail(envelope.return_path, options))
        self._expect("RCPT", 250, self.line.rcpt(envelope.address))
        self._expect("DATA", 250, self.line.data(message))

    def _expect(self, verb: str, code: int, reply: tuple[int, bytes]) -> None:
        if reply[0] != code and not (verb == "RCPT" and reply[0] == 251):
            self._refused(reply, verb)

    def _refused(self, reply: tuple[int, bytes], verb: str) -> NoReturn:
        """Leaves the line ready for the next letter, or closed (421: the server is about to hang up)."""
        try:
            self.close() if reply[0] == 421 else self.line.rset()
        except OSError:
            self.line.close()
        judge(*reply, verb)

    @property
    def closed(self) -> bool:
        return self.line.sock is None

    def close(self) -> None:
        with suppress(OSError):
            self.line.quit()
        self.line.close()


class Transport:
    addressed = True

    @property
    def connections(self) -> int:
        return int(settings.MAIL_CONNECTIONS)

    def open(self) -> Session:
        """Raises Away."""
        with egress(MAIL, ()):
            try:
                return Session(_connected())
            except dkim.Unusable as error:
                raise Away(UNSIGNED, "SMARTBOOTH_DKIM_KEY") from error
            except ssl.SSLError as error:
                raise Away(UNTRUSTED, _why(error)) from error
            except smtplib.SMTPAuthenticationError as error:
                raise Away(NOT_US, str(error.smtp_code)) from error
            except OSError as error:  # smtplib's are of this kind as well
                raise Away(SILENT, type(error).__name__) from error


def _connected() -> smtplib.SMTP:
    host, port, seconds = settings.MAIL_HOST, settings.MAIL_PORT, settings.MAIL_SECONDS
    name = settings.STUDIO_HOST
    if settings.MAIL_TLS == "implicit":
        line: smtplib.SMTP = smtplib.SMTP_SSL(host, port, name, timeout=seconds, context=_context())
        safe = True
        line.ehlo_or_helo_if_needed()
    else:
        line = smtplib.SMTP(host, port, name, timeout=seconds)
        line.ehlo_or_helo_if_needed()
        safe = line.has_extn("starttls")
        if safe:
            line.starttls(context=_context())
            line.ehlo()
        elif settings.MAIL_TLS == "required":
            raise Away(NO_TLS, "SMARTBOOTH_MAIL_TLS")
    if settings.MAIL_USER:
        if not safe and host not in LOCAL:
            raise Away(IN_CLEAR)
        line.login(settings.MAIL_USER, settings.MAIL_PASSWORD)
    return line


def _context() -> ssl.SSLContext:
    made = ssl.create_default_context(cafile=settings.MAIL_AUTHORITIES or certifi.where())
    made.minimum_version = ssl.TLSVersion.TLSv1_2  # RFC 8997
    return made


def _why(error: ssl.SSLError) -> str:
    return str(getattr(error, "verify_message", "") or error.reason or type(error).__name__)


def _bytes(text: bytes | str) -> bytes:
    return text if isinstance(text, bytes) else text.encode()
