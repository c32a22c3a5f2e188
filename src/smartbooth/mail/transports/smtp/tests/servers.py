"""Mail servers on this machine: one that takes everything, and such as servers are."""

from __future__ import annotations

import asyncio
import datetime
import ipaddress
import ssl
import threading
from contextlib import contextmanager

from aiosmtpd.smtp import SMTP, AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


class Handler:
    """`rcpt` and `data` are answers by address ("" for all others); "hang" and "drop" are no answers."""

    def __init__(self, rcpt=None, data=None):
        self.rcpt, self.data = rcpt or {}, data or {}
        self.got: list = []  # (Return-Path, recipient, bytes)
        self.lines = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = self.rcpt.get(address, self.rcpt.get("", "250 OK"))
        if answer == "hang":
            await asyncio.sleep(60)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope):
        address = envelope.rcpt_tos[0]
        answer = self.data.get(address, self.data.get("", "250 OK"))
        if answer == "hang":
            await asyncio.sleep(60)
        if answer == "drop":
            server.transport.abort()
            return "421 gone"
        if answer.startswith("250"):
            self.got.append((envelope.mail_from, address, envelope.original_content))
        return answer


@contextmanager
def serving(handler, **options):
    """The port. `options`: aiosmtpd's SMTP (tls_context, require_starttls, enable_SMTPUTF8, authenticator …);
    `implicit`: TLS from the first byte."""
    loop, ready, port = asyncio.new_event_loop(), threading.Event(), []
    implicit = options.pop("implicit", None)

    def made():
        handler.lines += 1
        return SMTP(handler, hostname="sink.example.org", loop=loop, **options)

    async def start():
        server = await loop.create_server(made, "127.0.0.1", 0, ssl=implicit)
        port.append(server.sockets[0].getsockname()[1])
        ready.set()

    def run():
        asyncio.set_event_loop(loop)
        loop.create_task(start())
        loop.run_forever()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    ready.wait(10)
    try:
        yield port[0]
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)


def certificate(folder, name="localhost", days=1):
    """(context of a server with a certificate for `name`, the file with the authority to trust)."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Example authority")])
    now = datetime.datetime.now(datetime.UTC)
    names = [x509.DNSName(name), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))] if name == "localhost" else [
        x509.DNSName(name)
    ]  # fmt: skip
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=30))
        .not_valid_after(now + datetime.timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = folder / f"{name}.pem"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret = folder / f"{name}.key"
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, secret)
    return context, str(pem)


def password(server, session, envelope, mechanism, given):
    right = getattr(given, "login", b"") == b"us" and getattr(given, "password", b"") == b"secret"
    return AuthResult(success=right, handled=False)
