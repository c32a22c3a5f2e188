import pytest
from django.db import connection

from smartbooth.people import gate, promises, vault
from smartbooth.people.models import Consent, Wording
from smartbooth.people.tests.conftest import agree

pytestmark = pytest.mark.django_db


@pytest.mark.sabotage("B2", "words_kept")
def test_words_that_were_changed_are_noticed(known):
    assert promises.words_kept().kept
    sam = known("sam")
    agree(sam, box="purpose_1", words="News", way="explicit")
    found = promises.words_kept()
    assert found.kept
    assert found.looked == 2
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_wording SET text = 'Sell it' WHERE text = 'News'")
    assert not promises.words_kept().kept
    Wording.objects.filter(text="Sell it").update(text="News")
    assert promises.words_kept().kept
    Consent.objects.filter(way="implied").update(conduct="")
    assert not promises.words_kept().kept


@pytest.mark.sabotage("B3", "refused_without")
@pytest.mark.parametrize("somebody", [True, False])
def test_a_vault_that_opens_for_anybody_is_noticed(known, monkeypatch, somebody):
    if somebody:
        known("sam")
    assert promises.refused_without().kept
    with monkeypatch.context() as patch:
        patch.setattr(vault.gate, "check", lambda persons: None)
        patch.setattr(vault, "_key", lambda person: b"")
        patch.setattr(vault, "contact", lambda *_: None)
        patch.setattr(vault, "read", lambda *_: None)
        assert not promises.refused_without().kept
    with monkeypatch.context() as patch:
        patch.setattr(gate, "_allowed", lambda persons, use, grounds: set(persons))
        patch.setattr(vault, "_key", lambda person: b"")
        patch.setattr(vault, "contact", lambda *_: None)
        assert not promises.refused_without().kept
    assert promises.refused_without().kept
