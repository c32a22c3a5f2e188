"""The results page, its live part, and its files."""

from __future__ import annotations

from datetime import tzinfo
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from smartbooth.accounts.models import User
from smartbooth.experiments import buttons, panels, pictures, wording
from smartbooth.experiments.asked import PERIODS, Asked
from smartbooth.experiments.download import as_csv
from smartbooth.experiments.report import Report, gather
from smartbooth.experiments.shown.card import card
from smartbooth.experiments.shown.version import version, with_version
from smartbooth.experiments.tables import TABLES, table
from smartbooth.launches.models import Publication
from smartbooth.launches.studio.access import StudioRequest, studio
from smartbooth.launches.studio.state import State, key_of


def _launch(key: str) -> Any:
    launch = with_version(key).first()
    if launch is None:
        raise Http404
    return launch


def _report(request: HttpRequest, launch: Any) -> Report:
    return gather(launch, Asked.read(request.GET), timezone.get_current_timezone())


@require_safe
@studio
def results(request: StudioRequest, launch: str) -> HttpResponseBase:
    return render(request, "experiments/results.html", context(_report(request, _launch(launch)), request.user))


@require_safe
@studio
def live(request: StudioRequest, launch: str) -> HttpResponseBase:
    """What changed since version `v`, as HTML; 204 when nothing has."""
    found = _launch(launch)
    if request.GET.get("v") == version(found):
        return HttpResponse(status=204)
    return render(request, "experiments/live.html", context(_report(request, found), request.user))


@require_safe
@studio
def download(request: HttpRequest, launch: str) -> HttpResponseBase:
    """One table as CSV, or with `as=json` as JSON. Filters and period as on the page."""
    found, name = _launch(launch), request.GET.get("table", "variants")
    if name not in TABLES:
        raise Http404
    columns, rows = table(_report(request, found), name)
    if request.GET.get("as") == "json":
        return JsonResponse({"table": name, "rows": [dict(zip(columns, row, strict=True)) for row in rows]})
    response = HttpResponse(as_csv(columns, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.slug}-{name}.csv"'
    return response


def context(report: Report, reader: User) -> dict[str, Any]:
    launch, asked = report.launch, report.asked
    newest = Publication.objects.filter(launch=launch.pk).order_by("-number").first()
    key = key_of(launch, launch.live, newest is not None)
    shared = {
        "launch": launch, "tab": "results", "state": State(key, newest if launch.live else None),
        "report": report, "asked": asked, "version": version(launch),
        "sentence": wording.sentence(report), "begun": report.first_hour is not None,
    }  # fmt: skip
    if report.first_hour is None:
        return shared | {"served": _served(newest)}
    show, test = panels.shown(report), card(launch, newest, reader)
    return shared | {
        "card": test, "alone": not test and launch.live and len(_served(newest)) == 1,
        "today": wording.today(report), "periods": _periods(asked), "grains": _grains(report),
        "chips": panels.chips(report), "figures": panels.figures(report), "show": show,
        "picture_title": pictures.title(report, show), "picture": pictures.over_time(report, show),
        "rates": pictures.by_variant(report), "variants": panels.variants(report),
        "breakdowns": panels.breakdowns(report), "numbers": panels.numbers(report),
        "buttons": panels.buttons(report, buttons.labels(newest)), "dropped": panels.dropped(report),
        "beside": wording.beside(report.total), "unmeasured": panels.unmeasured(report),
        "zone": _city(report.period.zone), "query": asked.link(), "mixed": not report.period.span.by_hour,
    }  # fmt: skip


def _served(newest: Publication | None) -> list[str]:
    """The letters that were published and not retired then."""
    published = newest.manifest["variants"] if newest else []
    return [variant["letter"] for variant in published if not variant["retired"]]


def _city(zone: tzinfo) -> str:
    """As people say it: "Paris" of Europe/Paris."""
    return str(zone).rpartition("/")[2].replace("_", " ")


def _periods(asked: Asked) -> list[tuple[str, str, bool]]:
    """(key, link, whether it is in force), custom ones aside."""
    return [(key, asked.link(period=key), asked.period == key) for key in PERIODS if key != "custom"]


def _grains(report: Report) -> list[tuple[str, str, bool]]:
    grains = report.period.grains
    return [(key, report.asked.link(grain=key), report.period.grain == key) for key in grains if len(grains) > 1]
