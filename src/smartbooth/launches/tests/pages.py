"""Small documents for tests, cleaned as if saved."""

from smartbooth.accounts.tenancy import within
from smartbooth.launches import checks, editing
from smartbooth.launches.models import Variant


def hero(block="hero1", **data):
    return {"id": block, "kind": "hero", "data": {"headline": "Sleep all the way to Vienna", **data}}


def form(block="form1", **data):
    return {"id": block, "kind": "lead_form", "data": {"headline": "Be first", "button_text": "Tell me", **data}}


def button(block="butn1", url="https://shop.example.org/aurora?x=1&y=2", **data):
    return {"id": block, "kind": "button", "data": {"text": "Reserve", "url": url, **data}}


def document(*found, theme=None):
    return checks.parse({"theme": theme or {}, "blocks": list(found or (hero(), form()))})


def put(launch, *found, letters="ab"):
    """Save a page in the launch's variants, with the letter in its headline so that no two are the same."""
    with within(launch.workspace):
        for variant in Variant.objects.filter(launch=launch, letter__in=list(letters)):
            page = document(*found)
            if page["blocks"][0]["kind"] == "hero":
                page["blocks"][0]["data"]["headline"] += f" ({variant.letter})"
            editing.save(variant, page, "Page", None)
