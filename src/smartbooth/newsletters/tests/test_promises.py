"""The newsletter's checks: green, then sabotaged, then red."""

import pytest
from django.db import DatabaseError

from smartbooth.mail import asked, send
from smartbooth.mail import promises as mail_promises
from smartbooth.newsletters import promises
from smartbooth.newsletters.archive import pixel
from smartbooth.newsletters.models import Openings
from smartbooth.newsletters.sending import feeding
from smartbooth.newsletters.subscribing import readers
from smartbooth.newsletters.tests.issues import begun, fed
from smartbooth.newsletters.tests.readers import many
from smartbooth.people.models import Consent

pytestmark = pytest.mark.django_db


@pytest.mark.sabotage("G5", "opening")
@pytest.mark.parametrize(
    "reads", ["HTTP_COOKIE", "HTTP_USER_AGENT", "REMOTE_ADDR", "HTTP_REFERER", "QUERY_STRING"]
)
def test_a_picture_that_reads_who_opens_it_is_found(monkeypatch, reads):
    result = promises.opening()
    assert result.kept and result.looked == 2
    seen = pixel.seen

    def reading(request, issue):
        response = seen(request, issue)
        response["Vary"] = request.META.get(reads, "")[:3]
        return response

    monkeypatch.setattr(pixel, "seen", reading)
    assert not promises.opening().kept


@pytest.mark.sabotage("G5", "opening")
def test_a_picture_behind_the_session_is_found(monkeypatch):
    assert promises.opening().kept
    monkeypatch.setattr(pixel.First, "__call__", lambda self, request: self.get_response(request))
    asked._studio.cache_clear()
    assert not promises.opening().kept
    asked._studio.cache_clear()


@pytest.mark.sabotage("G5", "opening")
def test_a_count_that_counts_nothing_is_found_and_none_is_left_behind(monkeypatch):
    assert promises.opening().kept
    monkeypatch.setattr(pixel, "count", lambda issue: None)
    assert not promises.opening().kept
    assert not Openings.objects.exists()


@pytest.mark.sabotage("G5", "agreed_to")
def test_a_picture_that_nobody_agreed_to_is_found(monkeypatch):
    many(4, openings=2)
    fed(begun())
    result = promises.agreed_to()
    assert result.kept and result.looked == 2
    Consent.objects.filter(box=readers.OPENINGS).update(awaits=True)
    assert not promises.agreed_to().kept


@pytest.mark.sabotage("G5", "agreed_to")
def test_a_feed_that_counts_everybody_is_found(monkeypatch):
    many(4, openings=2)
    monkeypatch.setattr(
        feeding, "_persons", lambda languages, which: lambda after, n: readers.after(after, n, languages)
    )
    fed(begun())
    assert not promises.agreed_to().kept


@pytest.mark.sabotage("G5", "nothing_fetched")
def test_a_picture_of_ones_own_in_a_letter_that_went_is_found(monkeypatch):
    many(2, openings=2)
    fed(begun())
    send.due()
    assert mail_promises.nothing_fetched().kept
    plain = mail_promises.compose

    def tracked(row):
        from dataclasses import replace

        made = plain(row)
        html = made.words.html.replace("seen.gif", f"seen.gif?to={row.person_id}")
        return replace(made, words=replace(made.words, html=html))

    monkeypatch.setattr(mail_promises, "compose", tracked)
    assert not mail_promises.nothing_fetched().kept


def test_the_database_is_away_and_the_picture_is_there(client, monkeypatch):
    def away(*args, **kwargs):
        raise DatabaseError("away")

    monkeypatch.setattr("django.db.models.query.QuerySet.update", away)
    client.cookies["session"] = "0123456789abcdef"
    response = client.get("/newsletter/abcdefghjk/seen.gif")
    assert (response.status_code, len(response.content), response["Content-Type"]) == (200, 43, "image/gif")
    assert response["Cache-Control"] == "no-store"
