from importlib import import_module

import pytest
from django.apps import apps
from django.db import transaction

from smartbooth.accounts.tenancy import everywhere
from smartbooth.journal.lines import Event, write
from smartbooth.journal.segments import Writer
from smartbooth.tallies import pending
from smartbooth.tallies.fold import Conflict, fold
from smartbooth.tallies.models import Cohort, Cross, Cursor, Drop, Hourly, Name, Pending, Target
from smartbooth.tallies.names import Names

HOUR = 496000


@pytest.fixture
def journal(tmp_path, settings):
    settings.JOURNAL = tmp_path / "journal"
    return Writer(settings.JOURNAL)


@pytest.fixture
def event(world):
    def made(kind="view", mark="first", **fields):
        base = {"variant": "a", "first_hour": HOUR, "source": "google", "country": "FR", "device": "p"}
        if kind == "click":
            base["target"] = "button1"
        return Event(HOUR, kind, world.workspace.pk, world.launch.pk, mark=mark, **base | fields)

    return made


def folded(names=None):
    return fold(names=names or Names())


def hourly():
    with everywhere():
        return Hourly.objects.get()


def test_each_kind_is_counted_where_it_belongs(journal, event):
    for line in [
        event("served", "-"), event("served", "-"), event(), event(mark="again"),
        event(mark="unmeasured"), event("click"), event("click", "again"), event("click", "unmeasured"),
    ]:  # fmt: skip
        journal.append(write(line))
    assert folded() == 8
    row = hourly()
    assert (row.served, row.views, row.visitors, row.unmeasured_views) == (2, 2, 1, 1)
    assert (row.clicks, row.clickers, row.unmeasured_clicks) == (2, 1, 1)
    with everywhere():
        assert list(Cohort.objects.values_list("hour", "visitors", "clickers", "signups")) == [(HOUR, 1, 1, 0)]
        assert Target.objects.get().clicks == 3
        assert Cross.objects.get().views == 2
        assert list(Name.objects.values_list("kind", "name")) == [("source", "google")]


def test_a_goal_counts_in_the_cohort_of_the_first_view(journal, event):
    journal.append(write(event(first_hour=HOUR - 5)))
    journal.append(write(event("lead", first_hour=HOUR - 5)))
    folded()
    with everywhere():
        cohort = Cohort.objects.get()
    assert (cohort.hour, cohort.visitors, cohort.signups) == (HOUR - 5, 1, 1)
    assert (hourly().leads, hourly().signups) == (1, 1)


def test_folding_again_changes_nothing(journal, event):
    journal.append(write(event()))
    assert folded() == 1
    assert folded() == 0
    journal.append(write(event()))
    assert folded() == 1
    assert hourly().visitors == 2


def test_a_half_line_waits_for_its_other_half(journal, event):
    line = write(event())
    journal.append(line)
    with open(journal.path, "ab") as file:
        file.write(line[:20])
        file.flush()
        assert folded() == 1
        file.write(line[20:])
    assert folded() == 1
    assert hourly().visitors == 2


def test_a_dead_writers_segment_is_folded_to_the_end_and_deleted(journal, event):
    journal.append(write(event()))
    with open(journal.path, "ab") as file:
        file.write(b"half a li")
    journal.close()
    assert folded() == 1
    assert folded() == 0
    assert not journal.path.exists()
    with everywhere():
        assert not Cursor.objects.exists()
        assert list(Drop.objects.values_list("reason", "count")) == [("torn", 1)]
    assert hourly().visitors == 1


def test_a_live_writers_segment_stays(journal, event):
    journal.append(write(event()))
    folded()
    folded()
    assert journal.path.exists()


@pytest.mark.parametrize("bad", [b"nonsense\n", b"\n", b"\xff\xfe\n", b"1\tview\n", b"\x00" * 50 + b"\n"])
def test_a_malformed_line_is_counted_and_stops_nothing(journal, event, bad):
    journal.append(write(event()))
    with open(journal.path, "ab") as file:
        file.write(bad + write(event()))
    assert folded() == 3
    assert hourly().visitors == 2
    with everywhere():
        assert Drop.objects.get().reason == "torn"


def test_an_unknown_launch_or_a_foreign_workspace_counts_as_unknown(journal, event, world):
    journal.append(write(event()._replace(launch="gone")))
    journal.append(write(event()._replace(workspace=world.elsewhere.pk)))
    assert folded() == 2
    with everywhere():
        assert not Hourly.objects.exists()
        assert list(Drop.objects.values_list("workspace", "reason", "count")) == [("-", "unknown", 2)]


def test_pending_lines_are_folded_once_and_go_with_their_transaction(journal, event):
    pending.note(event("lead"))
    with pytest.raises(RuntimeError), transaction.atomic():
        pending.note(event("lead"))
        raise RuntimeError
    assert folded() == 1
    assert folded() == 0
    assert hourly().signups == 1
    assert not Pending.objects.exists()


def test_names_beyond_the_limit_count_as_other_the_frequent_ones_first(journal, event, settings):
    settings.NAMES_PER_LAUNCH = 2
    for name, times in {"rare": 1, "often": 3, "sometimes": 2, "direct": 1}.items():
        for _ in range(times):
            journal.append(write(event(source=name)))
    folded()
    with everywhere():
        assert set(Name.objects.values_list("name", flat=True)) == {"often", "sometimes"}
        found = dict(Cross.objects.values_list("source", "visitors"))
    assert found == {"often": 3, "sometimes": 2, "other": 1, "direct": 1}


def test_another_folder_that_was_quicker_means_nothing_is_counted(journal, event, monkeypatch):
    from smartbooth.tallies import fold as module

    journal.append(write(event()))
    real = module._offsets
    monkeypatch.setattr(module, "_offsets", lambda names: real(names))
    Cursor.objects.create(segment=journal.path.name, offset=7)
    monkeypatch.setattr(module, "_offsets", lambda names: {})
    with pytest.raises(Conflict):
        folded()
    with everywhere():
        assert not Hourly.objects.exists()


def test_leads_of_before_had_sent_the_form(journal, event):
    for line in [event(), event("confirmed")]:
        journal.append(write(line))
    folded()
    with everywhere():
        import_module("smartbooth.tallies.migrations.0002_goals").without_confirming(apps, None)
        assert [model.objects.get().asked for model in (Cohort, Cross, Hourly)] == [1, 1, 1]
