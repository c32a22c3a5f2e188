import pytest

from smartbooth.mail.inbound import handle, trial
from smartbooth.mail.topics import TOPICS
from smartbooth.people import consents, suppression
from smartbooth.people.models import Consent, Suppression
from smartbooth.registry.purposes import Purpose

EACH = ["", *TOPICS]


@pytest.mark.parametrize("topic", EACH)
def test_who_unsubscribes_by_mail_is_heard_and_nothing_is_changed(sam, topic):
    consents.give(sam.pk, purpose=Purpose.SUBSCRIPTIONS, words="Yes", language="en")
    suppression.add(bytes(sam.index), suppression.REMINDERS)
    before = list(Suppression.objects.values()), list(Consent.objects.values())
    assert trial.heard(topic)
    assert before == (list(Suppression.objects.values()), list(Consent.objects.values()))


@pytest.mark.parametrize("topic", EACH)
def test_it_is_seen_when_nobody_listens(sam, topic, monkeypatch):
    monkeypatch.setattr(handle, "_unsubscribe", lambda token: handle.Outcome.UNSUBSCRIBED)
    assert not trial.heard(topic)


@pytest.mark.django_db
def test_with_nobody_there_is_nothing_to_try():
    assert trial.heard("newsletter")
