"""The page as its owner reads it, and as nobody else does."""

import csv
import io
import re
from datetime import UTC
from itertools import pairwise

import pytest
from django.urls import reverse

from smartbooth.accounts.tenancy import within
from smartbooth.core import clock
from smartbooth.experiments import pictures
from smartbooth.experiments.asked import Asked
from smartbooth.experiments.report import gather
from smartbooth.experiments.tables import TABLES, table
from smartbooth.experiments.tests.seeds import HOUR, NOW, publish, visits, week
from smartbooth.launches.models import Launch, Publication
from smartbooth.tallies import queries

pytestmark = pytest.mark.django_db
ADDRESSES = ("results", "results-live", "results-csv")


@pytest.fixture(autouse=True)
def _stopped_clock():
    with clock.at(NOW):
        yield


@pytest.fixture
def owner(client, world):
    client.force_login(world.owner)
    return client


def get(client, launch, query="", name="results"):
    return client.get(reverse(name, args=[launch.pk]) + query)


def text(response) -> str:
    bare = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"[ \n]+", " ", bare)


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_stranger_and_nobody(client, world, name):
    week(world.launch)
    assert get(client, world.launch, name=name).status_code == 302
    client.force_login(world.stranger)
    assert get(client, world.launch, name=name).status_code == 404
    client.force_login(world.member)
    assert get(client, world.launch, name=name).status_code == 200


@pytest.mark.parametrize("name", ADDRESSES)
def test_looking_changes_nothing(owner, world, name):
    assert owner.post(reverse(name, args=[world.launch.pk])).status_code == 405


def test_sentence_picture_numbers(owner, world):
    week(world.launch)
    page = get(owner, world.launch, "?period=today").content.decode()
    assert "214 people saw it today, 31 left their address." in page
    assert page.index("214 people") < page.index("Visitors each hour") < page.index("<table")
    assert "2 more addresses came from people we could not count as visitors." in page
    assert "Tell me first" in page  # the button by its words, not its id
    since = text(get(owner, world.launch))
    assert "300 people saw it since 2 November, 31 left their address." in since
    assert "Today: 214 people, 31 left their address." in since


def test_rates_name_no_winner(owner, world):
    week(world.launch)
    page = text(get(owner, world.launch))
    assert "This is no verdict" in page
    assert not re.search(r"\b(wins|won|leads|leading|better by)\b", page)


def test_every_filter_narrows_every_number(owner, world):
    week(world.launch)
    for query, people in (
        ("?variant=b", 114), ("?source=google", 114), ("?country=FR", 186), ("?device=p", 186),
        ("?country=FR&variant=b", 0), ("?source=nowhere", 0), ("?period=7d&source=google&device=d", 114),
    ):  # fmt: skip
        said = f"{people} people saw it" if people else "Nobody saw it"
        assert said in text(get(owner, world.launch, query)), query
    chosen = get(owner, world.launch, "?source=google&country=US").content.decode()
    assert 'href="?country=US"' in chosen  # the chip that takes the source away
    assert "United States" in chosen


def test_rows_of_nothing_but_zeros_are_left_out(owner, world):
    """A browser that keeps no cookie has views, and is nobody's visitor."""
    week(world.launch)
    nobody = {"views": 0, "clicks": 0, "unmeasured_views": 3}
    with within(world.workspace):
        visits(world.launch, "a", 0, source="-", country="ZZ", device="-", **nobody)
    page = text(get(owner, world.launch))
    assert "Unknown device" not in page and "Unknown country" not in page and "Not known" not in page
    assert "Unknown device" in text(get(owner, world.launch, "?device=-"))  # what is chosen is seen
    file = rows(get(owner, world.launch, "?table=device", "results-csv"))
    assert {row["device"] for row in file} == {"p", "d"}


def test_in_french(owner, world):
    week(world.launch)
    owner.cookies["language"] = "fr"
    page = text(get(owner, world.launch, "?period=today"))
    assert "214\N{NO-BREAK SPACE}personnes l’ont vue aujourd’hui, 31 ont laissé leur adresse." in page
    assert "États-Unis" in page
    assert "14,5\u202f%" in page
    assert "Heures" in page


def test_the_clicks_goal(owner, world):
    with within(world.workspace):
        Launch.objects.filter(pk=world.launch.pk).update(goal="click")
        publish(world.launch)
        visits(world.launch, "a", 10, leads=0, signups=0)
    page = text(get(owner, world.launch))
    assert "10 people saw it since 4 November, 5 clicked." in page
    assert "Left an address" not in page


def test_nothing_yet(owner, world):
    assert "the page is not published" in text(get(owner, world.launch))
    with within(world.workspace):
        publish(world.launch)
    page = get(owner, world.launch).content.decode()
    assert "Nobody has seen it yet" in page
    assert world.launch.url in page
    week_ago = "?period=custom&from=2026-10-01&to=2026-10-02"
    with within(world.workspace):
        visits(world.launch, "a", 3)
    assert get(owner, world.launch, week_ago).status_code == 200


