"""What people wrote to the demonstration's support: invented letters, taken in as the mail room takes letters in."""

from datetime import timedelta
from email.headerregistry import Address as Header
from email.message import EmailMessage
from typing import NamedTuple

from django.conf import settings

from smartbooth.core import clock
from smartbooth.mail.inbound import take
from smartbooth.people import erasure, vault
from smartbooth.people.address import Address
from smartbooth.support import reading
from smartbooth.support.models import Case


class Written(NamedTuple):
    name: str
    address: str
    hours: int  # ago
    subject: str
    text: str
    answered: int = 0  # hours ago that somebody closed it


LETTERS = [
    Written(
        "Tom Okafor", "tom.okafor@example.net", 75, "May I keep the page after the launch?",
        "Hello,\n\nour lamp is out on Tuesday. May the page stay, without the form?\n\nThank you,\nTom", 70,
    ),
    Written(
        "Maud Le Goff", "maud.legoff@example.net", 26, "Notre propre adresse",
        "Bonjour,\n\nnous avons le domaine de notre atelier. La page peut-elle y être, et que faut-il déclarer "
        "chez notre hébergeur ?\n\nMerci,\nMaud Le Goff",
    ),
    Written(
        "Ines Brandt", "ines.brandt@example.net", 3, "Signed up twice by mistake",
        "Hi,\n\nI left my address on the page of a bicycle light, once with a typing error in it. Can you take the "
        "wrong one away? The right one should stay.\n\nInes",
    ),
]  # fmt: skip


def load() -> None:
    for written in LETTERS:
        with clock.at(clock.now() - timedelta(hours=written.hours)):
            mail = EmailMessage()
            mail["From"] = str(Header(written.name, addr_spec=written.address))
            mail["To"], mail["Subject"] = settings.SUPPORT_ADDRESS, written.subject
            mail.set_content(written.text)
            [answer] = take.take(mail.as_bytes(), written.address, [settings.SUPPORT_ADDRESS])
        if answer.code != 250:
            raise RuntimeError(f"a letter of the demonstration was not taken in: {answer}")
        if written.answered:
            person = vault.find(Address.parse(written.address))
            with clock.at(clock.now() - timedelta(hours=written.answered)):
                reading.close(Case.objects.get(person=person))


def remove() -> None:
    """Who wrote them is invented."""
    for written in LETTERS:
        person = vault.find(Address.parse(written.address))
        if person is not None:
            erasure.erase(person.pk, "demonstration removed")
