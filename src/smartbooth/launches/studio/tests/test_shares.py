"""Who sees which variant: from the next full hour on, and the owner is told from when."""

from datetime import UTC, datetime, timedelta

import pytest

from smartbooth.accounts.tenancy import within
from smartbooth.core import clock
from smartbooth.launches.models import Split, Variant
from smartbooth.launches.studio import when

NOON = datetime(2026, 5, 3, 12, 20, tzinfo=UTC)  # 14:20 in Paris
AT_15 = '<time datetime="2026-05-03T13:00:00+00:00" data-local="hour">15:00 CEST</time>'


@pytest.fixture(autouse=True)
def _noon():
    with clock.at(NOON):
        yield


@pytest.fixture
def live(page, owner):
    owner.post(f"{page.at}variants/", {"source": "a", "idea": "b"})
    owner.post(f"{page.at}publication")
    return page


def shares(page):
    with within(page.world.workspace):
        return Split.objects.filter(launch=page.launch).last().shares


def weights(page):
    with within(page.world.workspace):
        return dict(Variant.objects.filter(launch=page.launch).values_list("letter", "weight"))


def said(client, address, data=None):
    return client.post(address, data or {}, follow=True).content.decode()


def test_shares_hold_from_the_next_hour_on(live, owner):
    told = said(owner, f"{live.at}settings/shares", {"weight_a": "0", "weight_b": "10000"})
    assert f"shared out like this from {AT_15} on" in told
    assert f"From {AT_15} on" in told and "next full hour" in told
    assert shares(live) == {"b": 10_000}
    with clock.at(NOON + timedelta(hours=1)):
        assert "data-local" not in owner.get(f"{live.at}settings/").content.decode()


def test_the_hour_is_said_in_french(live, owner):
    owner.defaults["HTTP_ACCEPT_LANGUAGE"] = "fr"
    told = said(owner, f"{live.at}settings/shares", {"weight_a": "0", "weight_b": "1"})
    assert f"à partir de {AT_15}." in told


def test_a_page_that_is_not_live_waits_for_publishing(page, owner):
    told = said(owner, f"{page.at}settings/shares", {"weight_a": "3"})
    assert "Saved." in told and "data-local" not in told


def test_nobody_s_share_is_refused_and_nothing_is_stored(live, owner):
    owner.post(f"{live.at}variants/", {"source": "a", "idea": "c"})
    refused = owner.post(f"{live.at}settings/shares", {"weight_a": "0", "weight_b": "0", "weight_c": "1"})
    assert refused.status_code == 422 and "that is live must receive visitors" in refused.content.decode()
    assert weights(live) == {"a": 1, "b": 1, "c": 1} and shares(live) == {"a": 1, "b": 1}


def test_a_share_may_be_too_large(live, owner):
    assert owner.post(f"{live.at}settings/shares", {"weight_a": "10001", "weight_b": "1"}).status_code == 422


def test_retiring_and_back(live, owner):
    told = said(owner, f"{live.at}variants/b/retirement")
    assert f"B takes no new visitors from {AT_15} on" in told and "Undo" in told
    assert shares(live) == {"a": 1}
    assert "data-local" not in said(owner, f"{live.at}variants/b/removal?back=1"), "nothing changes after all"
    owner.post(f"{live.at}variants/b/retirement")
    with clock.at(NOON + timedelta(hours=1)):
        told = said(owner, f"{live.at}variants/b/retirement", {"_method": "DELETE"})
        assert "B receives new visitors again from" in told and ">16:00 CEST</time>" in told
        assert shares(live) == {"a": 1, "b": 1}


def test_the_last_that_visitors_get_is_not_retired(live, owner):
    owner.post(f"{live.at}variants/", {"source": "a", "idea": "c"})  # not published
    owner.post(f"{live.at}variants/b/retirement")
    assert "last version that visitors get" in said(owner, f"{live.at}variants/a/retirement")
    assert shares(live) == {"a": 1}
    with within(live.world.workspace):
        assert not Variant.objects.get(launch=live.launch, letter="a").retired_at


def test_a_variant_that_is_published_joins_at_the_next_hour(live, owner):
    owner.post(f"{live.at}variants/", {"source": "a", "idea": "c"})
    assert "get C from the first full hour" in owner.get(f"{live.at}publication").content.decode()
    told = said(owner, f"{live.at}publication")
    assert f"from now on, and C from {AT_15} on" in told and f"New visitors get C from {AT_15} on" in told
    with clock.at(NOON + timedelta(hours=1)):
        assert 'data-local="hour"' not in owner.get(f"{live.at}publication").content.decode()


def test_an_hour_is_shown_where_owners_read_theirs(live, settings):
    settings.TIME_ZONE = "Asia/Kolkata"
    assert ">18:30 IST</time>" in when.hour_of(Split(hour=int(NOON.timestamp()) // 3600 + 1))


def test_a_retired_version_has_no_share_to_set_and_keeps_its_weight(live, owner):
    owner.post(f"{live.at}variants/", {"source": "a", "idea": "c"})
    with within(live.world.workspace):
        Variant.objects.filter(launch=live.launch, letter="c").update(retired_at=NOON, weight=7)
    page = owner.get(f"{live.at}settings/").content.decode()
    assert 'name="weight_b"' in page and 'name="weight_c"' not in page
    said(owner, f"{live.at}settings/shares", {"weight_a": "1", "weight_b": "2", "weight_c": "9"})
    assert weights(live) == {"a": 1, "b": 2, "c": 7}
