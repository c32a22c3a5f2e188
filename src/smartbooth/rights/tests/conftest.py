"""Rights' own limits live in the process: no test meets those another one used up."""

import pytest

from smartbooth.leads.limit import Limiter
from smartbooth.rights.views import page


@pytest.fixture(autouse=True)
def _fresh(monkeypatch):
    monkeypatch.setattr(page, "_clients", Limiter())
    monkeypatch.setattr(page, "_addresses", Limiter())
