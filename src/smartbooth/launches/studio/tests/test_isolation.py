"""Every address of the studio: the owner and the member get in, a stranger finds nothing, nobody enters unsigned."""

import pytest
from django.urls import reverse

from smartbooth.accounts.tenancy import everywhere
from smartbooth.launches.models import Launch, Publication, Revision, Variant
from smartbooth.launches.urls import urlpatterns

ROUTES = [(pattern.name, pattern.pattern.converters) for pattern in urlpatterns]
OF_A_LAUNCH = [route for route in ROUTES if "launch" in route[1]]
GET_ONLY = {"home", "page", "preview", "history", "revision", "variants", "publication", "settings", "schedule"}


def address(route, page):
    name, needed = route
    variant = page.variant()
    known = {
        "launch": page.launch.pk, "letter": "a", "block": page.blocks()[0]["id"], "revision": variant.current_id,
        "key": "soon", "language": "en",
    }  # fmt: skip
    return reverse(f"launches:{name}", kwargs={one: known[one] for one in needed})


def state():
    """Everything a GET might have changed."""
    with everywhere():
        return [list(model.objects.order_by("pk").values()) for model in (Launch, Variant, Revision, Publication)]


@pytest.mark.parametrize("route", OF_A_LAUNCH, ids=lambda route: route[0])
@pytest.mark.parametrize("method", ["get", "post", "delete"])
def test_a_stranger_finds_nothing(route, method, page, stranger):
    before = state()
    answer = getattr(stranger, method)(address(route, page))
    assert answer.status_code in (404, 405)
    assert "Nightline" not in answer.content.decode()
    assert state() == before


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route[0])
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_enters_unsigned(route, method, page, client):
    before = state()
    answer = getattr(client, method)(address(route, page))
    assert answer.status_code == 302
    assert answer["location"].startswith("/accounts/login/")
    assert state() == before


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route[0])
def test_getting_changes_nothing(route, page, owner, member):
    before = state()
    for client in (owner, member):
        answer = client.get(address(route, page))
        allowed = (200, 302) if route[0] in GET_ONLY or "launch" not in route[1] else (405,)
        assert answer.status_code in allowed
        assert client.head(address(route, page)).status_code == answer.status_code
    assert state() == before


def test_a_picture_list_shows_ones_own_only(page, owner, stranger):
    assert (
        owner.get("/launches/pictures/").json() == {"pictures": []} == stranger.get("/launches/pictures/").json()
    )


def test_an_account_without_workspace_gets_a_404(world, client):
    world.owner.membership_set.all().delete()
    client.force_login(world.owner)
    assert client.get("/launches/").status_code == 404
