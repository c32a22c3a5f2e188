"""Every address of the studio, read from the URL map itself: an owner's session, token or guessed id gets nothing of
another workspace, nobody gets in unsigned, and looking changes nothing.

A new address is walked as soon as it is routed. One that takes a parameter nobody gave a value here fails, and so does
one that answers everyone without standing in PUBLIC with its reason.
"""

import hashlib
import re

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.urls import URLResolver, get_resolver

from smartbooth.accounts.tenancy import everywhere, within
from smartbooth.announcements.models import Announcement
from smartbooth.experiments.given import links
from smartbooth.experiments.models import Round
from smartbooth.handover.api import tokens
from smartbooth.handover.api.scopes import SCOPES
from smartbooth.handover.list import hand_over
from smartbooth.handover.recalls.models import Recall
from smartbooth.handover.webhooks import endpoints, queue
from smartbooth.launches.blocks import KINDS
from smartbooth.launches.models import Revision, Variant
from smartbooth.launches.publish import publish
from smartbooth.leads import published
from smartbooth.leads.given import Given
from smartbooth.leads.models import Lead
from smartbooth.leads.register import Interest, register
from smartbooth.leads.visit import Visit
from smartbooth.people.address import Address
from smartbooth.people.models import Consent
from smartbooth.updates import publish as updates
from smartbooth.updates.models import Update

BLOCK = "hero000000"
NOBODY = "0000000000"  # an id that no row has
GONE = {404, 405}  # 405 only where an id that does not exist gets it too


def document():
    kinds = (
        (BLOCK, "hero", {"headline": "Aurora"}),
        ("form000000", "lead_form", {"headline": "Be the first", "button_text": "Tell me"}),
        ("footer0000", "footer", {"contact": "Aurora SAS"}),
    )
    return {
        "theme": {},
        "blocks": [{"id": id, "kind": kind, "data": KINDS[kind].clean(raw)} for id, kind, raw in kinds],
    }


@pytest.fixture
def full(world):
    """The world with a published launch that has a lead."""
    with within(world.workspace):
        for variant in Variant.objects.filter(launch=world.launch):
            variant.current = Revision.objects.create(
                workspace=world.workspace,
                variant=variant,
                document=document(),
                parent=variant.current,
                summary="Page",
            )
            variant.save(update_fields=["current"])
        publish(world.launch, world.owner)
        asked = published.live(world.launch.pk).asked["a"]
        register(
            Interest(
                world.workspace.pk, world.launch.pk, 1, "en",
                Address.parse("ada@example.org"), Given(), asked.notice, (), Visit("a"), "Aurora", "Aurora SAS",
            )
        )  # fmt: skip
    hand_over()
    with within(world.workspace):
        lead = Lead.objects.get()
        endpoint = endpoints.add(world.workspace, world.launch, "https://hook.example.org/", world.owner)
        queue.created(world.workspace.pk, world.launch.pk, [lead.pk])
        token, secret = tokens.make(world.workspace, "Aurora’s program", list(SCOPES), world.owner)
        recall = Recall.objects.create(
            workspace=world.workspace, launch=world.launch, launch_name="Aurora", lead="takenback0", how=token.way,
            left_on=lead.created_at.date(), reason=Recall.ERASED, at=lead.created_at, due_by=lead.created_at,
        )  # fmt: skip
        told = Update(
            workspace=world.workspace, launch=world.launch, title="Aurora’s news", text="<p>Aurora SAS</p>"
        )
        updates.publish(told)
        shared = links.make(Round.objects.get(), world.owner)  # two variants are a test
    with within(world.elsewhere):
        _token, theirs = tokens.make(world.elsewhere, "Theirs", list(SCOPES), world.stranger)
    about_them = Announcement.objects.create(
        kind=Announcement.SUSPENSION, workspace=world.workspace, goes_at=lead.created_at,
        title_en="Aurora SAS is suspended", title_fr="Aurora SAS", text_en="Aurora SAS", text_fr="Aurora SAS",
    )  # fmt: skip
    world.ids = {
        "announcement": about_them.pk,
        "endpoint": endpoint.pk,
        "token": token.pk,
        "recall": recall.pk,
        "lead": lead.pk,
        "update": told.pk,
        "link": shared.pk,
    }
    world.secret, world.strangers_secret = secret, theirs
    return world


# Parameters that name something of a workspace's. All others are values of ours, or keys that open by themselves.
OURS = {"launch", "lead", "endpoint", "token", "recall", "revision", "consent", "workspace", "update", "link"}
NO_KEY = "bm90LWEta2V5:1vXyZ0:not-a-key"  # in the shape of a signed link, signed by nobody
# Below these a parameter is a signed link: whoever holds it is who it was made for. Each has tests of its own.
KEYED = (
    "/p/", "/mail/", "/confirm/", "/my-data/", "/rights/follow/", "/report-a-child/", "/outbox/", "/ask/", "/accounts/",
    "/newsletter/confirm/", "/mail-events/", "/shared/",
)  # fmt: skip

