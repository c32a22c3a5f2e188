"""The operator's list, and one case."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from smartbooth.people import erasure
from smartbooth.support import reading
from smartbooth.support.models import Attachment, Case
from smartbooth.support.tests.conftest import SECRET

pytestmark = pytest.mark.django_db
LIST = "/operator/support/"


def page(desk, case=None, **given):
    address = reverse("case", args=[case.pk]) if case else LIST
    return desk.get(address, given).content.decode()


def test_nobody_waits_and_then_somebody_does(desk, write):
    assert "Nobody waits" in page(desk)
    write()
    assert "One letter waits" in page(desk) and "Where is my page?" in page(desk)
    assert "ada@" not in page(desk)  # who wrote is opened with the letter


def test_one_case_is_read_closed_and_opened_again(desk, write):
    write()
    case = Case.objects.get()
    assert SECRET in page(desk, case) and "ada@example.org" in page(desk, case)
    assert desk.post(reverse("case_closure", args=[case.pk])).status_code == 302
    assert "Where is my page?" not in page(desk) and "Where is my page?" in page(desk, closed="")
    desk.post(reverse("case_reopening", args=[case.pk]))
    case.refresh_from_db()
    assert case.state == Case.OPEN and case.closed_at is None


def test_it_is_answered_in_the_readers_own_mail_program(desk, write):
    write(subject="Cats & dogs?", Message_ID="<1@example.org>", Reply_To="office?bcc=x@example.org")
    case = Case.objects.get()
    assert (
        'href="mailto:office%3Fbcc%3Dx@example.org?subject=Re%3A%20Cats%20%26%20dogs%3F'
        '&amp;in-reply-to=%3C1%40example.org%3E"' in page(desk, case)
    )


def test_markup_is_shown_and_not_run(desk, write):
    write(
        "<script>alert(1)</script>", subject="<img src=x onerror=alert(1)>", sender='"<b>x</b>" <ada@example.org>'
    )
    for shown in (page(desk), page(desk, Case.objects.get())):
        assert "<script>alert" not in shown and "<img src=x" not in shown and "<b>x</b>" not in shown


def test_what_is_attached_is_saved_and_never_shown(desk, write):
    write(attach=[('a".html', b"<script>alert(1)</script>")])
    case, one = Case.objects.get(), Attachment.objects.get()
    answer = desk.get(reverse("case_attachment", args=[case.pk, one.pk]))
    assert answer["Content-Type"] == "application/octet-stream" and "attachment" in answer["Content-Disposition"]
    assert "sandbox" in answer["Content-Security-Policy"] and answer["X-Content-Type-Options"] == "nosniff"
    write("another", Message_ID="<2@example.org>")
    other = Case.objects.exclude(pk=case.pk).get()
    assert desk.get(reverse("case_attachment", args=[other.pk, one.pk])).status_code == 404


def test_it_is_nobody_elses(client, world, write):
    write()
    case = Case.objects.get()
    for path in (LIST, reverse("case", args=[case.pk]), reverse("case_closure", args=[case.pk])):
        assert client.get(path).status_code in (302, 405)
        client.force_login(world.owner)
        assert client.get(path).status_code in (404, 405) and client.post(path).status_code in (404, 405)
        client.logout()
    case.refresh_from_db()
    assert case.state == Case.OPEN


def test_who_was_erased_is_gone_from_the_list(desk, write):
    write()
    erasure.erase(Case.objects.get().person_id, "asked")
    assert "Nobody waits" in page(desk)


def test_pages_follow_each_other(desk, write, settings, monkeypatch):
    monkeypatch.setattr(reading, "PAGE", 2)
    settings.SUPPORT_CASES_PER_DAY = 100
    for number in range(5):
        write(subject=f"Number {number}", Message_ID=f"<{number}@example.org>")
    seen, after = [], ""
    for _ in range(3):
        shown = page(desk, **({"after": after} if after else {}))
        seen += re.findall(r"Number \d", shown)
        more = re.search(r'class="button" href="\?after=(\w+)', shown)
        after = more[1] if more else ""
    assert seen == [f"Number {number}" for number in range(5)] and not after


def test_ten_more_cases_cost_no_more_queries(desk, write, settings, django_assert_num_queries):
    settings.SUPPORT_CASES_PER_DAY = 100

    def some(first, count):
        for number in range(first, first + count):
            write(Message_ID=f"<{number}@example.org>", sender=f"p{number}@example.org")

    some(0, 2)
    page(desk)
    with CaptureQueriesContext(connection) as few:
        page(desk)
    some(2, 10)
    with django_assert_num_queries(len(few)):
        page(desk)
