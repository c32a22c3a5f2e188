"""What owners are written about a decided test: what was tried, what it brought, and by how much it is better."""

import pytest
from django.utils import translation

from smartbooth.accounts.tenancy import within
from smartbooth.core import clock
from smartbooth.experiments.messages import TestDecided, TestDoubted
from smartbooth.experiments.rounds import watch
from smartbooth.experiments.rounds.standing import standing
from smartbooth.experiments.shown.answer import answer
from smartbooth.experiments.tests.rounds import SHAPE, asked
from smartbooth.experiments.tests.seeds import NOW, publish
from smartbooth.launches.models import Variant
from smartbooth.mail.letter import compose
from smartbooth.mail.models import Outbox

pytestmark = pytest.mark.django_db
SAID = {  # shape -> what was counted, in the letter's order
    "winner": ["B “Price first”: 7.5% of 5,760 visitors", "A: 5.0% of 5,760 visitors"],
    "control": ["A: 7.5% of 5,760 visitors", "B “Price first”: 5.0% of 5,760 visitors"],
    "same": ["B “Price first”: 50% of 43,200 visitors", "A: 50% of 43,200 visitors"],
}


def letter(launch, shape: str, language: str = "en"):
    """The letter, and what the results page says at that moment."""
    with clock.at(NOW), within(launch.workspace):
        publish(launch)
        Variant.objects.filter(launch=launch, letter="b").update(idea="Price first")
        Variant.objects.filter(launch=launch, letter="a").update(idea="")
        test = asked(launch, SHAPE[shape], margin=10)
        watch.consider(test)
        made = compose(Outbox.objects.get(message=TestDecided.name), language)
        with translation.override(language):
            return made, answer(standing(test))


@pytest.mark.parametrize("shape", sorted(SAID))
def test_it_says_what_was_tried_and_what_came_of_it(world, shape):
    made, page = letter(world.launch, shape)
    assert "\n".join(SAID[shape]) in made.text
    assert all(line in made.html for line in SAID[shape])
    said = page.more if shape == "same" else page.title
    told = next(line for line in made.text.splitlines() if " gets " in line or "somewhere" in line)
    assert said.startswith(told.replace(" than A.", ".").replace(" than B.", "."))


def test_in_french(world):
    made, _page = letter(world.launch, "winner", "fr")
    assert "B «\u00a0Price first\u00a0»\u00a0: 7,5\u202f% de 5\u202f760 visiteurs" in made.text.replace(
        "\xa0760", "\u202f760"
    )
    assert "B obtient entre " in made.text and " que A." in made.text


def sent(launch, message, shape: str, language: str = "en", **fields):
    """The letter that a look at a test of that shape brings."""
    with clock.at(NOW), within(launch.workspace):
        publish(launch)
        watch.consider(asked(launch, SHAPE[shape], margin=10, **fields))
        return compose(Outbox.objects.get(message=message.name), language)


@pytest.mark.parametrize(
    ("shape", "language", "said"),
    [
        ("winner", "en", "new visitors all see B from the next full hour on, but for 10% who still get A."),
        ("winner", "fr", "tous B à partir de la prochaine heure pleine, sauf 10\u202f% qui verront toujours A."),
        ("control", "en", "new visitors all see A from the next full hour on. Until then"),
    ],
)
def test_who_keeps_seeing_the_control_is_written_too(world, shape, language, said):
    made = sent(world.launch, TestDecided, shape, language, by_itself=True, keep_back=10)
    assert said in made.text and said in made.html.replace("&#x27;", "'")


def test_a_doubt_is_written_as_the_page_says_it_with_its_figures(world):
    made = sent(world.launch, TestDoubted, "untrusted")
    for said in ("Something treats the versions differently", "A: 60.0% seen, 50.0% planned", "B: 40.0% seen"):
        assert said in made.text and said in made.html
    assert "uncounted" not in made.text


def test_counts_that_cannot_be_are_no_question_of_shares(world):
    counts = {"a": [(60, 70)] * 48, "b": [(60, 3)] * 48}
    with clock.at(NOW), within(world.workspace):
        publish(world.launch)
        watch.consider(asked(world.launch, counts))
        made = compose(Outbox.objects.get(message=TestDoubted.name), "en")
    assert "Counts contradict each other." in made.text and "shares" not in made.text
