"""A purpose has a basis for whose data it is used on, everywhere; what is not declared is a gap, never a pass."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartbooth.registry.bases import Basis, Gap, basis
from smartbooth.registry.labels import Personal, everything
from smartbooth.registry.purposes import DECLARED, Purpose
from smartbooth.registry.subjects import Region, Subject, region

USED = sorted(
    {(purpose, one.subject) for _, one in everything() if isinstance(one, Personal) for purpose in one.purposes}
)


@pytest.mark.parametrize(("purpose", "subject"), USED)
def test_what_labels_use_has_a_basis_in_every_region(purpose, subject):
    assert all(isinstance(basis(purpose, subject, where), Basis) for where in Region)


@given(st.sampled_from(Purpose), st.sampled_from(Subject), st.sampled_from(Region))
def test_there_is_a_basis_or_an_error(purpose, subject, where):
    try:
        assert basis(purpose, subject, where) in Basis
    except Gap as gap:
        assert str(purpose.value) in str(gap) and str(subject.value) in str(gap)


def test_a_gap_is_an_error():
    with pytest.raises(Gap):
        basis(Purpose.BILLING, Subject.VISITOR, Region.EU)


@pytest.mark.parametrize("subject", [Subject.LEAD, Subject.OWNER])
def test_marketing_wants_consent_first_in_europe(subject):
    assert basis(Purpose.MARKETING, subject, Region.EU) is Basis.CONSENT
    assert basis(Purpose.MARKETING, subject, Region.US) is Basis.OPT_OUT


def test_advertising_cookies_want_consent_everywhere():
    assert {basis(Purpose.MARKETING, Subject.VISITOR, where) for where in Region} == {Basis.CONSENT}


def test_thirteen_purposes_in_the_policys_order():
    assert [DECLARED[purpose].number for purpose in Purpose] == list(range(1, 14))


@given(st.text(max_size=4))
def test_a_country_we_do_not_know_gets_the_strictest_rule(country):
    if not (len(country.upper()) == 2 and country.isascii() and country.isalpha()):
        assert region(country) is Region.EU


@pytest.mark.parametrize(
    ("country", "where"),
    [
        ("FR", Region.EU),
        ("GB", Region.EU),
        ("ZZ", Region.EU),
        ("", Region.EU),
        ("fr", Region.EU),
        ("RE", Region.EU),
        ("US", Region.US),
        ("BR", Region.OTHER),
    ],
)
def test_regions(country, where):
    assert region(country) is where
