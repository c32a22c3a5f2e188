import pytest
from django.core.exceptions import ValidationError

from smartbooth.launches.studio import addresses


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Aurora", "aurora"), ("Été à Kyoto", "ete-a-kyoto"), ("  L'œuvre no 5! ", "l-oeuvre-no-5"), ("日本", ""),
     ("x" * 60, "x" * 40), ("a" * 39 + " b", "a" * 39)],
)  # fmt: skip
def test_a_name_suggests_an_address(name, slug):
    assert addresses.suggest(name) == slug


def test_a_free_one_is_found(world):
    assert addresses.free("Aurora") == "aurora-2"
    assert addresses.free("Borealis") == "borealis-2"  # the stranger's: addresses are one to the installation
    assert addresses.free("Admin") == "admin-2"
    assert addresses.free("日本") == "launch"


@pytest.mark.parametrize("slug", ["a_b", "-a", "a-", "a.b", "é", "a b", "", "x" * 41, "xn--caf-dma", "www", "a\n"])
def test_what_is_no_address_is_refused(slug, world):
    if slug == "a\n":
        assert addresses.check(slug) == "a"
        return
    with pytest.raises(ValidationError):
        addresses.check(slug)


def test_taken_is_told_with_one_that_is_free(world):
    with pytest.raises(ValidationError, match="aurora-2"):
        addresses.check("Aurora")
    assert addresses.check("aurora", besides=world.launch) == "aurora"


def test_the_browser_asks_while_typing(world, owner):
    answer = owner.get("/launches/new/address", {"name": "Aurora", "slug": "", "address": "path"}).json()
    assert answer["slug"] == "aurora-2" and answer["url"].endswith("/aurora-2") and not answer["problem"]
    assert owner.get("/launches/new/address", {"slug": "admin"}).json()["problem"]
    own = {"slug": "aurora", "launch": world.launch.pk}
    assert not owner.get("/launches/new/address", own).json()["problem"]
    assert owner.get("/launches/new/address", {**own, "launch": world.theirs.pk}).status_code == 404


def test_no_launch_can_stand_before_the_studio_or_the_shared_host(world, settings):
    settings.PAGES_DOMAIN = "example.org"
    settings.STUDIO_HOST, settings.PATH_HOST = "console.example.org", "go.example.org"
    settings.STUDIO_ALIASES = ["desk.example.org"]
    for slug in ("console", "go", "desk"):
        with pytest.raises(ValidationError):
            addresses.check(slug)
        assert addresses.free(slug) == f"{slug}-2"
