"""What went wrong, as programs read it: RFC 9457, application/problem+json."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse
from ninja import Field, Schema

MEDIA_TYPE = "application/problem+json"

TITLES = {
    400: "The request could not be read",
    401: "No valid token",
    403: "This token may not do that",
    404: "There is nothing here",
    405: "This method does nothing here",
    422: "A value is not as it should be",
    429: "Too many requests",
    500: "Something broke on our side",
    503: "We are away for a moment",
}


class ProblemOut(Schema):
    """What went wrong (RFC 9457)."""

    type: str = Field("about:blank", description="Always about:blank: the status says which kind it is.")
    title: str
    status: int
    detail: str
    errors: list[str] = Field(default_factory=list, description="What is wrong with which value.")


class Problem(Exception):
    def __init__(self, status: int, detail: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status, self.detail, self.headers = status, detail, headers or {}


def answer(
    status: int, detail: str, headers: dict[str, str] | None = None, errors: list[str] | None = None
) -> JsonResponse:
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": TITLES.get(status, "Something is wrong"),
        "status": status,
        "detail": detail,
    }
    if errors:
        body["errors"] = errors
    return JsonResponse(body, status=status, content_type=MEDIA_TYPE, headers=headers)


def nothing(request: HttpRequest, **_names: str) -> JsonResponse:
    """For every address that is none, and for every id that is another's: the same words."""
    return answer(404, NOTHING)


NOTHING = "There is nothing at this address, or nothing that this token may see."
BARRED = (
    "A child’s data that had to be deleted on your side is overdue, so nobody’s data is given until it is. Delete it, "
    "then say so: acknowledge its recall, or press the button on the studio’s page of what was taken back."
)
