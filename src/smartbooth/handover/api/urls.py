from django.urls import URLPattern, path

from smartbooth.handover.api import docs
from smartbooth.handover.api.app import api, finish
from smartbooth.handover.api.problem import nothing


def _operations() -> list[URLPattern]:
    """Ninja's patterns without its own pages, each answering as `finish` says."""
    found = []
    for pattern in api.urls[0]:
        if isinstance(pattern, URLPattern) and pattern.name != "api-root":
            pattern.callback = finish(pattern.callback)
            pattern.name = f"api-{pattern.name}"  # "leads" is the owner's list
            found.append(pattern)
    return found


urlpatterns: list[URLPattern] = [
    path("", docs.page, name="api-docs"),
    path("openapi.json", docs.schema, name="api-schema"),
    *_operations(),
    path("<path:rest>", finish(nothing), name="api-nothing"),
]
