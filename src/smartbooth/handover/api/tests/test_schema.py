"""What the description says is what happens: schemathesis asks every operation, well and badly."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as bounds

from smartbooth.config.wsgi import application
from smartbooth.handover.tests import handed

pytestmark = pytest.mark.django_db
ASKED = 25  # requests an operation


@pytest.fixture
def described(world, make, settings):
    """In this process and transaction: a request's end must not close the test's connection."""
    settings.API_PER_MINUTE = 10_000
    handed.leads(world.launch, 3)
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield (
        schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application, headers={"Host": "localhost"}),
        make(),
    )
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_every_operation_keeps_its_word(described):
    loaded, caller = described
    headers = {"Authorization": f"Bearer {caller.secret}", "Host": "localhost"}
    seen = set()
    for result in loaded.get_all_operations():
        operation = result.ok()
        seen.add(operation.label)

        @bounds(
            max_examples=ASKED, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate]
        )
        @given(case=operation.as_strategy())
        def ask(case):
            case.call_and_validate(headers=headers)

        ask()
    assert len(seen) == 8


def test_the_description_is_complete():
    schema = Client().get("/api/v1/openapi.json").json()
    assert schema["openapi"].startswith("3.1")
    for path, methods in schema["paths"].items():
        assert path.startswith("/api/v1/")
        for operation in methods.values():
            assert operation["summary"]
            assert operation["description"]
            assert operation["security"][0]["Bearer"]
            for status, response in operation["responses"].items():
                if int(status) >= 400:
                    assert set(response["content"]) == {"application/problem+json"}
