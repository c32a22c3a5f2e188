"""One sheet of paper for each state of a test, in both languages."""

import re

import pytest
from django.urls import reverse

from smartbooth.accounts.tenancy import within
from smartbooth.experiments.given.tests.scene import IDEAS, shown
from smartbooth.experiments.models import Round
from smartbooth.experiments.tests.rounds import asked
from smartbooth.launches.models import Variant

pytestmark = pytest.mark.django_db


def page(client, world) -> str:
    return client.get(reverse("test-report", args=[world.launch.pk, 1])).content.decode()


def text(html: str) -> str:
    bare = re.sub(r"<svg.*?</svg>", " ", html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", bare))


@pytest.mark.parametrize(
    "state,word",
    [
        ("keep", "Keep collecting"), ("winner", "B wins"), ("control", "A wins"),
        ("same", "No difference that matters"), ("untrusted", "These numbers cannot be trusted"),
    ],
)  # fmt: skip
def test_question_answer_picture_numbers_method(owner, world, state, word):
    shown(world, state)
    html = page(owner, world)
    said = text(html)
    parts = [
        "Aurora · Test 1",
        "Which version makes more visitors leave their address?",
        word,
        "How this was found",
    ]
    places = [said.index(part) for part in parts]
    assert places == sorted(places)
    assert html.count("<svg") == 2 and html.count("<h1") == 1
    for idea in IDEAS.values():
        assert idea in said
    assert "Since 2 November 2026, 13:00; as it stands on 4 November 2026, 13:20, Paris time." in said
    assert ("Did anything else get worse?" in said) is (state not in ("same", "untrusted"))
    assert "olive" not in said


def test_numbers_that_cannot_be_trusted_are_not_read_as_an_answer(owner, world):
    shown(world, "untrusted")
    said = text(page(owner, world))
    assert "2,880" in said and "144" not in said and "5.0%" not in said


def test_an_ended_test_says_from_when_to_when(owner, world):
    round_ = shown(world)
    with within(world.workspace):
        end = {"ended_hour": round_.begun_hour + 48, "ended_why": Round.CHOSEN, "shown": "b"}
        Round.objects.filter(pk=round_.pk).update(**end)
    said = text(page(owner, world))
    assert "From 2 November 2026, 13:00 to 4 November 2026, 13:00, Paris time." in said
    assert "B won" in said and "You decided that." not in said


def test_a_test_that_has_not_begun(owner, world):
    round_ = shown(world)
    with within(world.workspace):
        Round.objects.filter(pk=round_.pk).update(begun_hour=round_.begun_hour + 60, verdict="", best="")
    html = page(owner, world)
    assert "From 5 November 2026, 01:00 on, Paris time." in text(html) and "<svg" not in html
    picture = owner.get(reverse("test-picture", args=[world.launch.pk, 1, "svg"]))
    assert picture.status_code == 200 and b"The test begins at" in picture.content


def test_who_came_late_and_who_is_retired(owner, world):
    counts = {"a": [(50, 2)] * 40, "b": [(50, 2)] * 40, "c": [(50, 2)] * 40}
    round_ = asked(world.launch, counts)
    first = round_.begun_hour
    arms = round_.arms | {"b": {"from": first, "until": first + 30}, "c": {"from": first + 20, "until": None}}
    with within(world.workspace):
        Round.objects.filter(pk=round_.pk).update(arms=arms)
        Variant.objects.create(workspace=world.workspace, launch=world.launch, letter="c", idea="Third")
    said = text(page(owner, world))
    assert "(the control)" in said
    assert "(new visitors until 4 November 2026)" in said and "Third (since 3 November 2026)" in said


def test_in_french(owner, world):
    shown(world)
    owner.cookies["language"] = "fr"
    html = page(owner, world)
    assert '<html lang="fr"' in html
    said = text(html)
    assert "Quelle version amène plus de visiteurs à laisser leur adresse ?" in said.replace("\u202f", " ")
    assert "Comment ce résultat est établi" in said
    assert "Depuis le 2 novembre 2026" in said


def test_by_a_link_in_the_readers_language(client, owner, world):
    from smartbooth.experiments.given import links

    round_ = shown(world)
    with within(world.workspace):
        path = links.path(links.make(round_, world.owner))
    client.logout()
    client.cookies.clear()
    french = client.get(path, headers={"Accept-Language": "fr-CA,fr;q=0.9,en;q=0.1"}).content.decode()
    assert '<html lang="fr"' in french and "Comment ce résultat est établi" in french
    assert '<html lang="en"' in client.get(path, headers={"Accept-Language": "de"}).content.decode()
