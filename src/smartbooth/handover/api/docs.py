"""The description: for programs as OpenAPI, for people as a page of our own that loads nothing from anywhere."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_safe

from smartbooth.handover.api.app import ROOT, api
from smartbooth.handover.api.scopes import SCOPES

EXAMPLES = {"launch": "k3f9x2m7qa", "lead": "7hq2w9c4tz", "recall": "p5d8n1v6rb"}
SHOWN = {
    "string": "…", "integer": 0, "number": 0.0, "boolean": True, "null": None,
}  # fmt: skip
KNOWN: dict[str, Any] = {
    "address": "maya@example.org", "name": "Maya", "language": "en", "country": "FR", "device": "phone", "variant": "a",
    "letter": "a", "source": "direct", "campaign": "-", "question": "Which size?", "answer": "Large",
    "text": "You may call me", "url": "https://aurora.example.page/", "goal": "lead", "reason": "withdrawn",
    "next": "1778594520000000-7hq2w9c4tz", "rate": 0.084, "visitors": 214, "views": 260, "clickers": 61, "clicks": 75,
    "signups": 18, "leads": 19, "idea": "Price in the headline",
}  # fmt: skip
OF_A_LAUNCH = {"id": EXAMPLES["launch"], "name": "Aurora"}
MEANINGS = {
    200: gettext_noop("Here it is"),
    204: gettext_noop("Done"),
    401: gettext_noop("No token, or one that does not work any more"),
    403: gettext_noop("The token has not the scope for it"),
    404: gettext_noop("It never was, is another’s, or was taken back"),
    422: gettext_noop("A value is not as described"),
    429: gettext_noop("Too many requests this minute: wait as Retry-After says"),
}
GROUPS = {
    "Launches": gettext_noop("Launches"),
    "Leads": gettext_noop("Leads"),
    "Recalls": gettext_noop("Recalls"),
    "Results": gettext_noop("Results"),
}


@dataclass(frozen=True)
class Operation:
    """One operation, as the page shows it."""

    anchor: str
    method: str
    path: str
    summary: str
    description: str
    scope: str
    parameters: list[dict[str, str]]
    curl: str
    answer: str  # JSON, or "" for none
    statuses: list[tuple[str, str]]


@require_safe
def schema(request: HttpRequest) -> HttpResponse:
    return JsonResponse(_schema(), json_dumps_params={"ensure_ascii": False, "indent": 1})


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    groups: dict[str, list[Operation]] = {}
    for path, methods in _schema()["paths"].items():
        for method, found in methods.items():
            groups.setdefault(gettext(GROUPS[found["tags"][0]]), []).append(_operation(path, method, found))
    context = {"groups": groups, "scopes": SCOPES, "root": _base() + ROOT, "per_minute": settings.API_PER_MINUTE}
    return render(request, "handover/docs.html", context)


@cache
def _schema() -> dict[str, Any]:
    made: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix=ROOT), default=str))
    return made


def _base() -> str:
    return f"{settings.SCHEME}://{settings.STUDIO_HOST}{settings.PUBLIC_PORT}"


def _operation(path: str, method: str, found: dict[str, Any]) -> Operation:
    shown = path.format(**EXAMPLES)
    verb = "" if method == "get" else f"-X {method.upper()} "
    responses = found["responses"]
    good = next(status for status in sorted(responses) if status.startswith("2"))
    content = responses[good].get("content")
    answer = _example("", next(iter(content.values()))["schema"]) if content else None
    return Operation(
        anchor=found["operationId"],
        method=method.upper(),
        path=path.removeprefix(ROOT.rstrip("/")),
        summary=gettext(found["summary"]),
        description=gettext(found["description"]),
        scope=found["security"][0]["Bearer"][0],
        parameters=[_parameter(one) for one in found.get("parameters", [])],
        curl=f'curl {verb}-H "Authorization: Bearer $TOKEN" {_base()}{shown}',
        answer=json.dumps(answer, ensure_ascii=False, indent=2) if content else "",
        statuses=[(status, gettext(MEANINGS[int(status)])) for status in sorted(responses)],
    )


def _parameter(one: dict[str, Any]) -> dict[str, str]:
    kind = one["schema"]
    limits = f"{kind['minimum']}–{kind['maximum']}" if "maximum" in kind else ""
    usual = str(kind["default"]) if kind.get("default") not in (None, "") else ""
    words = one.get("description")
    return {
        "name": one["name"],
        "where": one["in"],
        "description": gettext(words) if words else "",
        "limits": limits,
        "usual": usual,
    }


def _example(name: str, kind: dict[str, Any]) -> Any:
    """A value such as this schema describes: what it is called says more than its type."""
    if "$ref" in kind:
        return _example(name, _schema()["components"]["schemas"][kind["$ref"].rpartition("/")[2]])
    if "allOf" in kind:
        return _example(name, kind["allOf"][0])
    if "const" in kind:
        return kind["const"]
    if kind.get("type") == "object":
        own = OF_A_LAUNCH if kind.get("title") == "LaunchOut" else {}
        return {key: own.get(key) or _example(key, value) for key, value in kind.get("properties", {}).items()}
    if kind.get("type") == "array":
        each = kind["items"]
        return [_example(name, one) for one in each.get("anyOf", [each])]
    if name in KNOWN:
        return KNOWN[name]
    if "anyOf" in kind:
        return _example(name, kind["anyOf"][0])
    if kind.get("format") == "date-time":
        return "2026-05-12T14:02:00Z"
    if kind.get("format") == "date":
        return "2026-05-12"
    return EXAMPLES.get(name, EXAMPLES["lead"] if name == "id" else SHOWN[kind.get("type", "string")])
