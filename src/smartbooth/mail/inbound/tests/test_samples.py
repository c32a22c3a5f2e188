"""Real bounces of twenty-five years (scripts/bounces fetches them), each read as it came. What is not recognised is so
for a reason; what is recognised never says more than the server did."""

from pathlib import Path

import pytest

from smartbooth.mail.inbound import returned
from smartbooth.mail.inbound.codes import Verdict
from smartbooth.mail.inbound.handle import Outcome, handle
from smartbooth.mail.inbound.received import parse
from smartbooth.mail.inbound.tests.reports import SUPPORT, path
from smartbooth.mail.models import Outbox
from smartbooth.people import suppression

FOLDER = Path(__file__).resolve().parents[5] / "build" / "bounces"
SAMPLES = sorted(FOLDER.glob("*.txt"))
NOT_RECOGNISED = {
    "bounce_01": "names no address that could be one",
    "dumbass_01": "a virus scanner’s warning",
    "groupwise_03": "a letter from somebody, about reservations",
    "qmail_08": "an automatic answer",
    "simple_43": "names nobody",
}
STILL_TRYING = {
    "dsn_05", "dsn_06", "dsn_07", "dsn_08", "dsn_17", "simple_03", "simple_21", "simple_22", "simple_28", "simple_35",
    "simple_40",
}  # fmt: skip
# Each says so: with a code, or in words ("User unknown", "n'existe pas", "The recipient name is not recognized").
GONE = {
    "bounce_02", "dsn_10", "dsn_11", "dsn_12", "dsn_13", "dsn_14", "dsn_15", "dsn_16", "dsn_18", "exim_01",
    "groupwise_01", "microsoft_01", "microsoft_04", "postfix_01", "qmail_03", "qmail_04", "qmail_05", "simple_04",
    "simple_05", "simple_06", "simple_08", "simple_11", "simple_13", "simple_15", "simple_19", "simple_23",
    "simple_26", "simple_27", "simple_29", "simple_30", "simple_33", "simple_34", "simple_36", "simple_39",
    "simple_41", "smtp32_04", "smtp32_06", "yahoo_03", "yahoo_05", "yahoo_06", "yahoo_07", "yahoo_08", "yahoo_09",
    "yahoo_10", "yahoo_11", "yahoo_13",
}  # fmt: skip
REFUSED = {"dsn_03", "microsoft_02", "simple_42"}  # its size; its subject says “virus”; as spam

pytestmark = pytest.mark.skipif(not SAMPLES, reason="real bounces were not fetched (scripts/bounces)")


def read():
    return {one.stem: returned.read(parse(one.read_bytes(), "<>")) for one in SAMPLES}


def test_each_is_classified():
    found = read()
    assert len(found) > 100
    by = {verdict: {name for name, one in found.items() if one and one.verdict is verdict} for verdict in Verdict}
    assert {name for name, one in found.items() if one is None} == set(NOT_RECOGNISED)
    assert by[Verdict.NOTHING] == STILL_TRYING and by[Verdict.REFUSED] == REFUSED
    assert by[Verdict.GONE] == GONE
    assert len(by[Verdict.LATER]) > 40, "a full mailbox, days without an answer, or no reason that could be read"


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda one: one.stem)
def test_none_is_believed_that_names_no_letter_of_ours(sent, sam, sample):
    row = sent()
    assert handle(parse(sample.read_bytes(), "<>"), SUPPORT) in (
        Outcome.STRANGE, Outcome.STILL_TRYING, Outcome.AUTOMATIC,
    )  # fmt: skip
    row.refresh_from_db()
    assert row.state == Outbox.SENT and not suppression.is_suppressed(bytes(sam.index), suppression.BOUNCED)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda one: one.stem)
def test_at_a_return_path_each_does_what_it_says(sent, sam, sample):
    row = sent()
    outcome = handle(parse(sample.read_bytes(), "<>"), path(row))
    row.refresh_from_db()
    if sample.stem in NOT_RECOGNISED:
        assert outcome in (Outcome.UNREAD, Outcome.AUTOMATIC) and row.state == Outbox.SENT
    elif sample.stem in STILL_TRYING:
        assert outcome is Outcome.STILL_TRYING and row.state == Outbox.SENT
    else:
        assert outcome is Outcome.BOUNCED and row.state == Outbox.BOUNCED
    assert not suppression.is_suppressed(bytes(sam.index), suppression.BOUNCED), "it names somebody else"
