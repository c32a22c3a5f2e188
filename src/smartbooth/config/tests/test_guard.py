"""Both kinds of process refuse connections to the outside from their first moment (promise D2)."""

import socket
import sys
import threading

import pytest

from smartbooth.config import serving, worker
from smartbooth.registry import egress

AWAY = ("192.0.2.1", 443)  # TEST-NET-1: nobody's

pytestmark = pytest.mark.django_db


@pytest.fixture
def unguarded(monkeypatch):
    monkeypatch.setattr(egress, "_armed", False)
    assert not egress.refuses(AWAY)


def test_an_edge_process(unguarded, monkeypatch):
    guarded = []
    monkeypatch.setattr(serving, "follow_parent", lambda: None)
    monkeypatch.setattr(serving.gc, "freeze", lambda: None)
    monkeypatch.setattr(sys, "setswitchinterval", lambda seconds: None)
    monkeypatch.setattr(
        serving.uvicorn.Server,
        "run",
        lambda self, sockets: guarded.append(egress.refuses(AWAY)) or sockets[0].close(),
    )
    with socket.socket() as listening:
        serving.serve_from(listening.detach())
    assert guarded == [True]


def test_the_worker(unguarded, monkeypatch):
    guarded, stop = [], threading.Event()
    stop.set()
    monkeypatch.setattr(worker, "fold", lambda: guarded.append(egress.refuses(AWAY)))
    worker.work(stop)
    assert guarded == [True]
