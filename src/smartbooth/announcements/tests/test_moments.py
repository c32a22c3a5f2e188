"""Moments as they are said: in the service's time zone, in each language."""

from datetime import UTC, datetime

import pytest
from django.utils.translation import override

from smartbooth.announcements import moments
from smartbooth.announcements.models import Announcement
from smartbooth.announcements.shown import when

START, END = datetime(2026, 6, 3, 20, 0, tzinfo=UTC), datetime(2026, 6, 3, 21, 30, tzinfo=UTC)
NEXT = datetime(2026, 6, 4, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "start", "end", "said"),
    [
        ("en", START, END, "Wednesday 3 June 2026, from 22:00 to 23:30 (Paris time)"),
        ("fr", START, END, "mercredi 3 juin 2026, de 22:00 à 23:30 (heure de Paris)"),
        ("en", START, NEXT, "From Wednesday 3 June 2026, 22:00 to Thursday 4 June 2026, 03:00 (Paris time)"),
        ("fr", START, None, "Depuis le mercredi 3 juin 2026, 22:00 (heure de Paris)"),
        ("en", None, END, "Until Wednesday 3 June 2026, 23:30 (Paris time)"), ("en", None, None, ""),
    ],
)  # fmt: skip
def test_spans(settings, language, start, end, said):
    settings.TIME_ZONE = "Europe/Paris"
    with override(language):
        assert moments.span(start, end) == said


def test_soon_is_said_shortly(settings):
    settings.TIME_ZONE = "Europe/Paris"
    assert moments.near(START) == "Wednesday, 22:00"
    assert moments.near_span(START, END) == "Wednesday, from 22:00 to 23:30 (Paris time)"
    assert moments.near_span(START, NEXT) == "Wednesday 22:00 to Thursday 03:00 (Paris time)"


@pytest.mark.parametrize(("zone", "said"), [("UTC", "UTC"), ("America/New_York", "New York time")])
def test_whose_hour_it_is(settings, zone, said):
    settings.TIME_ZONE = zone
    assert moments.zone() == said


def test_a_change_holds_from_a_moment_on(settings):
    settings.TIME_ZONE = "Europe/Paris"
    change = Announcement(kind="change", starts_at=START)
    assert when(change) == "From Wednesday 3 June 2026, 22:00 on (Paris time)"
    assert when(Announcement(kind="change")) == ""