# What answers everyone, and why. The beginning of an address.
PUBLIC = {
    "/accounts/": "signing in and up, and a forgotten password",
    "/language": "a choice of the browser's own",
    "/theme": "a choice of the browser's own",
    "/p/": "the link to a preview that an owner sends",
    "/shared/": "the link to a test that an owner gives away",
    "/pictures/": "pictures of pages, by the hash of their bytes",
    "/confirm/": "the link in a letter that asks whether it was them",
    "/mail/": "the link in each message, to choices about mail",
    "/status/": "how the service stands, and what was announced to all",
    "/mail-events/": "where the mail provider posts what came back; its address is the key",
    "/my-data/": "the link in a letter, sent to the address it is about",
    "/newsletter/": "the newsletter: its issues, its feeds, the form that asks for it",
    "/rights/": "anyone may use their rights",
    "/report-a-child/": "anyone may report",
    "/privacy/": "the privacy policy",
    "/cookies/": "the cookie page",
    "/california/": "California's rights",
    "/security/": "where to report a weakness",
    "/records": "the record of processing, which names kinds of data and no one",
    "/promises": "the promises and how they are kept",
    "/.well-known/": "what programs look for there",
    "/api/v1/openapi.json": "the description of the API, the same for all",
    "/api/v1/": "the description of the API; its operations want a token",
}


KINDS_OF = {"/operator/announcements/": "outage", "/data.": "csv", "/picture.": "svg"}


def names(world, route=""):
    """A value for each name in an address, of the owner's world."""
    with everywhere():
        known = {
            "launch": world.launch.pk,
            "workspace": world.workspace.pk,
            "letter": "a",
            "block": BLOCK,
            "revision": Variant.objects.get(launch=world.launch, letter="a").current_id,
            "key": "soon",
            "language": "en",
            "rest": "nowhere",
            "number": 1,
            "before": 1,
            "name": "0" * 64 + ".webp" if route.startswith("/pictures/") else "welcome",
            "uidb36": "1",
            "request_id": NOBODY,
            "case": NOBODY,
            "attachment": NOBODY,
            "slug": "nothing",
            "issue": NOBODY,
            "listed": NOBODY,
            "kind": next((kind for part, kind in KINDS_OF.items() if part in route), "atom"),
            "consent": Consent.objects.values_list("pk", flat=True)[0],
            **world.ids,
        }
    if route.startswith(KEYED):
        known |= {"token": NO_KEY, "key": NO_KEY, "secret": NO_KEY}
    return known


def nowhere(known):
    """The same address with ids that no row has."""
    other = {name: NOBODY for name in OURS if name in known and known[name] != NO_KEY}
    return {**known, **other, "revision": 2_000_000_000}


def patterns(resolver=None, before=""):
    """(address with {names}) of every pattern, read from the URL map itself."""
    for pattern in (resolver or get_resolver(settings.ROOT_URLCONF)).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, before + str(pattern.pattern))
            continue
        route = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", r"{\1}", before + str(pattern.pattern))
        route = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route)
        yield "/" + route.replace("^", "").replace("$", "").replace("\\", "")


ALL = sorted(set(patterns()))
OWNED = [route for route in ALL if not route.startswith(KEYED) and {n for n in OURS if f"{{{n}}}" in route}]
OPEN = [route for route in ALL if route == "/" or route.startswith(tuple(set(PUBLIC) - {"/api/v1/"}))]
API = [route for route in ALL if route.startswith("/api/v1/")]
METHODS = ["get", "head", "post", "delete"]


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def browser(world, user, route):
    """Signed in as `user`; a fresh one where the address signs out, or nobody does."""
    if user is None:
        return Client()
    if route.startswith("/accounts/"):
        return signed_in(user)
    kept = world.__dict__.setdefault("browsers", {})
    if user.pk not in kept:
        kept[user.pk] = signed_in(user)
    return kept[user.pk]


def asked(world, route, method, user=None, secret="", known=None):
    """The answer to a fresh browser (signed in as `user`), or to a program with a token."""
    client = browser(world, user, route)
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    return getattr(client, method)(route.format(**(known or names(world, route))), headers=headers)


def text(response):
    streamed = b"".join(response.streaming_content) if response.streaming else response.content
    return streamed.decode("utf-8", "replace") + repr(dict(response.headers))


def needles(world):
    """What only the owner's workspace has: names and ids that no answer to anyone else may hold."""
    return {
        "ada@example.org",
        "Aurora SAS",
        "Aurora’s program",
        "Aurora’s news",
        "hook.example.org",
        world.secret,
        *world.ids.values(),
    }


def test_the_map_was_read():
    assert len(ALL) > 80
    assert len(OWNED) > 40
    assert "/launches/{launch}/leads/{lead}/" in OWNED
    assert "/api/v1/launches/{launch}/leads" in OWNED
    assert "/connections/webhooks/{endpoint}/secret" in OWNED


@pytest.mark.django_db
def test_every_parameter_is_known(full):
    """Or nobody would notice that an address was walked with nothing in it."""
    for route in ALL:
        unknown = set(re.findall(r"{(\w+)}", route)) - names(full, route).keys()
        assert not unknown, f"{route}: give {unknown} a value of the owner's world in names()"


