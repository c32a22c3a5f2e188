"""The list as a file: what is in it, what the ledger says of it, and what it survives."""

import csv
import io
import zipfile
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from django.urls import reverse

from smartbooth.accounts.tenancy import within
from smartbooth.core import clock
from smartbooth.disclosures import ledger
from smartbooth.disclosures.models import Entry
from smartbooth.handover.spreadsheet import separated, table, workbook
from smartbooth.leads import published, removal
from smartbooth.leads.filters import Filters
from smartbooth.leads.tests.scene import CALL, NEWS, QUESTIONS, hand_over, leads, post, publish
from smartbooth.people import consents, erasure
from smartbooth.people.models import Consent
from tests.world import PASSWORD

pytestmark = pytest.mark.django_db
HOUR = 496_012
MOMENT = clock.hour_start(HOUR + 1)
EXTRA = ("Lead", "Taken back", "Delete by")


@pytest.fixture(autouse=True)
def _unlimited(settings):
    settings.LEADS_PER_MINUTE = 10_000
    published._known.clear()
    published._latest.clear()


@pytest.fixture
def olive(client, world):
    client.login(username="olive", password=PASSWORD)
    return client


@pytest.fixture
def aurora(world):
    publish(world.launch)
    return world.launch


def left(launch, number, **more):
    """`number` leads, one a minute, the last one now, all handed over."""
    now = clock.now()
    for index in range(number):
        with clock.at(now - timedelta(minutes=number - index)):
            post(launch, email=f"sam{index:03}@example.org", name=f"Sam {index:03}", **more)
    hand_over()


def url(launch, **query):
    return reverse("leads-export", args=[launch.pk], query=query)