def test_a_variant_deleted_since_keeps_its_counts(owner, world):
    with within(world.workspace):
        publish(world.launch)
        visits(world.launch, "c", 12)
        visits(world.launch, "-", 0, views=3, unmeasured_views=3)
    page = text(get(owner, world.launch))
    assert "12 people saw it" in page
    assert re.search(r"No cookie 3\b", page)


def test_more_signups_than_visitors_is_no_rate(owner, world):
    with within(world.workspace):
        publish(world.launch)
        visits(world.launch, "a", 1, signups=2, leads=2)
    assert "200" not in text(get(owner, world.launch, "?show=rate"))


def test_nothing_inline_that_the_policy_forbids(owner, world):
    week(world.launch)
    page = get(owner, world.launch, "?show=rate").content.decode()
    body = page[page.index("<main") :]
    assert "style=" not in body
    assert " onclick" not in body
    assert not re.search(r"<script(?![^>]+src=)", body)


def test_names_are_escaped(owner, world):
    with within(world.workspace):
        publish(world.launch)
        visits(world.launch, "a", 3, source="<b>x</b>")
    page = get(owner, world.launch, "?source=%3Cb%3Ex%3C/b%3E").content.decode()
    assert "<b>x</b>" not in page
    assert "&lt;b&gt;x" in page


def test_more_rows_no_more_queries(owner, world, django_assert_max_num_queries):
    week(world.launch)
    get(owner, world.launch)
    with within(world.workspace):
        for i in range(40):
            visits(world.launch, "ab"[i % 2], 5, hours_ago=i * 11, source=f"site{i}.example.org", country="DE")
    for query in ("", "?period=7d&show=rate&source=google"):
        with django_assert_max_num_queries(15):
            get(owner, world.launch, query)


def test_live_is_silent_until_something_changes(owner, world, django_assert_max_num_queries):
    week(world.launch)
    version = re.search(r'data-version="([^"]+)"', get(owner, world.launch).content.decode())[1]
    with django_assert_max_num_queries(4):  # session, account, workspace, and one of ours
        answer = get(owner, world.launch, f"?v={version}", "results-live")
    assert answer.status_code == 204
    assert answer.content == b""
    with within(world.workspace):
        visits(world.launch, "a", 6, source="bing")
    fresh = get(owner, world.launch, f"?v={version}&period=today", "results-live")
    assert fresh.status_code == 200
    assert "220 people saw it today" in fresh.content.decode()
    assert b"<html" not in fresh.content
    with within(world.workspace):
        Publication.objects.update(ended_at=NOW)
    assert re.search(r'data-version="([^"]+)"', fresh.content.decode())[1] != version


def rows(response):
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


@pytest.mark.parametrize("table", TABLES)
def test_each_table_is_a_file(owner, world, table):
    week(world.launch)
    answer = get(owner, world.launch, f"?table={table}", "results-csv")
    assert answer["Content-Disposition"] == f'attachment; filename="aurora-{table}.csv"'
    assert rows(answer)
    same = get(owner, world.launch, f"?table={table}&as=json", "results-csv").json()
    assert [{k: str(v) for k, v in row.items()} for row in same["rows"]] == rows(answer)


def test_files_are_filtered_and_add_up(owner, world):
    week(world.launch)
    variants = rows(get(owner, world.launch, "?table=variants&source=google", "results-csv"))
    assert [(r["variant"], r["visitors"], r["rate"]) for r in variants] == [
        ("a", "0", ""),
        ("b", "114", "0.175439"),
    ]
    time = rows(get(owner, world.launch, "?table=time&period=7d&grain=hour", "results-csv"))
    assert sum(int(r["visitors"]) for r in time) == 300
    assert time[0]["hour"] == clock.hour_start(HOUR - 48).strftime("%Y-%m-%dT13:00+01:00")
    assert get(owner, world.launch, "?table=people", "results-csv").status_code == 404


def test_a_name_is_no_formula(owner, world):
    with within(world.workspace):
        publish(world.launch)
        visits(world.launch, "a", 3, source="=cmd|'/c'!a1")
    answer = get(owner, world.launch, "?table=source", "results-csv").content.decode("utf-8-sig")
    assert answer.splitlines()[1].startswith("'=cmd")


def test_days_on_which_nobody_came_are_drawn_as_none(owner, world):
    """Two days with visitors, eleven days apart: twelve rows, and steps of one width."""
    with within(world.workspace):
        publish(world.launch)
        visits(world.launch, "a", 30)
        visits(world.launch, "a", 20, hours_ago=11 * 24)
        report = gather(queries.with_version(world.launch.pk).get(), Asked(), UTC)
    columns, rows = table(report, "time")
    counted = [row[columns.index("visitors")] for row in rows if row[columns.index("variant")] == "a"]
    assert columns[0] == "day" and counted == [20, *[0] * 10, 30]
    line = re.search(r'class="line v-a">(.*?)</g>', pictures.over_time(report, "visitors")[0], re.DOTALL)[1]
    at = [float(x) for x in re.findall(r"[ML ](\d+(?:\.\d+)?)[ ,]", line)]
    assert len(at) == 11  # to yesterday: today is not over, and its step a line of its own
    assert max(abs(b - a - (at[1] - at[0])) for a, b in pairwise(at)) < 0.2
