import pytest

from smartbooth.registry import categories, recipients
from smartbooth.registry.categories import CATEGORIES, Unknown


def test_what_someone_can_be_reached_by_is_contact_data():
    contact = {key for key, one in CATEGORIES.items() if one.contact}
    assert contact == {"user.contact.email", "user.contact.phone_number", "user.contact.address", "user.name"}


def test_an_unknown_category_is_an_error():
    assert categories.category("user.name").words
    with pytest.raises(Unknown):
        categories.category("user.shoe_size")


def test_words_come_in_the_lists_order_each_once():
    assert [str(one) for one in categories.words(["user.name", "user.contact.email"])] == ["mail address", "name"]


def test_everybody_who_may_receive_something_has_words():
    assert {"person", "owner", "operator", "public", "nobody", "hosting", "owner-webhook"} <= recipients.known()
    assert all(str(recipients.words(key)) for key in recipients.known())
