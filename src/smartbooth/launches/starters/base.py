"""A starting page: a theme and, for each language, blocks with words of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from smartbooth.core.ids import token
from smartbooth.launches import theme
from smartbooth.launches.blocks import KINDS
from smartbooth.launches.documents import Document

Blocks = Iterable[tuple[str, dict[str, Any]]]  # (kind, data as a form would post it)


@dataclass(frozen=True)
class Starter:
    key: str
    label: str | Promise
    about: str | Promise  # one line: for what it is
    theme: dict[str, str]
    blocks: dict[str, Callable[[], Blocks]]  # by language

    def document(self, language: str) -> Document:
        """A new document in that language (English where there is none), with fresh ids; parsed by "
        "the blocks' forms."""
        chosen = self.blocks.get(language) or self.blocks["en"]
        return {
            "theme": theme.parse(self.theme),
            "blocks": [{"id": token(), "kind": kind, "data": KINDS[kind].clean(data)} for kind, data in chosen()],
        }
