"""Settings that would make the policy untrue are said at start."""

import pytest

from smartbooth.policy import checks, law


def ids(found):
    return [one.id for one in found]


@pytest.mark.parametrize("name", ["COMPANY_COUNTRY", "HOSTING_COUNTRY", "MAIL_COUNTRY"])
@pytest.mark.parametrize("code", ["", "france", "fr", "XX"])
def test_a_country_that_is_none(settings, name, code):
    assert checks.places() == []
    setattr(settings, name, code)
    assert ids(checks.places()) == ["smartbooth.E171"]


@pytest.mark.parametrize(
    ("country", "asks"), [("FR", False), ("NO", False), ("JP", False), ("US", True), ("IN", True)]
)
def test_machines_beyond_the_law_need_a_tool(settings, country, asks):
    settings.HOSTING_COUNTRY = country
    assert ids(checks.places()) == ["smartbooth.E172"] * asks
    settings.HOSTING_TOOL = "standard contractual clauses 2021/914"
    assert checks.places() == []
    assert law.leaves(country) == asks


@pytest.mark.parametrize("carried", [{"MAIL_COMPANY": "Postbote Inc."}, {"MAIL_TRANSPORT": "provider"}])
def test_so_do_letters_that_another_company_carries(settings, carried):
    settings.MAIL_COUNTRY = "US"
    assert checks.places() == []  # by the company's own server
    for name, value in carried.items():
        setattr(settings, name, value)
    assert ids(checks.places()) == ["smartbooth.E174"]
    settings.MAIL_TOOL = "standard contractual clauses 2021/914"
    assert checks.places() == []


def test_a_public_installation_names_where_letters_reach_it(settings):
    assert checks.sender() == []
    settings.STUDIO_HOST = "studio.example.org"
    assert ids(checks.sender()) == ["smartbooth.W171"]
    settings.POSTAL_ADDRESS = "1 quai de la Lune, 13002 Marseille"
    assert checks.sender() == []


def test_the_source_has_an_address(settings):
    settings.SOURCE_URL = "our shelf"
    assert ids(checks.sender()) == ["smartbooth.E173"]
