"""The record of processing: public, since it says what is done and holds nobody's data."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from smartbooth.registry import subjects
from smartbooth.registry.checks.labels import stored_models
from smartbooth.registry.labels import Personal, labels_of
from smartbooth.registry.processors import processors
from smartbooth.registry.record import chapters
from smartbooth.registry.record.fides import document
from smartbooth.registry.record.table import table


@require_safe
def record(request: HttpRequest) -> HttpResponse:
    """GET /records/: the thirteen purposes as chapters."""
    all_chapters = chapters()
    context = {
        "used": [one for one in all_chapters if one.entries],
        "unused": [one for one in all_chapters if not one.entries],
        "chapters": all_chapters,
        "short": subjects.SHORT.values(),
        "processors": [one for one in processors().values() if one.optional or one.in_use()],
        "tables": _tables(),
    }
    return render(request, "registry/record.html", context)


@require_safe
def as_table(request: HttpRequest) -> HttpResponse:
    """GET /records.csv"""
    return _file(table(), "text/csv; charset=utf-8", "records.csv")


@require_safe
def as_manifest(request: HttpRequest) -> HttpResponse:
    """GET /records.yaml: a Fides manifest."""
    return _file(document(), "application/yaml; charset=utf-8", "records.yaml")


def _file(text: str, kind: str, name: str) -> HttpResponse:
    return HttpResponse(
        text,
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Vary": "Cookie"},
    )


def _tables() -> list[dict[str, object]]:
    """Every table, with what its columns hold: personal kinds in words, of the rest how many there are."""
    found: list[dict[str, object]] = []
    for model in sorted(stored_models(), key=lambda one: one._meta.label):
        held = [one for one in labels_of(model) if isinstance(one, Personal)]
        personal = {field for one in held for field in one.fields}
        others = [field.name for field in model._meta.local_concrete_fields if field.name not in personal]
        found.append({"name": model._meta.label, "held": held, "others": others})
    return found
