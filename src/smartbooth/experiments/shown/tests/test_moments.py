"""One clock on a page: where a sentence names an hour, the reader's script can say it in the reader's zone."""

from django.utils import translation

from smartbooth.core import clock
from smartbooth.experiments.models import Round
from smartbooth.experiments.moments import spoken
from smartbooth.experiments.shown.moments import at, marked, span
from smartbooth.experiments.tests.seeds import HOUR, NOW
from smartbooth.launches.studio.when import mark


def test_an_hour_of_today_reads_alike_in_every_sentence():
    with clock.at(NOW), translation.override("en"):
        said = marked(f"<A> begins at {at(HOUR + 1)}.", HOUR + 1)
        assert said == f"&lt;A&gt; begins at {mark(HOUR + 1)}."
        assert '<time datetime="2026-11-04T13:00:00+00:00" data-local="hour">14:00 CET</time>' in said


def test_another_day_is_named():
    with clock.at(NOW), translation.override("en"):
        assert marked(f"Since {at(HOUR - 24)}.", HOUR - 24) == (
            'Since <time datetime="2026-11-03T12:00:00+00:00" data-local="day">13:00 CET on 3 November</time>.'
        )
        assert marked("Nothing & nobody.", None) == "Nothing &amp; nobody."


def test_when_a_test_is_or_was():
    with clock.at(NOW), translation.override("en"):
        assert span(Round(begun_hour=HOUR - 48), spoken) == "since 2 November"
        assert span(Round(begun_hour=HOUR - 48, ended_hour=HOUR + 1)) == "since 2 Nov"
        assert span(Round(begun_hour=HOUR - 48, ended_hour=HOUR - 20)) == "2 Nov – 3 Nov"
        assert span(Round(begun_hour=HOUR + 1)) == "from 14:00 CET on"
