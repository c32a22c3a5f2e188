"""A letter as a provider's API takes it: the same headers as by SMTP, with tracking off."""

from __future__ import annotations

from email import policy
from email.headerregistry import Address as Mailbox
from email.parser import BytesHeaderParser

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from smartbooth.mail.mime import headers
from smartbooth.mail.transports import Envelope
from smartbooth.mail.transports.provider.choice import Ability

# What the provider writes itself, from the fields beside (From, To, Subject, MIME's own), or better (Date).
ITS_OWN = {"from", "to", "subject", "date", "mime-version", "content-type", "content-transfer-encoding"}
LETTER = "letter"  # the name under which a letter's row travels, and comes back with events


def written(envelope: Envelope, ability: Ability) -> EmailMultiAlternatives:
    """Ready to be sent by Anymail."""
    letter = envelope.letter
    made = BytesHeaderParser(policy=policy.SMTP).parsebytes(headers(letter, envelope.address))
    local, _at, domain = settings.MAIL_SENDER.rpartition("@")
    mail = EmailMultiAlternatives(
        letter.subject,
        letter.text,
        str(Mailbox(settings.BRAND, local, domain)),
        [envelope.address],
        headers={name: str(value) for name, value in made.items() if name.lower() not in ITS_OWN},
    )
    mail.attach_alternative(letter.html, "text/html")
    told: dict[str, object] = {"metadata": {LETTER: letter.id}} if ability.metadata else {"tags": [letter.id]}
    if (
        ability.tracking
    ):  # promise G5: openings and clicks are nobody's business, whatever the account's setting is
        told |= {"track_opens": False, "track_clicks": False}
    vars(mail).update(told)
    return mail
