"""Which test an address means."""

from __future__ import annotations

from django.http import Http404

from smartbooth.experiments.models import Round

LARGEST = 1_000_000  # far beyond any launch's tests, and within what every database compares


def round_or_404(launch: str, number: int) -> Round:
    """The launch's test of that number, with its launch. Runs inside the workspace."""
    tests = Round.objects.select_related("launch")
    found: Round | None = tests.filter(launch=launch, number=number).first() if number <= LARGEST else None
    if found is None:
        raise Http404("No such test.")
    return found
