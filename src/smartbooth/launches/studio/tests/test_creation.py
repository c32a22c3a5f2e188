import pytest

from smartbooth.accounts.tenancy import within
from smartbooth.launches.models import Launch
from smartbooth.launches.starters import STARTERS
from smartbooth.launches.studio import addresses

FACTS = {
    "name": "Été à Kyoto",
    "slug": "",
    "address": "host",
    "language": "fr",
    "goal": "lead",
    "template": "soon",
}


def test_a_launch_starts_with_the_chosen_page_in_its_language(owner, world):
    answer = owner.post("/launches/new/", FACTS)
    with within(world.workspace):
        made = Launch.objects.get(slug="ete-a-kyoto")
        document = made.variants.get().document
    assert answer["location"] == f"/launches/{made.pk}/page/a/"
    kinds = [block["kind"] for block in STARTERS["soon"].document("fr")["blocks"]]
    assert [block["kind"] for block in document["blocks"]] == kinds
    assert owner.get(answer["location"]).status_code == 200


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"slug": "aurora"}, {"slug": "WW W"}, {"template": "none"}, {"goal": "?"}]
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(wrong, owner, world):
    answer = owner.post("/launches/new/", {**FACTS, **wrong})
    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()
    if "name" not in wrong:
        assert "Été à Kyoto" in answer.content.decode()


@pytest.mark.parametrize("key", STARTERS)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_chooser_draws_each_starter_in_a_sandbox(key, language, owner):
    answer = owner.get(f"/launches/new/starters/{key}/{language}/")
    assert answer.status_code == 200 and f'lang="{language}"' in answer.content.decode()
    assert "sandbox" in answer["content-security-policy"] and "script-src" not in answer["content-security-policy"]


def test_no_other_starter_or_language(owner):
    assert owner.get("/launches/new/starters/none/en/").status_code == 404
    assert owner.get("/launches/new/starters/soon/de/").status_code == 404


def test_an_address_taken_between_the_look_and_the_saving_is_told(owner, world, monkeypatch):
    monkeypatch.setattr(addresses, "taken", lambda slug, besides=None: slug == "aurora-2")
    answer = owner.post("/launches/new/", {**FACTS, "slug": "borealis"})
    assert answer.status_code == 422 and "borealis" in str(answer.context["form"].errors["slug"])
    own = {**FACTS, "slug": "borealis", "name": "Mine"}
    answer = owner.post(f"/launches/{world.launch.pk}/settings/", own)
    assert answer.status_code == 422 and "borealis" in str(answer.context["form"].errors["slug"])
    with within(world.workspace):
        assert Launch.objects.get(pk=world.launch.pk).name == "Aurora"
