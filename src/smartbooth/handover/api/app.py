"""The API as a whole: its operations, its errors and its description."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from smartbooth.disclosures.bars import Barred
from smartbooth.handover.api import operations
from smartbooth.handover.api.entry import CHALLENGE, Bearer
from smartbooth.handover.api.problem import BARRED, MEDIA_TYPE, NOTHING, Problem, answer

logger = logging.getLogger(__name__)
VERSION = "1.0"
ROOT = "/api/v1/"


class Api(NinjaAPI):
    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """As ninja makes it, with problems as what they are sent as, and the scope each operation needs."""
        schema = super().get_openapi_schema(**options)
        for path in schema["paths"].values():
            for operation in path.values():
                operation["security"] = [{"Bearer": [getattr(operations, operation["operationId"]).scope]}]
                for status, response in operation["responses"].items():
                    content = response.get("content")
                    if int(status) >= 400 and content:
                        response["content"] = {MEDIA_TYPE: content["application/json"]}
        return schema


api = Api(
    title=f"{settings.BRAND} API",
    version=VERSION,
    description="Your launches, their counts, and who left their address.",
    servers=[{"url": f"{settings.SCHEME}://{settings.STUDIO_HOST}{settings.PUBLIC_PORT}"}],
    auth=Bearer(),
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
)
api.add_router("", operations.router)


@api.exception_handler(Problem)
def problem(request: HttpRequest, found: Problem) -> HttpResponse:
    return answer(found.status, found.detail, found.headers)


@api.exception_handler(Barred)
def barred(request: HttpRequest, found: Barred) -> HttpResponse:
    return answer(403, BARRED)


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, found: ValidationError) -> HttpResponse:
    errors = [f"{'.'.join(str(part) for part in one['loc'][1:])}: {one['msg']}" for one in found.errors]
    return answer(422, "One of the values sent is not as described.", errors=errors)


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, found: AuthenticationError) -> HttpResponse:
    return answer(401, "Send a token: Authorization: Bearer sb_…", {"WWW-Authenticate": CHALLENGE})


@api.exception_handler(HttpError)
def unreadable(request: HttpRequest, found: HttpError) -> HttpResponse:
    return answer(found.status_code, found.message)


@api.exception_handler(Http404)
def missing(request: HttpRequest, found: Http404) -> HttpResponse:
    return answer(404, NOTHING)


@api.exception_handler(Exception)
def broken(request: HttpRequest, found: Exception) -> HttpResponse:
    if isinstance(found, OperationalError):
        return answer(503, "The database does not answer. Try again in a minute.", {"Retry-After": "60"})
    logger.error("API: %s", type(found).__name__, exc_info=found)
    return answer(500, "It is noted. Try again; if it stays, write to us.")


def finish(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """What every answer has: nothing is kept by anyone in between, and each token's answer is its own."""

    @wraps(view)
    def finished(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
        response = view(request, *args, **named)
        if response.status_code == 405:
            response = answer(405, "See the description for what may be sent here.", {"Allow": response["Allow"]})
        response["Cache-Control"] = "no-store"
        patch_vary_headers(response, ["Authorization"])
        return response

    finished.csrf_exempt = True  # type: ignore[attr-defined]  # no cookie opens anything here
    return finished
