import json

import pytest
from django.test import Client

from smartbooth.accounts.tenancy import within
from smartbooth.handover.api import tokens
from smartbooth.handover.api.problem import MEDIA_TYPE
from smartbooth.handover.api.scopes import SCOPES


class Caller:
    """A program with a token."""

    def __init__(self, secret=""):
        self.client, self.secret = Client(), secret

    def __call__(self, path, method="get", expect=200, **query):
        headers = {"Authorization": f"Bearer {self.secret}"} if self.secret else {}
        response = getattr(self.client, method)(f"/api/v1/{path}", query or None, headers=headers)
        assert response.status_code == expect, response.content
        assert response["Cache-Control"] == "no-store"
        assert "Authorization" in response["Vary"]
        assert not response.cookies
        assert not any(name.startswith("Access-Control") for name in response.headers)
        if expect >= 400:
            assert response["Content-Type"] == MEDIA_TYPE
            assert response.json()["status"] == expect
        self.last = response
        return json.loads(response.content) if response.content else None


@pytest.fixture
def make(world):
    """`make(scopes…, launch=…)`: a token of the owner's workspace."""

    def made(*scopes, workspace=None, **options):
        workspace = workspace or world.workspace
        with within(workspace):
            token, secret = tokens.make(workspace, "Test", scopes or list(SCOPES), world.owner, **options)
        caller = Caller(secret)
        caller.token = token
        return caller

    return made


@pytest.fixture
def api(make):
    return make()
