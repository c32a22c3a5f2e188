"""Every address of the studio: a stranger finds nothing, nobody gets in unsigned, and looking changes nothing."""

import hashlib

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.urls import URLResolver, get_resolver

from smartbooth.accounts.tenancy import everywhere, within
from smartbooth.handover.list import hand_over
from smartbooth.launches.blocks import KINDS
from smartbooth.launches.models import Revision, Variant
from smartbooth.launches.publish import publish
from smartbooth.leads import published
from smartbooth.leads.given import Given
from smartbooth.leads.models import Lead
from smartbooth.leads.register import Interest, register
from smartbooth.leads.visit import Visit
from smartbooth.people.address import Address

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
    return world


def names(world):
    """A value for each name in an address."""
    with everywhere():
        return {
            "launch": world.launch.pk,
            "letter": "a",
            "block": BLOCK,
            "revision": Variant.objects.get(launch=world.launch, letter="a").current_id,
            "lead": Lead.objects.get().pk,
            "key": "soon",
            "language": "en",
        }


def patterns(resolver=None, before=""):
    """(address with {names}, the names) of every pattern under /launches/, read from the URL map itself."""
    for pattern in (resolver or get_resolver(settings.ROOT_URLCONF)).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, before + str(pattern.pattern))
            continue
        route = before + str(pattern.pattern)
        if route.startswith("launches/"):
            for name, converter in pattern.pattern.converters.items():
                kind = "int" if type(converter).__name__ == "IntConverter" else "str"
                route = route.replace(f"<{kind}:{name}>", f"{{{name}}}")
            yield "/" + route


ALL = sorted(set(patterns()))
OWNED = [route for route in ALL if "{launch}" in route]


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def test_the_map_was_read():
    assert len(OWNED) > 20
    assert "/launches/{launch}/leads/{lead}/" in OWNED


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "head", "post", "delete"])
def test_nobody_gets_in_unsigned(full, method):
    known = names(full)
    for route in ALL:
        response = getattr(Client(), method)(route.format(**known))
        sent_to_sign_in = response.status_code == 302 and "login" in response["Location"]
        assert sent_to_sign_in or response.status_code in GONE, f"{method} {route}: {response.status_code}"


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "head", "post", "delete"])
def test_a_stranger_cannot_tell_that_it_exists(full, method):
    """The answer to another owner's ids is the answer to ids that never were, word for word."""
    known, client = names(full), signed_in(full.stranger)
    nowhere = {**known, "launch": NOBODY, "lead": NOBODY, "revision": 2_000_000_000}
    before = rows()
    for route in OWNED:
        response = getattr(client, method)(route.format(**known))
        nothing = getattr(client, method)(route.format(**nowhere))
        assert response.status_code in GONE, f"{method} {route}: {response.status_code}"
        assert response.status_code == nothing.status_code, f"{method} {route}"
        assert blind(response, known) == blind(nothing, nowhere), f"{method} {route}"
    assert rows() == before


@pytest.mark.django_db
def test_a_strangers_own_launch_does_not_open_the_owners_parts(full):
    """The launch is theirs, the lead or state in the address is not."""
    known, client = {**names(full), "launch": full.theirs.pk}, signed_in(full.stranger)
    for route in OWNED:
        if "{lead}" in route or "{revision}" in route:
            response = client.get(route.format(**known))
            assert response.status_code in GONE, f"{route}: {response.status_code}"


@pytest.mark.django_db
def test_looking_changes_nothing(full):
    known = names(full)
    for user in (full.owner, full.member):
        client = signed_in(user)
        before = rows()
        for route in ALL:
            for method in (client.get, client.head):
                response = method(route.format(**known))
                assert response.status_code < 500, f"{route}: {response.status_code}"
        after = rows()
        assert {model for model in before if before[model] != after[model]} == set()


def rows():
    """A digest of every table's rows but the sessions', which record that someone is signed in."""
    with everywhere():
        return {
            model._meta.label: hashlib.sha256(
                repr(sorted(map(repr, model.objects.values_list()))).encode()
            ).hexdigest()
            for model in apps.get_models()
            if model._meta.label != "sessions.Session"
        }


def blind(response, known):
    """The answer's text without what differs by nature: ids asked for, and the nonces of one answer."""
    text = response.content.decode()
    for name in ("launch", "lead"):
        text = text.replace(str(known[name]), "")
    for secret in (
        getattr(response.wsgi_request, "csp_nonce", ""),
        response.wsgi_request.META.get("CSRF_COOKIE", ""),
    ):
        text = text.replace(str(secret), "") if secret else text
    return "\n".join(line for line in text.splitlines() if "csrf" not in line)
