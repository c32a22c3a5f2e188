"""The promises page: what anyone can check."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from smartbooth.disclosures import ledger
from smartbooth.disclosures.models import Seal
from smartbooth.policy import state
from smartbooth.policy.kept import AREAS
from smartbooth.policy.state import Standing
from smartbooth.policy.views import language

SEALS = 7


@require_safe
def promises(request: HttpRequest) -> HttpResponse:
    found = state.standings()
    context: dict[str, Any] = {
        "areas": [
            (AREAS[letter], letter, list(group)) for letter, group in groupby(found, lambda one: one.promise.id[0])
        ],
        "total": len(found),
        "count": {
            name: sum(one.state == kind for one in found)
            for name, kind in (("kept", state.KEPT), ("broken", state.BROKEN), ("not_built", state.NOT_BUILT))
        },
        "checks": sum(len(one.looked) for one in found),
        "newest": _newest(found),
        "source": settings.SOURCE_URL.rstrip("/"),
        **_ledger(),
    }
    return render(request, "policy/promises.html", context)


@require_safe
def promises_json(request: HttpRequest) -> JsonResponse:
    """The same for programs."""
    end = ledger.head()
    answer = {
        "promises": state.as_json(state.standings(), language()),
        "ledger": {"rows": end.seq, "hash": end.hash},
    }
    return JsonResponse(answer, json_dumps_params={"indent": 1, "ensure_ascii": False})


def _newest(found: list[Standing]) -> Any:
    return max((one.run.at for standing in found for one in standing.looked if one.run), default=None)


def _ledger() -> dict[str, Any]:
    seals = [
        {"seq": seal.seq, "hash": bytes(seal.hash).hex(), "at": seal.at}
        for seal in Seal.objects.order_by("-seq")[:SEALS]
    ]
    return {"head": ledger.head(), "seals": seals}
