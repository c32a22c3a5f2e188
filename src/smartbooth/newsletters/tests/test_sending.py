"""An issue on its way: its states, its feed, and that everybody gets it once, whatever happens meanwhile."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given
from hypothesis import settings as profile
from hypothesis import strategies as st

from smartbooth.core import clock
from smartbooth.mail import choices, line, optout, send
from smartbooth.mail.letter import compose
from smartbooth.mail.models import Outbox
from smartbooth.newsletters import editing, steps
from smartbooth.newsletters.models import Issue, Version
from smartbooth.newsletters.sending import feeding, progress, states
from smartbooth.newsletters.subscribing import readers
from smartbooth.newsletters.tests.issues import begun, fed, posted, written
from smartbooth.newsletters.tests.readers import give, many
from smartbooth.people import consents, suppression

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(monkeypatch):
    """Batches of three, so that seven readers take three."""
    monkeypatch.setattr(feeding, "BATCH", 3)


# --- states -----------------------------------------------------------------------------------------------------------
VERBS = {
    "schedule": lambda issue: states.schedule(issue, clock.now()),
    "take back": states.take_back,
    "begin": lambda issue: states.begin(issue, clock.now()),
    "pause": steps.pause,
    "resume": states.resume,
    "stop": states.stop,
    "finish": steps.finish,
}
STEPS = {
    ("draft", "schedule"): "scheduled",
    ("scheduled", "schedule"): "scheduled",
    ("scheduled", "take back"): "draft",
    ("scheduled", "begin"): "sending",
    ("sending", "pause"): "paused",
    ("paused", "resume"): "sending",
    ("sending", "stop"): "stopped",
    ("paused", "stop"): "stopped",
    ("sending", "finish"): "sent",
    ("stopped", "finish"): "stopped",
}


@profile(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(sorted(VERBS)), max_size=12))
def test_it_moves_by_its_steps_and_no_others(db, wanted):
    """Whatever is pressed in whatever order; and what is frozen as it begins stays frozen."""
    with transaction.atomic():
        issue, frozen = written(), None
        for verb in wanted:
            before = issue.state
            done = VERBS[verb](issue)
            assert done == ((before, verb) in STEPS)
            assert issue.state == STEPS.get((before, verb), before)
            version = Version.objects.get(issue=issue)
            assert issue.begun == (version.sent is not None) == (version.slug is not None)
            frozen = frozen or version.sent
            assert version.sent == frozen
        transaction.set_rollback(True)


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_of_two_who_press_at_once_one_does_it(verb):
    before = next(state for state, name in STEPS if name == verb)
    issue = written()
    Issue.objects.filter(pk=issue.pk).update(state=before)
    one, other = Issue.objects.get(pk=issue.pk), Issue.objects.get(pk=issue.pk)
    results = [VERBS[verb](one), VERBS[verb](other)]
    assert results == ([True, True] if verb == "schedule" else [True, False])


# --- feeding ----------------------------------------------------------------------------------------------------------
@profile(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.sampled_from(["feed", "killed", "pause", "resume", "sent", "tick", "untick", "stop it"]), max_size=25
    )
)
def test_everybody_gets_it_once_whatever_happens(db, monkeypatch, happens):
    """Fed in bits, killed in between, paused, while readers tick and untick the box and stop the newsletter: who reads
    it at the end has exactly one letter, and who stopped it before their turn has none."""
    monkeypatch.setattr(feeding, "BATCH", 2)
    with transaction.atomic():
        persons = many(7, openings=3)
        issue, left = begun(), []
        for what in happens:
            issue.refresh_from_db()
            if what == "feed":
                feeding.feed_once(issue.pk)
            elif what == "killed":
                with pytest.raises(KeyboardInterrupt), transaction.atomic():
                    feeding.feed_once(issue.pk)
                    raise KeyboardInterrupt
            elif what in ("pause", "resume"):
                VERBS[what](issue)
            elif what == "sent":
                _go(issue)
            else:
                left += _changes_their_mind(persons, what, issue)
        issue.refresh_from_db()
        states.resume(issue)
        fed(issue)
        got = Counter(posted(issue))
        assert set(got.values()) <= {1}
        assert set(got) >= {one.pk for one in persons} - set(left)
        assert not set(got) & set(left)
        transaction.set_rollback(True)


def _go(issue):
    Outbox.objects.filter(about=issue.pk, state=Outbox.WAITING).update(state=Outbox.SENT, sent_at=clock.now())


def _changes_their_mind(persons, what, issue):
    """The last by id: whoever the feed has not reached yet, most of the time. Those who stopped it before they were
    posted are returned."""
    person = persons[-1]
    if what == "stop it":
        choices.stop(person, suppression.NEWSLETTER, choices.BY_LINK)
        return [] if person.pk in posted(issue) else [person.pk]
    boxes = readers.live(readers.OPENINGS).filter(person=person)
    if what == "untick":
        boxes.update(withdrawn_at=clock.now())
    elif readers.live().filter(person=person).exists():
        give(person, "en", "Count", readers.OPENINGS)
    return []


def test_the_letter_with_the_picture_goes_to_who_agreed_and_to_nobody_else(small):
    persons = many(7, openings=3)
    issue = fed(begun())
    agreed = set(readers.live(readers.OPENINGS).values_list("person_id", flat=True))
    assert len(agreed) == 3 and posted(issue) == [one.pk for one in persons]
    for row in Outbox.objects.filter(about=issue.pk):
        letter = compose(row)
        assert letter.html.count(f"/newsletter/{issue.pk}/seen.gif") == (row.person_id in agreed)
        assert letter.html.count("<img") == (row.person_id in agreed)


def test_who_takes_the_box_back_while_it_is_paused_gets_no_picture(small):
    many(3, openings=3)
    issue = fed(begun())
    steps.pause(issue)
    gone = readers.live(readers.OPENINGS).order_by("person").first()
    consents.withdraw(gone, "my data")
    states.resume(issue)
    pictured = {row.person_id: "seen.gif" in compose(row).html for row in Outbox.objects.filter(about=issue.pk)}
    assert sorted(pictured.values()) == [False, True, True] and not pictured[gone.person_id]


def test_who_takes_the_box_back_while_it_waits_gets_no_picture():
    """By the button on the page that each letter leads to; undone, the next issue counts again."""
    person, *_others = many(3, openings=3)
    issue = fed(begun())
    box = choices.boxes(person).get()
    link = optout.choices_path(optout.token(person.pk, suppression.NEWSLETTER))
    assert "one number for each issue" in Client().get(link).content.decode()
    answer = Client().post(f"{link}boxes/{box.pk}", {"_method": "DELETE"}, follow=True).content.decode()
    assert "Taken back." in answer and not choices.boxes(person).exists()
    feeding.due()
    send.due()
    letters = {row.person_id: compose(row).html for row in Outbox.objects.filter(about=issue.pk)}
    assert [key for key, html in letters.items() if "seen.gif" not in html] == [person.pk]
    Client().post(f"{link}boxes/{box.pk}")
    assert choices.boxes(person).get().wording == box.wording


def test_a_box_is_ones_own_and_comes_back_with_its_topic_alone():
    ada, bea = many(2, openings=2)
    theirs = choices.boxes(bea).get()
    link = optout.choices_path(optout.token(ada.pk, suppression.NEWSLETTER))
    Client().post(f"{link}boxes/{theirs.pk}", {"_method": "DELETE"})
    assert choices.boxes(bea).exists()
    mine = choices.boxes(ada).get()
    choices.untick(ada, mine.pk)
    choices.stop(ada, suppression.NEWSLETTER, choices.BY_LINK)
    assert not choices.tick_again(ada, mine.pk) and not choices.boxes(ada).exists()


def test_each_gets_it_in_their_language_and_without_one_nothing(small):
    english, french = many(3, "en", name="en"), many(2, "fr", name="fr")
    both = fed(begun(also=("fr",)))
    subjects = {row.person_id: compose(row).subject for row in Outbox.objects.filter(about=both.pk)}
    assert {subjects[one.pk] for one in english} == {"Drawers"}
    assert {subjects[one.pk] for one in french} == {"Drawers (fr)"}
    alone = fed(begun(language="fr", subject="Tiroirs"))
    assert posted(alone) == sorted(one.pk for one in french) and alone.readers == 2


def test_two_readers_letters_differ_in_nothing_but_their_own_links():
    many(2)
    issue = fed(begun())
    one, other = (compose(row) for row in Outbox.objects.filter(about=issue.pk))
    assert one.token != other.token
    for part in ("html", "text", "subject"):
        parts = [getattr(letter, part).replace(letter.token, "*") for letter in (one, other)]
        assert parts[0] == parts[1]


def test_what_is_edited_after_it_began_changes_no_letter():
    many(2)
    issue = begun()
    version = Version.objects.select_related("current").get(issue=issue)
    editing.save(version, {**version.document, "subject": "Something else"}, "Late", None)
    fed(issue)
    assert {compose(row).subject for row in Outbox.objects.filter(about=issue.pk)} == {"Drawers"}


# --- the worker -------------------------------------------------------------------------------------------------------
def test_from_its_moment_to_its_end_the_worker_does_it_all():
    many(5, openings=2)
    issue = written()
    states.schedule(issue, clock.now() + timedelta(hours=1))
    assert feeding.due() == 0
    with clock.at(clock.now() + timedelta(hours=1, seconds=1)):
        while feeding.due() or send.due():
            pass
        issue.refresh_from_db()
    assert (issue.state, issue.cursor) == (Issue.SENT, "") and issue.ended_at and issue.fed_at
    assert progress.progress(issue) == progress.Progress(5, 5, 0, 0, 0)


def test_paused_nothing_goes_and_what_came_back_waits_too():
    many(3)
    issue = fed(begun())
    steps.pause(issue)
    row = Outbox.objects.filter(about=issue.pk)[0]
    Outbox.objects.filter(pk=row.pk).update(state=Outbox.FAILED)  # it was on its way, and the server said "later"
    assert feeding.due() == 1
    assert send.due() == 0
    states.resume(issue)
    assert send.due() == 3


def test_stopped_for_good_it_stays_so_and_ends_when_the_last_has_gone():
    many(3)
    issue = fed(begun())
    [row] = line.claim("worker", clock.now(), 1)
    states.stop(issue)
    feeding.due()
    issue.refresh_from_db()
    assert issue.ended_at is None
    line.record("worker", [(row, line.SENT)], clock.now())
    feeding.due()
    issue.refresh_from_db()
    assert issue.ended_at and Outbox.objects.filter(state=Outbox.SUPPRESSED).count() == 2
    assert send.due() == 0


def test_what_is_spoilt_after_it_was_scheduled_goes_back_to_the_desk():
    issue = written()
    assert states.schedule(issue, clock.now())
    version = issue.versions.first()
    editing.save(version, {**version.document, "subject": "", "blocks": []}, "Emptied", None)
    many(3)
    feeding.due()
    issue.refresh_from_db()
    assert issue.state == Issue.DRAFT and not issue.begun and not Outbox.objects.exists()


def test_who_stops_it_after_being_posted_gets_nothing():
    persons = many(3)
    issue = fed(begun())
    choices.stop(persons[1], suppression.NEWSLETTER, choices.BY_LINK)
    send.due()
    assert set(Outbox.objects.filter(state=Outbox.SENT).values_list("person_id", flat=True)) == {
        persons[0].pk,
        persons[2].pk,
    }
    assert progress.progress(issue).unwanted == 1


def test_ten_more_readers_cost_no_more_queries(monkeypatch):
    counts = []
    for number in (3, 13):
        many(number, openings=number // 2, name=f"of{number}-")
        issue = begun()
        with CaptureQueriesContext(connection) as seen:
            feeding.feed_once(issue.pk)
        counts.append(len(seen))
    assert counts[0] == counts[1]


# --- numbers ----------------------------------------------------------------------------------------------------------
def test_numbers_say_what_they_mean_and_outlive_the_outbox():
    persons = many(6)
    issue = fed(begun())
    states_of = [Outbox.SENT, Outbox.SENT, Outbox.BOUNCED, Outbox.SUPPRESSED, Outbox.DEAD, Outbox.WAITING]
    for row, state in zip(Outbox.objects.filter(about=issue.pk), states_of, strict=True):
        Outbox.objects.filter(pk=row.pk).update(state=state, sent_at=clock.now() if state == Outbox.SENT else None)
    made = progress.progress(issue)
    assert (made.total, made.sent, made.came_back, made.unwanted, made.given_up, made.left) == (6, 3, 1, 1, 1, 1)
    assert made.share == 83 and made.minutes == 1
    assert "3 of 6 sent" in progress.sentence(issue, made, "")
    Outbox.objects.filter(state=Outbox.WAITING).update(state=Outbox.SENT)
    feeding.due()
    choices.stop(persons[0], suppression.NEWSLETTER, choices.BY_LINK)
    assert progress.stopped_within_a_week(issue) == 1
    with clock.at(clock.now() + timedelta(days=31)):
        assert progress.keep() == 1 and progress.keep() == 0
    Outbox.objects.all().delete()
    issue.refresh_from_db()
    assert progress.progress(issue).sent == 4
