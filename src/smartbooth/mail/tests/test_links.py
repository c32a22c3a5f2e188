from datetime import timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from smartbooth.core import clock
from smartbooth.core.ids import token
from smartbooth.mail import links

SOON = timedelta(hours=1)


def test_a_link_is_read_until_its_end():
    end = clock.now() + SOON
    made = links.sign("my-data", "abc", "def", until=end)
    assert links.read("my-data", made) == ("abc", "def")
    assert links.sign("my-data", "abc", "def", until=end) == made
    with clock.at(end + timedelta(seconds=1)), pytest.raises(links.Expired):
        links.read("my-data", made)


def test_a_link_is_for_one_use():
    made = links.sign("my-data", "abc", until=clock.now() + SOON)
    with pytest.raises(links.BadLink):
        links.read("confirm", made)


@given(st.data())
def test_a_link_that_was_changed_anywhere_is_none(data):
    made = links.sign("my-data", token(), until=clock.now() + SOON)
    place = data.draw(st.integers(0, len(made) - 1))
    other = data.draw(st.characters().filter(lambda char: char != made[place]))
    with pytest.raises(links.BadLink):
        links.read("my-data", made[:place] + other + made[place + 1 :])


@given(st.text())
@example("\ud800~0~0")
@example("0~0~\ud800")
def test_any_text_is_a_bad_link_and_nothing_worse(text):
    with pytest.raises(links.BadLink):
        links.read("my-data", text)


def test_links_are_on_the_studios_host(settings):
    settings.SCHEME, settings.STUDIO_HOST, settings.PUBLIC_PORT = "https", "studio.example.org", ""
    assert links.absolute("/my-data/") == "https://studio.example.org/my-data/"
