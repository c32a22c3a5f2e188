"""A block's settings as forms: opened from its data, or as posted, with a list's items in the order they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from django.forms import Form
from django.http import QueryDict
from django.utils.html import strip_tags
from django.utils.text import Truncator

from smartbooth.launches.blocks import KINDS
from smartbooth.launches.blocks.base import Block, BlockError, BlockForm
from smartbooth.launches.studio.fields import Slot, slots, speaks

Kinds = Mapping[str, type[Block]]  # the launches' own, or those of another room that is written in the same editor
BLANK = "__number__"  # what the browser replaces by a number in the form of a new item
HEADINGS = ("headline", "title")  # what names a block best, where it has one


@dataclass(frozen=True)
class Item:
    number: str  # as its fields are named; its place is where it stands
    slots: list[Slot]


@dataclass
class Settings:
    """The open block: its forms, and, when they were posted, what is wrong with them."""

    block: dict[str, Any]
    kind: type[Block]
    form: BlockForm
    items: list[BlockForm] = field(default_factory=list)
    blank: BlockForm | None = None
    fields: tuple[str, ...] = ()  # what differs from the control

    @property
    def room(self) -> bool:
        return len(self.items) < self.kind.max_items

    @property
    def slots(self) -> list[Slot]:
        return slots(self.form, changed=self.fields)

    @property
    def item_slots(self) -> list[Item]:
        return [
            Item(number_of(form), slots(form, f"items.{place}.", self.fields))
            for place, form in enumerate(self.items)
        ]

    @property
    def blank_slots(self) -> Item | None:
        return Item(BLANK, slots(self.blank, f"items.{BLANK}.")) if self.blank is not None else None


def item_form(kind: type[Block], number: object, **given: Any) -> BlockForm:
    if kind.item_form is None:
        raise TypeError(f"{kind.kind} has no items")
    return kind.item_form(prefix=f"items-{number}", **given)


def number_of(form: BlockForm) -> str:
    return str(form.prefix).removeprefix("items-")


def opened(block: dict[str, Any], fields: tuple[str, ...] = (), kinds: Kinds = KINDS) -> Settings:
    """The forms as the saved data fills them."""
    kind = kinds[block["kind"]]
    settings = Settings(block, kind, kind.form(initial=block["data"]), fields=fields)
    if kind.item_form is not None:
        items = enumerate(block["data"].get("items", []))
        settings.items = [item_form(kind, number, initial=item) for number, item in items]
        settings.blank = item_form(kind, BLANK)
    return settings


def posted(block: dict[str, Any], post: QueryDict, kinds: Kinds = KINDS) -> Settings:
    """The forms as typed. `items` lists the numbers of the items in their order; an item left empty is none."""
    kind = kinds[block["kind"]]
    settings = Settings(block, kind, kind.form(post))
    if kind.item_form is None:
        return settings
    for number in arranged(post):
        settings.items.append(item_form(kind, number, data=post, empty_permitted=True))
    settings.blank = item_form(kind, BLANK)
    return settings


def arranged(post: QueryDict) -> list[str]:
    """The items' numbers in their order, with the move or removal that a pressed button asks for carried out."""
    numbers = [number for number in dict.fromkeys(post.getlist("items")) if number.isdecimal() and len(number) < 5]
    for button, step in (("item-up", -1), ("item-down", 1)):
        pressed = str(post.get(button))
        if pressed in numbers:
            place = numbers.index(pressed)
            goal = min(max(place + step, 0), len(numbers) - 1)
            numbers.insert(goal, numbers.pop(place))
    return [number for number in numbers if number != post.get("item-drop")]


def clean(settings: Settings) -> dict[str, Any]:
    """The posted forms' data, for the document. Raises BlockError; the forms then carry their errors."""
    settings.form.is_valid()
    filled = [form for form in settings.items if form.is_valid() is False or form.has_changed()]
    raw = values(settings.form)
    if settings.kind.item_form is not None:
        raw["items"] = [values(form) for form in filled]
    try:
        data = settings.kind.clean(raw)
    except BlockError as problem:
        _spread(problem.errors, settings.form, filled)
        raise
    errors = {name: list(map(str, messages)) for name, messages in settings.form.errors.items()}
    if errors:
        raise BlockError(errors)
    return data


def _spread(errors: dict[str, list[str]], form: Form, items: list[BlockForm]) -> None:
    """Errors that only the block as a whole found, put beside the field they speak of."""
    for name, messages in errors.items():
        place, leaf = form, name
        if name.startswith("items."):
            _items, number, leaf = name.split(".", 2)
            place = items[int(number)]
        if leaf not in place.errors:
            for message in messages:
                place.add_error(leaf if leaf in place.fields else None, message)


def values(form: Form) -> dict[str, Any]:
    """What the widgets read from the request, before cleaning: what `Block.clean` takes."""
    return {name: form[name].data for name in form.fields}


def title(block: dict[str, Any], kinds: Kinds = KINDS) -> str:
    """The first words of a block, for the list of blocks."""
    kind = kinds.get(block["kind"])
    if kind is None:
        return ""
    names = sorted(kind.form.base_fields, key=lambda name: name not in HEADINGS)
    for name in names:
        made, text = kind.form.base_fields[name], block["data"].get(name)
        if speaks(made) and isinstance(text, str) and text.strip():
            return Truncator(" ".join(unescape(strip_tags(text)).split())).chars(48)
    return ""
