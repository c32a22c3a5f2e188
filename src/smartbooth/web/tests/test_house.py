"""The frame: headers, language, theme, the front, and the pages for what fails."""

import re
from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.test import RequestFactory
from django.urls import reverse
from django.utils.translation import override

from smartbooth.core.notices import tell
from smartbooth.registry.cookies import declaration
from smartbooth.web import errors
from smartbooth.web.templatetags.house import short, undo_address


def policy(answer):
    rules = (rule.split() for rule in answer["Content-Security-Policy"].split(";"))
    return {name: set(sources) for name, *sources in rules}


@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/accounts/signup/", "/nowhere"])
def test_what_a_browser_is_told(client, db, path):
    answer = client.get(path)
    csp = policy(answer)
    assert csp["default-src"] == csp["base-uri"] == csp["frame-ancestors"] == {"'none'"}
    for name in ("script-src", "style-src"):
        assert "'self'" in csp[name]
        assert not csp[name] & {"'unsafe-inline'", "'unsafe-eval'", "*", "https:", "data:"}
    assert csp["form-action"] == csp["connect-src"] == csp["font-src"] == {"'self'"}
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/accounts/signup/", "/account/", "/nowhere"])
def test_nothing_inline_that_the_policy_would_refuse(client, world, path):
    if path == "/account/":
        client.force_login(world.owner)
    html = client.get(path).content.decode()
    assert not re.search(r"<[^>]+\s(style|on\w+)=", html)
    assert not re.search(r"<script(?![^>]*\bsrc=)", html) and "<style" not in html
    assert not re.search(r'(?:src|href)="(?:https?:)?//', html)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_front(client, db, language):
    html = client.get("/", headers={"accept-language": language}).content.decode()
    assert f'<html lang="{language}"' in html
    assert html.count('class="button primary"') == 1, "one thing to do"
    assert reverse("account_signup") in html
    assert "noindex" not in html
    assert ("Commencer" in html) == (language == "fr")


def test_the_front_of_someone_signed_in_is_their_launches(client, world):
    client.force_login(world.owner)
    assert client.get("/")["Location"] == "/launches/"


def test_switching_the_language(client, db):
    answer = client.post("/language", {"language": "fr", "next": "/accounts/login/"})
    assert answer["Location"] == "/accounts/login/"
    assert client.cookies["language"]["samesite"] == "Lax"
    assert "Se connecter" in client.get("/").content.decode()


def test_switching_the_language_is_kept_in_the_account(client, world):
    client.force_login(world.owner)
    client.post("/language", {"language": "fr"})
    world.owner.refresh_from_db()
    assert world.owner.language == "fr"


@pytest.mark.parametrize("language", ["xx", "", "fr\x00", "../en", "de"])
def test_a_language_we_do_not_speak_changes_nothing(client, world, language):
    client.force_login(world.owner)
    assert client.post("/language", {"language": language}).status_code in (302, 204)
    world.owner.refresh_from_db()
    assert world.owner.language == "en"


@pytest.mark.parametrize("path", ["/language", "/theme"])
def test_a_get_switches_nothing(client, db, path):
    assert client.get(path).status_code == 405


@pytest.mark.parametrize("path", ["/language", "/theme"])
@pytest.mark.parametrize("away", ["https://evil.example.com/", "//evil.example.com", "javascript:alert(1)"])
def test_no_way_out_through_a_switch(client, db, path, away):
    answer = client.post(path, {"language": "fr", "theme": "dark", "next": away})
    assert answer["Location"] == "/"


def test_the_theme_by_hand_and_back(client, db):
    assert "data-theme" not in client.get("/").content.decode()
    assert client.post("/theme", {"theme": "dark", "next": "/"})["Location"] == "/"
    assert 'data-theme="dark"' in client.get("/").content.decode()
    client.post("/theme", {"theme": "system"})
    assert client.cookies["theme"].value == ""
    assert "data-theme" not in client.get("/").content.decode()


def test_a_theme_cookie_cannot_write_into_the_page(client, db):
    client.cookies["theme"] = 'dark"><script>'
    assert "data-theme" not in client.get("/").content.decode()


def test_every_cookie_is_declared(client, db):
    client.post("/language", {"language": "fr"})
    client.post("/theme", {"theme": "dark"})
    person = {
        "company": "Aurora",
        "username": "hedwige",
        "email": "h@example.org",
        "password1": "une phrase à moi",
        "born": "1984",
    }
    client.post(reverse("account_signup"), person)
    client.post("/account/", {"name": "Aurora & Cie"})
    client.post(reverse("account_logout"))
    assert [name for name in client.cookies if declaration(name) is None] == []
    assert {"session", "csrftoken", "language", "theme"} <= set(client.cookies) | {"csrftoken"}


def test_a_notice_is_polite_and_carries_its_undo(client, world):
    client.force_login(world.owner)
    html = client.post("/account/", {"name": "Aurora & Cie"}, follow=True).content.decode()
    assert re.search(r'<div role="status"[^>]*>\s*<ul class="notices">', html)


@pytest.mark.parametrize(
    ("undo", "address"),
    [("/launches/a/undo", "/launches/a/undo"), ("", ""), ("https://evil.example.com/", ""), ("//evil", "")],
)
def test_undo_leads_nowhere_else(client, world, undo, address):
    request = RequestFactory().get("/")
    request.session = {}
    from django.contrib.messages.storage.session import SessionStorage

    request._messages = SessionStorage(request)
    tell(request, "Moved.", undo=undo)
    [message] = get_messages(request)
    assert undo_address(message) == address


# --- what fails ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_address_where_nothing_is(client, db, language):
    answer = client.get("/nowhere", headers={"accept-language": language})
    assert answer.status_code == 404
    assert ("Nothing is printed" if language == "en" else "Rien n’est imprimé") in answer.content.decode()


def test_a_forged_form(db):
    from django.test import Client

    answer = Client(enforce_csrf_checks=True).post("/language", {"language": "fr"})
    assert answer.status_code == 403
    assert "This form waited too long" in answer.content.decode()


@pytest.mark.parametrize(
    ("failure", "status"), [(RuntimeError("x"), 500), (OperationalError("x"), 503), (PermissionDenied(), 403)]
)
def test_a_failing_page_says_so_without_the_database(
    client, db, monkeypatch, failure, status, django_assert_num_queries
):
    def fail(*args, **kwargs):
        raise failure

    monkeypatch.setattr("smartbooth.web.views.render", fail)
    client.raise_request_exception = False
    with django_assert_num_queries(0):
        answer = client.get("/")
    assert answer.status_code == status
    what, then = map(str, errors.STUDIO[status])
    assert what in answer.content.decode() and then in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    assert ("Retry-After" in answer) == (status == 503)


@pytest.mark.parametrize(
    ("page", "status"),
    [(errors.visitor_unreadable, 400), (errors.visitor_refused, 403), (errors.visitor_not_found, 404),
     (errors.visitor_too_many, 429), (errors.visitor_broken, 500)],
)  # fmt: skip
def test_a_visitors_page_names_no_studio_and_fetches_nothing(page, status):
    answer = page(RequestFactory().get("/lead"))
    html = answer.content.decode()
    assert answer.status_code == status
    assert "PhotoBooth" not in html and "static" not in html and "launches" not in html
    assert str(errors.VISITOR[status][0]) in html


@pytest.mark.parametrize(("language", "written"), [("en", "26 Nov"), ("fr", "26 nov")])
def test_a_month_is_shortened_as_the_language_writes_it(language, written):
    with override(language):
        assert short(date(2026, 11, 26), "j M") == written and short(None, "j M") == ""
