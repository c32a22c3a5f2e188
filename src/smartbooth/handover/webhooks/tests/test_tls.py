"""Over https: only to who has a certificate of a known authority, made out to the name that was asked for."""

import ipaddress
import ssl
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from smartbooth.core import clock
from smartbooth.handover.webhooks.send import Line
from smartbooth.handover.webhooks.target import parse
from smartbooth.handover.webhooks.tests.receivers import OK, hang, receiving


class Authority:
    def __init__(self):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test authority")])
        self.certificate = self._sign(self.name, self.key.public_key(), 10, authority=True)

    def _sign(self, subject, key, days, names=(), authority=False):
        now = clock.now()
        made = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self.name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=20))
            .not_valid_after(now + timedelta(days=days))
            .add_extension(x509.BasicConstraints(authority, None), critical=True)
        )
        if names:
            made = made.add_extension(x509.SubjectAlternativeName(list(names)), critical=False)
        return made.sign(self.key, hashes.SHA256())

    def context(self, folder, host, days=10):
        """A server's, with a certificate for `host`."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.DNSName(host) if host[0].isalpha() else x509.IPAddress(ipaddress.ip_address(host))
        signed = self._sign(x509.Name([]), key.public_key(), days, [name])
        path = folder / f"{host}-{days}.pem"
        path.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
            + signed.public_bytes(serialization.Encoding.PEM)
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context


@pytest.fixture(scope="module")
def authority():
    return Authority()


@pytest.fixture
def trusted(authority, settings, tmp_path):
    path = tmp_path / "authorities.pem"
    path.write_bytes(authority.certificate.public_bytes(serialization.Encoding.PEM))
    settings.WEBHOOK_AUTHORITIES = str(path)


def post(port):
    with Line(parse(f"https://localhost:{port}/hook")) as line:
        return line.post({}, b"{}")


def test_a_good_certificate(authority, trusted, tmp_path):
    with receiving(OK, authority.context(tmp_path, "localhost")) as receiver:
        answer = post(receiver.port)
    assert (answer.trouble, answer.status) == ("", 200)


@pytest.mark.parametrize(("host", "days"), [("example.org", 10), ("localhost", -1)], ids=["other name", "expired"])
def test_a_certificate_of_another_or_of_yesterday(authority, trusted, tmp_path, host, days):
    with receiving(OK, authority.context(tmp_path, host, days)) as receiver:
        assert post(receiver.port).trouble == "certificate"
        assert receiver.got == []


def test_an_authority_nobody_knows(authority, tmp_path):
    with receiving(OK, authority.context(tmp_path, "localhost")) as receiver:
        assert post(receiver.port).trouble == "certificate"
        assert receiver.got == []


def test_no_tls_at_all(trusted):
    with receiving(OK) as receiver:
        assert post(receiver.port).trouble in ("certificate", "slow-connect", "slow")
        assert receiver.got == []


def test_a_handshake_that_never_comes(trusted):
    with receiving(hang()) as receiver:
        receiver.answer = hang()
        assert post(receiver.port).trouble in ("certificate", "slow-connect", "slow", "broken")
