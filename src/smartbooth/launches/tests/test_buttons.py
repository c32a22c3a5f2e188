"""One button may be the goal: named by what stands on it, frozen with the page, counted once a visitor."""

import pytest

from smartbooth.accounts.tenancy import within
from smartbooth.core import clock
from smartbooth.edge import cookie
from smartbooth.edge.rehearsal import Rehearsal, sent_back
from smartbooth.journal import lines
from smartbooth.launches.buttons import buttons, words
from smartbooth.launches.models import Launch, Variant
from smartbooth.launches.publish import PublishError, pending_changes, publish, renew
from smartbooth.launches.publish.annex import Annex
from smartbooth.launches.tests.pages import button, form, hero, put
from smartbooth.tallies import pending
from smartbooth.tallies.cohorts import cohorts
from smartbooth.tallies.fold import fold


def price(block="cost1"):
    offers = [
        {"name": name, "amount": "€9", "button_text": f"Take {name}", "button_url": "https://shop.example.org/x"}
        for name in ("one", "two")
    ]
    return {"id": block, "kind": "price", "data": {"title": "Prices", "items": offers}}


@pytest.fixture
def launch(world):
    put(world.launch, hero(), price(), button(), button("butn2", text="Look"), form())
    world.launch.goal, world.launch.goal_button = Launch.CLICK, "cost1-2"
    with within(world.workspace):
        world.launch.save()
        yield world.launch


def drafts(launch):
    return list(Variant.objects.filter(launch=launch).select_related("current"))


def test_buttons_are_named_by_what_stands_on_them(launch):
    assert buttons(launch, drafts(launch)) == {
        "cost1": "“Take one” (Price)", "cost1-2": "“Take two” (Price)", "butn1": "“Reserve” (Button)",
        "butn2": "“Look” (Button)",
    }  # fmt: skip


def test_a_draft_that_no_longer_holds_is_passed_over(launch):
    broken, whole = drafts(launch)
    broken.current.document["blocks"][0]["data"]["headline"] = ""
    assert len(buttons(launch, [broken, whole])) == 4 and not buttons(launch, [broken])


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        ({}, "k1", "shop.example.org/x"), ({"text": "x" * 61}, "k1", "shop.example.org/x"),
        ({"items": []}, "k1-2", "shop.example.org/x"), ({"items": ["a line"]}, "k1", "shop.example.org/x"),
        ({"items": [{}, {"button_text": "B"}]}, "k1-2", "B"), ({"button_text": "A"}, "k1-two", "A"),
    ],
)  # fmt: skip
def test_one_without_words_is_named_by_where_it_leads(data, name, said):
    assert words(data, name, "https://shop.example.org/x") == said


def test_the_chosen_button_is_frozen_with_the_page(world, launch):
    publication = publish(launch, world.owner)
    assert publication.manifest["goal_button"] == "cost1-2" and not pending_changes(launch)
    renew(launch, lambda *given: Annex(follow=True), lambda: None)
    (again,) = launch.publications.filter(ended_at=None)
    assert again.pk != publication.pk and again.manifest["goal_button"] == "cost1-2"
    launch.goal = Launch.LEAD
    assert publish(launch, world.owner).manifest["goal_button"] == ""


def test_a_page_without_the_chosen_button_stays_a_draft(world, launch):
    put(launch, hero(), button(), form(), letters="b")
    with pytest.raises(PublishError, match="does not have it") as refused:
        publish(launch, world.owner)
    assert [problem.letter for problem in refused.value.problems] == ["b"]


def test_from_the_click_to_the_verdict(world, launch):
    """Clicks of another button, then of the chosen one, twice: one clicker, one who reached the goal."""
    publish(launch, world.owner)
    rehearsal = Rehearsal()
    (shown,) = rehearsal.launches()
    kept = sent_back(rehearsal.ask(shown))
    hour = clock.hour()
    for path in (b"seen.gif", b"go/butn1", b"go/cost1-2", b"go/cost1-2"):
        answer = rehearsal.ask(shown, path, cookie=kept)
        kept = sent_back(answer) or kept
    visit = cookie.parse(kept, "ab")
    assert visit.marks == "vcg"
    for line in rehearsal.witness.told():
        pending.note(lines.read(line[:-1]))
    while fold():
        pass
    (count,) = cohorts(launch.pk, hour - 1, hour + 1).values()
    assert (count.visitors, count.clickers, count.chosen) == (1, 1, 1)
