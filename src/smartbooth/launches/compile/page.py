"""What the compiler is given besides the document, and what it gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, TypedDict

from smartbooth.launches.compile.compress import Compressed, compress

Mode = Literal["publish", "preview", "edit"]
# With remarketing a page exists three times, and the server decides which a visitor gets: as without it, with the
# question and its script, or saying that the browser's opt-out signal (Sec-GPC) is honoured.
Panel = Literal["", "ask", "signal"]


class FormState(TypedDict):
    """The lead form as posted, to be shown again: what was typed and what is wrong, both by field name."""

    values: dict[str, str]
    errors: dict[str, list[str]]


@dataclass(frozen=True)
class PictureFacts:
    """A Picture as the page needs it. `renditions` as in the model: name, format, width, height."""

    width: int
    height: int
    colour: str
    renditions: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Page:
    """A launch's facts, for one variant's page."""

    language: str
    name: str  # the launch's
    owner: str  # who gets the addresses: the workspace's name
    goal: str  # "lead" or "click"
    url: str  # the launch's public address, absolute, ending in "/"
    root: str = "/"  # the path its pages live under
    letter: str = "a"
    mode: Mode = "publish"
    brand: str = ""  # who runs the service
    support: str = ""  # where one writes to have an address taken back
    service: str = ""  # the studio's origin, where policy, cookies and rights are; "" where no page leads there
    rights_url: str = ""  # where people see and take back what they left here
    tag: str = ""  # the owner's Google tag; "" where the launch does no remarketing (launches/remarketing.py)
    panel: Panel = ""
    confirms: bool = False  # an address counts once its owner has confirmed it by mail
    studio: str = ""  # origin that may frame the page in preview and edit, besides itself
    card: str = ""  # the social card's absolute address
    follow: bool = False  # it has updates: its head and foot lead there (launches/publish/annex.py)
    pictures: Mapping[str, PictureFacts] = field(default_factory=dict)  # by Picture id
    alternates: tuple[tuple[str, str], ...] = ()  # (language, absolute address) of the same page, itself included
    form: FormState | None = None

    @property
    def published(self) -> bool:
        return self.mode == "publish"

    @property
    def editing(self) -> bool:
        return self.mode == "edit"

    @property
    def pictures_at(self) -> str:
        """What a picture's name is appended to."""
        return f"{self.root}i/" if self.published else "/pictures/"


@dataclass(frozen=True)
class Rendered:
    html: str
    headers: list[tuple[str, str]]  # lower-case names; without length, encoding and cookie, which are the edge's
    buttons: dict[str, str]  # the name in `go/<name>` -> where it leads
    pictures: tuple[str, ...] = ()  # names of the files the page may ask for
    scripts: bool = False

    @cached_property
    def body(self) -> bytes:
        return self.html.encode()

    @cached_property
    def compressed(self) -> Compressed:
        """Every encoding, made once (a tenth of a second)."""
        return compress(self.body)

    @cached_property
    def weight(self) -> int:
        """Bytes on the wire, as brotli."""
        return len(self.compressed.br)