def rows(answer) -> list[list[str]]:
    text = b"".join(answer.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def sheet(answer):
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    return [[cell.value for cell in row] for row in book.active.iter_rows()]


def given(how) -> int:
    return Entry.objects.filter(how=how).count()


def asked(launch, how="csv", **filters) -> table.Table:
    return table.Table(launch.workspace, launch.pk, Filters(**filters), MOMENT.tzinfo, "en", how)


# --- who may have it -----------------------------------------------------------------------------------------


def test_a_file_is_a_post_of_someone_who_owns_it(client, world, aurora):
    left(aurora, 1)
    assert client.post(url(aurora)).status_code == 302
    client.login(username="sidonie", password=PASSWORD)
    assert client.post(url(aurora)).status_code == 404
    client.login(username="marcel", password=PASSWORD)
    assert client.get(url(aurora)).status_code == 405
    assert given("csv") == 0
    assert len(rows(client.post(url(aurora)))) == 2
    assert given("csv") == 1


def test_another_site_cannot_make_one(aurora):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.login(username="olive", password=PASSWORD)
    left(aurora, 1)
    assert strict.post(url(aurora)).status_code == 403
    assert given("csv") == 0


# --- what is in it -------------------------------------------------------------------------------------------


def zoe(world):
    publish(world.launch, items=QUESTIONS)
    publish(world.launch, items=[{"label": "Any wish?", "type": "short", "choices": [], "required": "no"}])
    with clock.at(MOMENT):
        cookie = {"HTTP_COOKIE": f"sb=b/{HOUR}/google/spring/FR/p/v"}
        post(
            world.launch,
            headers=cookie,
            name="Zoé",
            q_0='A "big", red one',
            purpose_1="yes",
            email="zoe@example.org",
        )
        hand_over()
    return leads(world.launch)[0]


def test_the_file_holds_every_column_of_every_lead(olive, world):
    lead = zoe(world)
    answer = olive.post(url(world.launch))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith('attachment; filename="aurora-leads-')
    header, row = rows(answer)
    assert dict(zip(header, row, strict=True)) == {
        "Address": "zoe@example.org", "Name": "Zoé", "Any wish?": 'A "big", red one', "Which size?": "",
        "What for?": "", CALL: f"{MOMENT:%Y-%m-%dT%H:%M:%SZ}", "Left on": f"{MOMENT:%Y-%m-%dT%H:%M:%SZ}",
        "Version": "B", "Source": "Google", "Campaign": "spring", "Country": "France", "Device": "Phone",
        "Language": "en", "First visit": f"{clock.hour_start(HOUR):%Y-%m-%dT%H:%M:%SZ}",
        "Told at the form": "Your address goes to Aurora SAS, who will write to you about Aurora.",
        "Lead": lead.pk, "Taken back": "", "Delete by": "",
    }  # fmt: skip


def test_excel_gets_the_same_with_moments_as_moments(olive, world, settings):
    zoe(world)
    answer = olive.post(url(world.launch), {"file": "xlsx"})
    assert answer["Content-Type"] == workbook.MEDIA_TYPE
    assert answer["Content-Disposition"].endswith('.xlsx"')
    header, row = sheet(answer)
    found = dict(zip(header, row, strict=True))
    assert (found["Address"], found["Name"], found["Any wish?"]) == ("zoe@example.org", "Zoé", 'A "big", red one')
    local = datetime.fromtimestamp(MOMENT.timestamp(), tz=ZoneInfo(settings.TIME_ZONE))
    assert abs(found["Left on"] - local.replace(tzinfo=None)) < timedelta(seconds=1)
    assert found["Which size?"] is None
    entry = Entry.objects.get(how="xlsx")
    assert entry.kinds == "user.contact.email,user.name,user.content.private"
    assert (entry.recipient, entry.recipient_name) == (world.workspace.pk, "Aurora SAS")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_spreadsheets_run_nothing(olive, world, start):
    formula = f'{start}HYPERLINK("https://evil.example")'
    publish(world.launch, items=[{"label": "Why?", "type": "long", "choices": [], "required": "no"}])
    post(world.launch, name=f"x{formula}"[1:], q_0=formula, email="+sam@example.org")
    hand_over()
    for cell in rows(olive.post(url(world.launch)))[1]:
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    book = openpyxl.load_workbook(
        io.BytesIO(b"".join(olive.post(url(world.launch), {"file": "xlsx"}).streaming_content))
    )
    assert {cell.data_type for cell in book.active[2]} <= {"s", "inlineStr", "d", "n"}


def test_the_file_is_narrowed_as_the_list_is_and_the_ledger_with_it(olive, aurora):
    left(aurora, 30)
    assert len(rows(olive.post(url(aurora)))) == 31
    assert [row[0] for row in rows(olive.post(url(aurora, q="sam 01", order="oldest")))[1:]] == [
        f"sam01{n}@example.org" for n in range(10)
    ]
    assert len(rows(olive.post(url(aurora, variant="b")))) == 1
    assert given("csv") == 40


def test_semicolons_and_french(olive, world, aurora):
    left(aurora, 1)
    olive.cookies["language"] = "fr"
    answer = olive.post(url(aurora), {"file": "semicolon"})
    assert b"".join(answer.streaming_content).decode().startswith("\ufeffAdresse;Nom;")


# --- the door on the way -------------------------------------------------------------------------------------


def test_every_batch_is_in_the_ledger_before_it_goes_out(aurora, monkeypatch):
    """A connection that breaks leaves rows for what was handed to it, and for nobody else."""
    monkeypatch.setattr(table, "BATCH", 7)
    left(aurora, 30)
    lines = separated.stream(asked(aurora))
    next(lines)
    assert given("csv") == 0
    assert next(lines).count("\n") == given("csv") == 7
    next(lines)
    lines.close()
    assert given("csv") == 14
    assert ledger.verify().whole


def test_who_is_erased_meanwhile_is_left_out_or_was_in(aurora, monkeypatch):
    monkeypatch.setattr(table, "BATCH", 7)
    left(aurora, 20)
    lines = separated.stream(asked(aurora, order="oldest"))
    text = next(lines) + next(lines)
    people = {lead.created_at: lead.person_id for lead in leads(aurora)}
    early, late = list(people.values())[3], list(people.values())[12]
    with within(aurora.workspace):
        erasure.erase(early, "test")
        erasure.erase(late, "test")
    text += "".join(lines)
    live, tombstones = [], []
    for row in csv.reader(io.StringIO(text)):
        (live if row[0] else tombstones).append(row)
    addresses = [row[0] for row in live[1:]]
    assert "sam003@example.org" in addresses  # before: the ledger has it
    assert "sam012@example.org" not in addresses
    assert len(addresses) == given("csv") == 19


def test_whose_consent_ended_is_not_in_the_file(olive, aurora):
    left(aurora, 2)
    consents.withdraw(Consent.objects.get(person=leads(aurora)[0].person, box=""), "my data")
    addresses = [row[0] for row in rows(olive.post(url(aurora)))[1:]]
    assert "sam000@example.org" not in addresses
    assert given("csv") == 1


def test_who_was_taken_back_is_named_without_address(olive, aurora):
    left(aurora, 2)
    rows(olive.post(url(aurora)))
    lead = leads(aurora)[0]
    name = lead.pk
    with within(aurora.workspace):
        removal.remove(lead)
    for file in ("csv", "xlsx"):
        answer = olive.post(url(aurora), {"file": file})
        header, kept, gone = rows(answer) if file == "csv" else sheet(answer)
        stone = dict(zip(header, gone, strict=True))
        assert stone["Lead"] == name
        assert stone["Taken back"]
        assert stone["Delete by"]
        assert not stone["Address"]
        assert dict(zip(header, kept, strict=True))["Address"] == "sam001@example.org"


def test_nothing_is_written_beside_the_stream(olive, aurora, monkeypatch):
    """A file on its way through a temporary one would leave addresses on disk when the process is killed."""
    import tempfile

    left(aurora, 3)
    monkeypatch.setattr(tempfile, "NamedTemporaryFile", None)
    monkeypatch.setattr(tempfile, "TemporaryFile", None)
    monkeypatch.setattr(tempfile, "mkstemp", None)
    assert len(sheet(olive.post(url(aurora), {"file": "xlsx"}))) == 4


# --- the workbook's own -----------------------------------------------------------------------------------------


def test_texts_arrive_as_they_were(aurora):
    texts = ["<&>\"'", "_x0041_", "line\nbreak", " spaces ", "\x01\ufffe", "🌍", "=1+1"]
    data = b"".join(workbook.stream("A & B", ["x"], iter([[[text] for text in texts]]), MOMENT.tzinfo))
    assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["A & B"]
    found = [cell.value for cell in book.active["A"]][1:]
    assert [found[0], *found[2:4], *found[5:]] == ["<&>\"'", "line\nbreak", " spaces ", "🌍", "=1+1"]
    assert found[1] in ("_x0041_", "_x005F_x0041_")  # Excel reads the escape; this reader leaves it
    assert not found[4]


def test_a_full_sheet_is_followed_by_another(monkeypatch):
    monkeypatch.setattr(workbook, "ROWS", 4)
    data = b"".join(workbook.stream("L", ["n"], iter([[[str(n)] for n in range(7)]]), MOMENT.tzinfo))
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["L", "L 2", "L 3"]
    assert [[cell.value for cell in book[name]["A"]] for name in book.sheetnames] == [
        ["n", "0", "1", "2"], ["n", "3", "4", "5"], ["n", "6"],
    ]  # fmt: skip


def test_a_box_that_awaits_its_person_is_not_ticked(world, aurora, olive):
    left(aurora, 1, purpose_1="yes", purpose_2="yes")
    Consent.objects.filter(box="purpose_2").update(awaits=True)
    head, row, *_more = rows(olive.post(url(aurora)))
    assert row[head.index(CALL)]
    assert not row[head.index(NEWS)]
