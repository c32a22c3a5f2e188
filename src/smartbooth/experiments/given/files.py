"""A test as files: its numbers and its picture, as answers to a request that was let through."""

from __future__ import annotations

from django.http import Http404, HttpResponse, JsonResponse

from smartbooth.experiments.download import as_csv
from smartbooth.experiments.given import hours, png
from smartbooth.experiments.given.facts import facts
from smartbooth.experiments.given.sheet import sheet
from smartbooth.experiments.given.standalone import INSIDE, standalone
from smartbooth.experiments.models import Round
from smartbooth.experiments.rounds.standing import standing

PLAIN = {"ensure_ascii": False, "indent": 1, "allow_nan": False}  # readable; and never a NaN, which is no JSON


def data(round_: Round, kind: str, learned: bool) -> HttpResponse:
    """Its counts as "csv" (given/hours.py) or everything as "json" (given/facts.py). Raises Http404 for another kind.
    Runs inside the workspace."""
    if kind == "csv":
        columns = [*hours.JUDGED, *hours.MORE]
        rows = [[row[column] for column in columns] for row in hours.rows(standing(round_))]
        answer = HttpResponse(as_csv(columns, rows), content_type="text/csv; charset=utf-8")
    elif kind == "json":
        answer = JsonResponse(facts(standing(round_), learned), json_dumps_params=PLAIN)
    else:
        raise Http404
    return _named(answer, round_, kind)


def picture(round_: Round, kind: str) -> HttpResponse:
    """Its picture as "svg" or "png", in the language of the request. Raises Http404 for another kind. Runs inside the
    workspace."""
    if kind not in ("svg", "png"):
        raise Http404
    drawn = standalone(sheet(standing(round_), [INSIDE]))
    if kind == "svg":
        return _named(HttpResponse(drawn, content_type="image/svg+xml"), round_, kind)
    return _named(HttpResponse(png.draw(drawn), content_type="image/png"), round_, kind)


def _named(answer: HttpResponse, round_: Round, kind: str) -> HttpResponse:
    answer["Content-Disposition"] = f'attachment; filename="{hours.name(round_)}.{kind}"'
    return answer
