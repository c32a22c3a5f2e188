"""The page engine: Django templates found in the blocks' folders and the compiler's own, without context
processors, with the page's tags built in. A page never sees a request, a user or a session."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings
from django.template import Engine
from django.template.backends.django import get_installed_libraries

HERE = Path(__file__).parent
BLOCKS = HERE.parent / "blocks"


@cache
def engine() -> Engine:
    loaders = [("django.template.loaders.filesystem.Loader", [HERE / "templates", BLOCKS])]
    return Engine(
        loaders=loaders if settings.DEBUG else [("django.template.loaders.cached.Loader", loaders)],
        libraries=get_installed_libraries(),
        builtins=["django.templatetags.i18n", "smartbooth.launches.templatetags.page"],
        autoescape=True,
    )
