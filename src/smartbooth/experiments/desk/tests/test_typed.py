"""What the calculator says of numbers that cannot be, in the house's own words."""

from django.utils import translation

from smartbooth.experiments.desk import calculator
from smartbooth.experiments.desk.forms import TrafficForm
from smartbooth.experiments.models import Round


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


def test_a_number_is_read_as_the_language_writes_it():
    typed = {"visitors": "400", "rate": "3,5", "versions": "2"}
    with translation.override("fr"):
        form = TrafficForm(typed, doing="leave an address")
        assert form.is_valid() and form.cleaned_data["rate"] == 3.5
        assert 'value="3.5"' in str(form["rate"])
    with translation.override("en"):
        assert list(TrafficForm(typed, doing="leave an address").errors) == ["rate"]


def test_what_cannot_be_is_told_before_it_is_sent():
    with translation.override("en"):
        said = calculator.typed(
            TrafficForm({"visitors": "-4", "rate": "", "versions": "2"}, doing="leave an address"), Round.LEAD
        ).sentence
    assert said.endswith("Visitors a day – A number from 1 to 10,000,000.")
