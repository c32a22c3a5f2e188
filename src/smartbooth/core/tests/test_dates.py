from datetime import date, datetime

import pytest
from django.template import engines
from django.utils import translation

from smartbooth.core.dates import written

FIRST, SECOND = date(2026, 12, 1), date(2026, 12, 2)


@pytest.mark.parametrize(
    ("form", "english", "french", "second"),
    [
        ("j F", "1 December", "1er décembre", "2 décembre"),
        ("D j M", "Tue 1 Dec", "mar 1er déc", "mer 2 déc"),
        ("j F Y", "1 December 2026", "1er décembre 2026", "2 décembre 2026"),
    ],
)
def test_the_first_of_a_month(form, english, french, second):
    assert written(FIRST, form) == english
    with translation.override("fr"):
        assert written(FIRST, form).replace("Déc", "déc").lower() == french.lower()
        assert written(SECOND, form).lower() == second.lower()


def test_templates_write_it_too():
    page = engines["django"].from_string('{{ at|date:"j F, H:i" }} {{ none|date:"j F" }}')
    with translation.override("fr"):
        assert page.render({"at": datetime(2026, 12, 1, 9, 5), "none": ""}).strip() == "1er décembre, 09:05"
