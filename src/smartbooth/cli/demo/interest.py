"""The demonstration's leads: invented people, registered as the form would have, at the hour of their visit."""

import random
import unicodedata
from datetime import timedelta

from smartbooth.core import clock
from smartbooth.handover import list as owners_list
from smartbooth.journal.lines import Event
from smartbooth.leads import published
from smartbooth.leads.asked import Asked
from smartbooth.leads.given import Answer, Given
from smartbooth.leads.models import Lead
from smartbooth.leads.register import Interest, register
from smartbooth.leads.visit import Visit
from smartbooth.people.address import Address

NAMES = {
    "fr": (
        "Agathe Baptiste Capucine Damien Élise Fabien Garance Hugo Inès Joachim Khadija Léonie Maëlle Nathan Océane "
        "Pierre Quentin Rosalie Solène Théo Violette Yanis Zoé Anaïs Bastien",
        "Arnaud Bernier Chauvet Delorme Étienne Fournel Gaillard Hamon Imbert Joubert Kermarec Lacombe Marchand Noël "
        "Ollivier Perrin Quéré Roussel Sauvage Tessier",
    ),
    "en": (
        "Ada Bram Clara Declan Edith Finn Grace Harvey Isla Jonas Kiran Lena Morgan Nadia Oscar Priya Rowan Saoirse "
        "Tobias Una Victor Wren Yusuf Zara Alasdair",
        "Ashby Barlow Calloway Denholm Ekwall Farrow Gallagher Holloway Iversen Jessop Kendrick Lindqvist Marlowe Nair "
        "Oakes Pemberton Quill Ramsey Sorensen Thackeray",
    ),
}
HOSTS = ("example.org", "example.com", "example.net")
SAID = {
    "fr": (
        "J'en parlais encore hier.",
        "Pour offrir.",
        "Je suis la première de la liste ?",
        "Vivement le jour J.",
    ),
    "en": (
        "I was talking about this yesterday.",
        "It is a present.",
        "Am I the first on the list?",
        "Cannot wait.",
    ),
}


def people(language: str, draw: random.Random) -> list[str]:
    """500 full names in an order of chance."""
    firsts, lasts = (text.split() for text in NAMES[language])
    names = [f"{first} {last}" for first in firsts for last in lasts]
    draw.shuffle(names)
    return names


def leave_addresses(firsts: list[Event], count: int, names: list[str], draw: random.Random) -> int:
    """`count` of these visitors leave their address, within the hour they came; `names` shrinks by as many.

    Runs inside the workspace. Returns how many: none for a page without a form.
    """
    if not firsts:
        return 0
    page = published.live(firsts[0].launch)
    if page is None or firsts[0].variant not in page.asked:
        return 0
    asked = page.asked[firsts[0].variant]
    for first in sorted(draw.sample(firsts, count)):
        name = names.pop()
        moment = clock.hour_start(first.hour) + timedelta(seconds=draw.randint(5, 3500))
        with clock.at(min(moment, clock.now())):
            register(
                Interest(
                    workspace=first.workspace,
                    launch=first.launch,
                    publication=page.number,
                    language=page.language,
                    address=Address.parse(address(name, draw)),
                    given=given(asked, name, page.language, draw),
                    notice=asked.notice,
                    launch_name=page.name,
                    owner_name=page.owner,
                    purposes=tuple(purpose for purpose in asked.purposes if draw.random() < 0.6),
                    visit=Visit(
                        first.variant,
                        first.first_hour,
                        first.source,
                        first.campaign,
                        first.country,
                        first.device,
                        "first",
                    ),
                )
            )
    return count


def hand_over() -> None:
    """To the owner's lists, as the worker would have done: by the end of the hour each was left in. Runs inside the
    workspace."""
    moments = Lead.objects.filter(handed_at=None).order_by().values_list("created_at", flat=True)
    for hour in sorted({int(moment.timestamp()) // clock.HOUR for moment in moments}):
        with clock.at(min(clock.hour_start(hour + 1), clock.now())):
            while owners_list.hand_over(before=clock.now()):
                pass


def address(name: str, draw: random.Random) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return f"{plain.replace(' ', '.')}@{draw.choice(HOSTS)}"


def given(asked: Asked, name: str, language: str, draw: random.Random) -> Given:
    """The name where it is asked, and answers: one of the list, or a few words by some."""
    answers = []
    for question in asked.questions:
        if question.choices:
            answers.append(Answer(question.key, question.label, draw.choice(question.choices)))
        elif question.required or draw.random() < 0.4:
            answers.append(Answer(question.key, question.label, draw.choice(SAID[language])))
    return Given(name if asked.asks_name else "", tuple(answers))
