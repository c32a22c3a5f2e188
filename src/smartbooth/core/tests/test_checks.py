import pytest

from smartbooth.core import checks


def found(check):
    return {message.id for message in check()}


def test_a_laptop_has_nothing_to_complain_of():
    assert found(checks.hosts) | found(checks.encryption) | found(checks.limits) == set()


@pytest.mark.parametrize(
    ("change", "check", "says"),
    [
        ({"STUDIO_HOST": "https://studio.example.org"}, checks.hosts, "E001"),
        ({"PAGES_DOMAIN": ""}, checks.hosts, "E001"),
        ({"PATH_HOST": "Pages.example.org"}, checks.hosts, "E001"),
        ({"PATH_HOST": "localhost"}, checks.hosts, "E002"),
        ({"PATH_HOST": "127.0.0.1"}, checks.hosts, "E002"),
        ({"STUDIO_HOST": "studio.example.org", "PAGES_DOMAIN": "example.org"}, checks.hosts, "E003"),
        ({"PUBLIC_PORT": "8000"}, checks.hosts, "E004"),
        ({"SCHEME": "ftp"}, checks.encryption, "E005"),
        ({"HEADER_LIMIT": 512}, checks.limits, "E006"),
        ({"SUPPORT_ADDRESS": "nobody"}, checks.limits, "E007"),
        ({"LEAD_MONTHS": 61, "LEDGER_YEARS": 5}, checks.limits, "E008"),
        ({"STUDIO_HOST": "studio.example.org"}, checks.encryption, "W001"),
        ({"SCHEME": "https", "TRUSTED_PROXY_COUNT": 0}, checks.encryption, "W002"),
        (
            {"SCHEME": "https", "TRUSTED_PROXY_COUNT": 1, "STUDIO_HOST": "studio.example.org", "DEBUG": True},
            checks.encryption,
            "W003",
        ),
        ({"COOKIE_DAYS": 400}, checks.limits, "W004"),
        ({"TALLY_MONTHS": 26}, checks.limits, "W004"),
    ],
)
def test_each_contradiction_is_said(settings, change, check, says):
    for name, value in change.items():
        setattr(settings, name, value)
    assert found(check) == {f"smartbooth.{says}"}


def test_a_country_is_well_set(settings):
    for name, value in {
        "SCHEME": "https", "STUDIO_HOST": "studio.example.org", "PAGES_DOMAIN": "example.page",
        "PATH_HOST": "pages.example.page", "PUBLIC_PORT": "", "TRUSTED_PROXY_COUNT": 1,
    }.items():  # fmt: skip
        setattr(settings, name, value)
    assert found(checks.hosts) | found(checks.encryption) | found(checks.limits) == set()
