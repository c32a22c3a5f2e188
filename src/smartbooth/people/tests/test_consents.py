"""Consents: what is recorded, taken back and given anew; and the record its giver can keep."""

import json
from datetime import timedelta

import pytest
from django.utils import translation

from smartbooth.core import clock
from smartbooth.people import consents, receipt, wording
from smartbooth.people.models import Consent, Wording
from smartbooth.people.purpose import OPERATOR
from smartbooth.people.tests.conftest import LAUNCH, SHOP, agree
from smartbooth.registry.purposes import Purpose

pytestmark = pytest.mark.django_db


def texts(person):
    return [(one.wording.text, bool(one.withdrawn_at)) for one in consents.of(person.pk)]


def test_the_same_form_again_changes_nothing(known):
    sam = known("sam")
    assert not agree(sam)
    assert not agree(sam, words="Your address goes to the Shop.")  # of the form itself there is one in force
    assert texts(sam) == [("Your address goes to Shop.", False)]


def test_each_box_in_each_wording_is_its_own(known):
    sam = known("sam")
    for words, new in [("News", True), ("News", False), ("More news", True)]:
        assert agree(sam, box="purpose_1", words=words, way=consents.EXPLICIT) is new
    assert len(texts(sam)) == 3


def test_taken_back_and_given_anew_is_a_new_row_and_the_old_one_stays(known):
    sam = known("sam")
    first = Consent.objects.get()
    assert consents.withdraw(first, "my data") == 1
    with clock.at(clock.now() + timedelta(hours=1)):
        assert agree(sam)
    old, new = consents.of(sam.pk)
    assert (old.pk, old.withdrawn_how, new.withdrawn_at) == (first.pk, "my data", None)
    assert consents.live(sam.pk, Purpose.SERVICE, SHOP, LAUNCH) == new
    assert consents.withdraw(first, "again") == 1  # the one in force ends: it is the same consent
    assert Consent.objects.get(pk=first.pk).withdrawn_how == "my data"


def test_with_the_form_its_boxes_end_and_nothing_else(known):
    sam = known("sam")
    agree(sam, box="purpose_1", words="News", way=consents.EXPLICIT)
    agree(sam, launch="other00000")
    agree(sam, controller=OPERATOR, launch="", purpose=Purpose.MARKETING)
    assert consents.withdraw(consents.live(sam.pk, Purpose.SERVICE, SHOP, LAUNCH), "my data") == 2
    assert {(one.controller, one.launch) for one in Consent.objects.filter(withdrawn_at=None)} == {
        (SHOP, "other00000"), (OPERATOR, ""),
    }  # fmt: skip


def test_a_box_ends_alone(known):
    sam = known("sam")
    agree(sam, box="purpose_1", words="News", way=consents.EXPLICIT)
    assert consents.withdraw(Consent.objects.get(box="purpose_1"), "my data") == 1
    assert consents.live(sam.pk, Purpose.SERVICE, SHOP, LAUNCH)


def test_of_the_services_own_each_purpose_ends_alone(known):
    sam = known("sam")
    for purpose in (Purpose.MARKETING, Purpose.SUBSCRIPTIONS):
        agree(sam, controller=OPERATOR, launch="", purpose=purpose)
    consents.withdraw(consents.live(sam.pk, Purpose.MARKETING), "link in the mail")
    assert consents.live(sam.pk, Purpose.MARKETING) is None
    assert consents.live(sam.pk, Purpose.SUBSCRIPTIONS)


def test_what_is_implied_says_by_what(known):
    sam = known("sam")
    with pytest.raises(ValueError, match="conduct"):
        agree(sam, conduct="", launch="other00000")


def test_the_policy_in_force_is_named(known, monkeypatch):
    monkeypatch.setattr(consents, "_policy", [])
    consents.policy_from(lambda language: f"7/{language}")
    known("sam", language="fr")
    assert Consent.objects.get().policy == "7/fr"


def test_words_are_kept_once_and_told_apart_by_language():
    assert wording.remember("en", "News") == wording.remember("en", "News") != wording.remember("fr", "News")
    assert Wording.objects.count() == 2


def test_a_receipt_says_what_the_standard_asks(known, settings):
    settings.HOSTING_COUNTRY = "FR"
    sam = known("sam", country="FR", variant="b", publication=4)
    one = consents.of(sam.pk).get()
    found = consents.receipt(one, {SHOP: "Shop SAS"})
    assert json.loads(json.dumps(found)) == found
    assert (found["schema_version"], found["record_id"], found["pii_principal_id"]) == (
        receipt.SCHEMA,
        one.pk,
        sam.pk,
    )
    assert found["event_state"] == "given"
    processing = found["pii_processing"][0]
    assert processing["notice_text"] == "Your address goes to Shop."
    assert processing["notice_hash"] == f"sha256:{one.wording_id}"
    assert processing["purposes"][0]["purpose_id"] == "service"
    assert {"pii_type": "user.contact.email"} in processing["purposes"][0]["pii_information"]
    assert processing["pii_controllers"] == processing["recipients"] == [{"id": SHOP, "name": "Shop SAS"}]
    assert (processing["jurisdiction"], processing["storage_jurisdiction"]) == ("FR", "FR")
    assert processing["withdrawal_method"]
    assert (
        found["events"][0] | {"event_type": "implied", "conduct": "sent the form", "variant": "b"}
        == found["events"][0]
    )
    assert "@" not in json.dumps(found)


def test_a_receipt_tells_its_history_and_who_runs_the_service(known, settings):
    sam = known(
        "sam", controller=OPERATOR, launch="", purpose=Purpose.MARKETING, awaits=True, way=consents.EXPLICIT
    )
    assert consents.receipt(consents.of(sam.pk).get())["event_state"] == "awaiting confirmation"
    consents.confirm(consents.of(sam.pk).get())
    consents.withdraw(consents.of(sam.pk).get(), "my data")
    with translation.override("fr"):
        found = consents.receipt(consents.of(sam.pk).get())
    assert [event["event_state"] for event in found["events"]] == ["given", "confirmed", "withdrawn"]
    assert found["events"][2]["how"] == "my data"
    assert found["pii_processing"][0]["pii_controllers"][0]["name"] == settings.COMPANY
    assert found["pii_processing"][0]["recipients"] == []
