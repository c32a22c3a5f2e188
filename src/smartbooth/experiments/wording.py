"""The page's sentences."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from smartbooth.experiments.moments import spoken
from smartbooth.experiments.names import count, percent
from smartbooth.experiments.report import Report
from smartbooth.tallies.queries import Count


def sentence(report: Report) -> str:
    """Why they came: "214 people saw it today, 31 left their address." """
    if not report.total.visitors and not getattr(report.total, report.goal):
        return _("%(nobody)s.") % {"nobody": _people(0, when(report))}
    return _("%(people)s, %(goals)s.") % {
        "people": _people(report.total.visitors, when(report)),
        "goals": _goals(getattr(report.total, report.goal), report.goal),
    }


def today(report: Report) -> str:
    """The same for today, below a longer period; empty where it would say nothing new."""
    if report.asked.period in ("today", "custom") or report.period.span.first == report.period.span.last:
        return ""
    if not report.today.visitors and not getattr(report.today, report.goal):
        return _("Today: nobody yet.")
    people = ngettext("Today: %(n)s person", "Today: %(n)s people", report.today.visitors)
    return _("%(people)s, %(goals)s.") % {
        "people": people % {"n": count(report.today.visitors)},
        "goals": _goals(getattr(report.today, report.goal), report.goal),
    }


def when(report: Report) -> str:
    """The period, as it stands in a sentence."""
    first, last = report.period.first, report.period.last
    fixed = {"today": _("today"), "7d": _("in the last 7 days"), "30d": _("in the last 30 days")}
    if report.asked.period in fixed:
        return fixed[report.asked.period]
    if report.asked.period == "all":
        return _("since %(day)s") % {"day": spoken(first)}
    if first == last:
        return _("on %(day)s") % {"day": spoken(first)}
    return _("from %(first)s to %(last)s") % {"first": spoken(first), "last": spoken(last)}


def _people(number: int, period: str) -> str:
    if number == 0:
        return _("Nobody saw it %(when)s") % {"when": period}
    text = ngettext("%(n)s person saw it %(when)s", "%(n)s people saw it %(when)s", number)
    return text % {"n": count(number), "when": period}


def _goals(number: int, goal: str) -> str:
    if goal == "clickers":
        none, text = _("nobody clicked"), ngettext("%(n)s clicked", "%(n)s clicked", number)
    else:
        none = _("nobody left an address")
        text = ngettext("%(n)s left their address", "%(n)s left their address", number)
    return none if number == 0 else text % {"n": count(number)}


def arms(report: Report) -> str:
    """Each variant's rate in one sentence: what the picture of the rates shows."""
    parts = [
        _("%(letter)s %(rate)s (%(goals)s of %(visitors)s)")
        % {
            "letter": letter.upper(), "rate": percent(report.rate(c)),
            "goals": count(getattr(c, report.goal)), "visitors": count(c.visitors),
        }
        for letter, c in report.by_variant.items()
    ]  # fmt: skip
    return "; ".join(parts)


def beside(total: Count) -> str:
    """Addresses beyond the visitors' own, so that the page and the list of leads can be reconciled."""
    more = total.leads - total.signups
    if more <= 0:
        return ""
    text = ngettext(
        "%(n)s more address came from someone we could not count as a visitor.",
        "%(n)s more addresses came from people we could not count as visitors.",
        more,
    )
    return text % {"n": count(more)}
