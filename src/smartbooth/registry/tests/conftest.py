import pytest

from smartbooth.registry import cookies, labels, processors, promises, retention


@pytest.fixture
def relabel(monkeypatch):
    """Describe a model otherwise for one test: `relabel(Model, *labels)`."""

    def relabel(model, *said):
        monkeypatch.setitem(labels._labels, model, said)

    return relabel


@pytest.fixture
def declared(monkeypatch):
    """What rooms declared, as copies that a test may change."""
    for module, name in (
        (cookies, "_declared"), (processors, "_processors"), (processors, "_ways"), (promises, "_checks"),
        (retention, "_rules"), (labels, "_labels"),
    ):  # fmt: skip
        monkeypatch.setattr(module, name, dict(getattr(module, name)))
    monkeypatch.setattr(labels, "_twice", set(labels._twice))
    monkeypatch.setattr(retention, "_twice", set(retention._twice))