def test_what_is_public_has_a_reason():
    for prefix in PUBLIC:
        assert any(route.startswith(prefix) for route in ALL), f"{prefix} is gone"


@pytest.mark.django_db
@pytest.mark.parametrize("method", METHODS)
def test_nobody_gets_in_unsigned(full, method):
    for route in ALL:
        response = asked(full, route, method)
        if route in OPEN or (route == "/api/v1/" and method in ("get", "head")):
            assert response.status_code < 500, f"{method} {route}: {response.status_code}"
        elif route.startswith("/api/v1/"):
            assert response.status_code in {401, *GONE}, f"{method} {route}: {response.status_code}"
        else:
            sent_to_sign_in = response.status_code == 302 and "login" in response["Location"]
            assert sent_to_sign_in or response.status_code in GONE, f"{method} {route}: {response.status_code}"
        found = [
            one for one in needles(full) - set(map(str, names(full, route).values())) if one in text(response)
        ]
        assert not found or route.startswith("/pictures/"), f"{method} {route}: {found}"


@pytest.mark.django_db
@pytest.mark.parametrize("method", METHODS)
def test_a_stranger_cannot_tell_that_it_exists(full, method):
    """The answer to another owner's ids is the answer to ids that never were, word for word."""
    before = rows(full)
    for route in OWNED:
        known = names(full, route)
        who = {"secret": full.strangers_secret} if route.startswith("/api/") else {"user": full.stranger}
        response = asked(full, route, method, known=known, **who)
        nothing = asked(full, route, method, known=nowhere(known), **who)
        assert response.status_code in GONE, f"{method} {route}: {response.status_code}"
        assert response.status_code == nothing.status_code, f"{method} {route}"
        assert blind(response, known) == blind(nothing, nowhere(known)), f"{method} {route}"
    assert rows(full) == before


@pytest.mark.django_db
@pytest.mark.parametrize("method", METHODS)
def test_no_address_says_anything_of_another_workspace(full, method):
    """Lists, forms, files, API: a stranger's session and a stranger's token meet nothing of the owner's, anywhere, and
    whatever they send changes nothing there."""
    before = rows(full)
    for route in ALL:
        known = names(full, route)
        for who in ({"user": full.stranger}, {"secret": full.strangers_secret}):
            response = asked(full, route, method, known=known, **who)
            assert response.status_code < 500, f"{method} {route}: {response.status_code}"
            path = response.wsgi_request.path
            said = text(response).replace(path, "")
            found = [one for one in needles(full) - {*map(str, known.values())} if one in said]
            assert not found, f"{method} {route}: {found}"
    assert rows(full) == before


@pytest.mark.django_db
def test_a_strangers_own_launch_does_not_open_the_owners_parts(full):
    """The launch is theirs; the lead, state or anything else in the address is not."""
    for route in OWNED:
        known = {**names(full, route), "launch": full.theirs.pk}
        if {name for name in OURS - {"launch"} if f"{{{name}}}" in route}:
            who = {"secret": full.strangers_secret} if route.startswith("/api/") else {"user": full.stranger}
            response = asked(full, route, "get", known=known, **who)
            assert response.status_code in GONE, f"{route}: {response.status_code}"


@pytest.mark.django_db
def test_the_owner_gets_in(full):
    """Or all of the above would hold of a house without doors."""
    opened = 0
    for route in OWNED:
        who = {"secret": full.secret} if route.startswith("/api/") else {"user": full.owner}
        opened += asked(full, route, "get", **who).status_code in (200, 302)
    assert opened > 15


@pytest.mark.django_db
def test_looking_changes_nothing(full):
    """For whoever is signed in, or nobody. (A program that reads a lead leaves its row in the ledger: on purpose.)"""
    for user in (full.owner, full.member, None):
        before = rows()
        for route in ALL:
            for method in ("get", "head"):
                response = asked(full, route, method, user)
                assert response.status_code < 500, f"{route}: {response.status_code}"
        after = rows()
        assert {model for model in before if before[model] != after[model]} == set()


def rows(world=None):
    """A digest of every table's rows but the sessions', which record that someone is signed in, and when; of `world`'s
    workspace alone where one is given."""
    with everywhere():
        return {
            model._meta.label: hashlib.sha256(
                repr(sorted(map(repr, _of(model, world).values_list()))).encode()
            ).hexdigest()
            for model in apps.get_models()
            if model._meta.label not in ("sessions.Session", "accounts.User")
            and (world is None or any(field.name == "workspace" for field in model._meta.fields))
        }


def _of(model, world):
    return model.objects.all() if world is None else model.objects.filter(workspace=world.workspace)


def blind(response, known):
    """The answer's text without what differs by nature: ids asked for, and the nonces of one answer."""
    body = response.content.decode()
    for name in (OURS & known.keys()) - {"revision"}:  # a small number, which stands elsewhere too
        body = body.replace(str(known[name]), "")
    for secret in (
        getattr(response.wsgi_request, "csp_nonce", ""),
        response.wsgi_request.META.get("CSRF_COOKIE", ""),
    ):
        body = body.replace(str(secret), "") if secret else body
    return "\n".join(line for line in body.splitlines() if "csrf" not in line)
