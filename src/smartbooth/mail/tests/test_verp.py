import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from smartbooth.core.ids import token
from smartbooth.mail import optout, verp

pytestmark = pytest.mark.django_db  # the signature's key is in the key store


def local(row: str) -> str:
    return verp.return_path(row).rpartition("@")[0]


def test_the_return_path_names_its_row(settings):
    settings.MAIL_DOMAIN = "mail.example.org"
    made = verp.return_path("k3f9zzzzzz")
    assert made.startswith("bounces+k3f9zzzzzz.") and made.endswith("@mail.example.org")
    assert verp.return_path("k3f9zzzzzz") == made
    assert verp.read(made.rpartition("@")[0]) == "k3f9zzzzzz"


def test_a_server_may_write_it_in_capitals():
    row = token()
    assert verp.read(local(row).upper()) == row


def test_it_fits_a_mail_address_for_the_longest_id():
    assert len(local("z" * 16)) <= 64


@given(st.data())
def test_one_that_was_changed_anywhere_is_none(data):
    made = local(token())
    place = data.draw(st.integers(0, len(made) - 1))
    other = data.draw(st.characters().filter(lambda char: char.lower() != made[place]))
    with pytest.raises(verp.NoReturnPath):
        verp.read(made[:place] + other + made[place + 1 :])


@given(st.text(alphabet=st.characters(exclude_categories=())))
@example("bounces+\udcff.abc")
@example("bounces+.")
def test_any_text_is_none_and_nothing_worse(text):
    with pytest.raises(verp.NoReturnPath):
        verp.read(text)


def test_another_uses_signature_is_none():
    row = token()
    with pytest.raises(verp.NoReturnPath):
        verp.read(f"bounces+{row}.{optout.sign(optout.USE, row)}")
