from datetime import timedelta

import pytest
from django.db.models import F, Sum

from smartbooth.accounts.models import User, Workspace
from smartbooth.accounts.tenancy import within
from smartbooth.cli.demo import NAME, PASSWORD, archive, content, ensure, load
from smartbooth.cli.replay import archive as upworthy
from smartbooth.core import clock
from smartbooth.disclosures import ledger
from smartbooth.launches.models import Launch, Publication
from smartbooth.leads.models import Lead
from smartbooth.mail.models import Outbox
from smartbooth.newsletters.models import Issue
from smartbooth.people.models import Person
from smartbooth.tallies.models import Hourly


@pytest.fixture
def place(settings, tmp_path):
    settings.JOURNAL = tmp_path / "journal"
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.mark.django_db(transaction=True)
def test_it_loads_once_and_goes_away(place, client):
    assert ensure() == (NAME, PASSWORD)
    assert client.login(username=NAME, password=PASSWORD)
    workspace = Workspace.objects.get(members__username=NAME)
    with within(workspace):
        launches = Launch.objects.count()
        assert launches == len(content.PIECES) + len(archive.SHOWN)
        assert Publication.objects.filter(ended_at=None).count() == launches - 1  # one is a draft
        leads = Lead.objects.count()
        sums = Hourly.objects.aggregate(signups=Sum("signups"), leads=Sum("leads"))
        assert sums == {"signups": leads, "leads": leads}
        assert leads > 100
        assert not Lead.objects.filter(handed_at=None).exists()  # each in the hour it was left
        assert Lead.objects.filter(handed_at__gt=F("created_at") + timedelta(hours=1)).count() == 0
        assert ledger.verify().rows == leads
        assert not Hourly.objects.filter(hour__gt=clock.hour()).exists()
        assert _counts_of_the_archive(Launch.objects.get(name="Water in a coffee"))
    issue = Issue.objects.get()
    assert issue.begun and issue.readers == Outbox.objects.filter(about=issue.pk).count() == 25
    for language in ("en", "fr"):
        version = issue.versions.get(language=language)
        assert client.get(f"/newsletter/{version.slug}/").status_code == 200
        assert f"/newsletter/{version.slug}/" in client.get(f"/newsletter/{language}/feed.atom").content.decode()
    before = set(Hourly.objects.model._base_manager.values_list("pk", flat=True))

    ensure()  # a second time changes nothing
    assert set(Hourly._base_manager.values_list("pk", flat=True)) == before

    load.remove()
    assert not User.objects.filter(username=NAME).exists()
    for model in (Launch, Lead, Hourly, Person, Issue):
        assert not model._base_manager.exists(), model


def _counts_of_the_archive(launch):
    """The replayed tests have exactly the archive's counts, scaled."""
    tests = {test.key: test for test in upworthy.read(upworthy.EXTRACT / upworthy.NAME, archive.SCALE)}
    key = next(key for key, (name, _) in archive.SHOWN.items() if name == launch.name)
    rows = Hourly.objects.filter(launch=launch.pk).values_list("variant").order_by("variant")
    counted = list(rows.annotate(Sum("visitors"), Sum("clickers")))
    return counted == [(v.letter, v.impressions, v.clicks) for v in tests[key].versions]


@pytest.mark.django_db(transaction=True)
def test_an_interrupted_loading_is_begun_again(place, monkeypatch):
    def dies(visits):
        raise KeyboardInterrupt

    monkeypatch.setattr(load, "PIECES", content.PIECES[-1:])  # the draft alone: quick
    monkeypatch.setattr(archive, "SHOWN", {})
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(load, "record", dies)
        ensure()
    assert load.state() == "half"
    ensure()
    assert load.state() == "whole"
