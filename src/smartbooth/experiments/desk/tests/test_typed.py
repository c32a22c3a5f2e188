"""What the calculator says of numbers that cannot be, in the house's own words."""

from django.utils import translation

from smartbooth.experiments.desk.forms import TrafficForm


def test_errors_say_what_would_be_right():
    wrong = {"visitors": "99999999", "rate": "-3", "versions": ""}
    with translation.override("en"):
        errors = TrafficForm(wrong, doing="leave an address").errors
        assert errors["visitors"] == ["A number from 1 to 10,000,000."]
        assert errors["rate"] == ["A number above 0, up to 90."]
    with translation.override("fr"):
        assert (
            TrafficForm(wrong, doing="leave an address")
            .errors["versions"][0]
            .startswith("Un nombre entier de 2 à ")
        )
