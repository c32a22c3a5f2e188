"""What a block is. One folder a type, holding `__init__.py` (the class), `template.html`, `style.css`, and, only
where a block cannot do without, `script.js` (inlined in the page, allowed by its hash).

A block's data is what its Django form cleaned, as JSON: parsed once when saved, plain values from then on.
A block with a list (features, questions, logos …) has `item_form` too; its data then holds `items`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from smartbooth.launches.blocks.fields import MomentField, PictureField

Errors = dict[str, list[str]]


class BlockForm(forms.Form):
    """Base of every block's form. `cleaned_data` must be JSON-serialisable."""

    use_required_attribute = False
    last: ClassVar[tuple[str, ...]] = ("layout", "tone")  # how, after what: these fields come last

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name not in self.last] + list(self.last))
        given = self.data if self.is_bound else self.initial
        for field in self.fields.values():
            if isinstance(field, MomentField):
                field.zone = field.zone_of(given)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for name, field in self.fields.items():
            if isinstance(field, PictureField) and data.get(name) and not data.get(field.alt):
                self.add_error(
                    field.alt, _("Say in a few words what the picture shows, for those who cannot see it.")
                )
        return data


class Block:
    kind: ClassVar[str]  # the folder's name
    label: ClassVar[str | Promise]  # what the studio calls it
    form: ClassVar[type[BlockForm]]
    item_form: ClassVar[type[BlockForm] | None] = None
    item_label: ClassVar[str | Promise] = ""
    max_items: ClassVar[int] = 12
    once: ClassVar[bool] = False  # at most one on a page (lead form, footer)
    script: ClassVar[bool] = False  # needs script.js

    @classmethod
    def folder(cls) -> Path:
        return Path(__file__).parent / cls.kind

    @classmethod
    def clean(cls, raw: Mapping[str, Any]) -> dict[str, Any]:
        """`raw` (JSON as stored or as a form posted it) parsed into the block's data.

        Raises BlockError, whose `errors` maps field names (items: "items.2.title") to messages.
        """
        form = cls.form(raw)
        errors: Errors = {} if form.is_valid() else _messages(form)
        data = dict(form.cleaned_data)
        if cls.item_form is not None:
            data["items"] = cls._clean_items(cls.item_form, raw.get("items") or [], errors)
        if errors:
            raise BlockError(errors)
        return data

    @classmethod
    def _clean_items(cls, item_form: type[BlockForm], raw: Any, errors: Errors) -> list[dict[str, Any]]:
        if not isinstance(raw, list) or not all(isinstance(item, Mapping) for item in raw):
            errors["items"] = [_("This list could not be read.")]
            return []
        if len(raw) > cls.max_items:
            text = ngettext("At most %(max)d entry.", "At most %(max)d entries.", cls.max_items)
            errors["items"] = [text % {"max": cls.max_items}]
            return []
        items = []
        for number, given in enumerate(raw):
            form = item_form(given)
            if not form.is_valid():
                errors.update(_messages(form, f"items.{number}."))
            items.append(dict(form.cleaned_data))
        return items

    @classmethod
    def context(cls, data: dict[str, Any], page: Any) -> dict[str, Any]:
        """Extra values for the template, from the data and the page it stands on (launches.compile.Page)."""
        return {}

    @classmethod
    def sources(cls, data: dict[str, Any]) -> dict[str, list[str]]:
        """Origins the block may load from after a click, by CSP directive: {"frame-src": ["https://…"]}."""
        return {}


class BlockError(ValueError):
    """Block data that its form refuses."""

    def __init__(self, errors: Errors) -> None:
        super().__init__("; ".join(f"{name}: {' '.join(messages)}" for name, messages in errors.items()))
        self.errors = errors


def _messages(form: BlockForm, prefix: str = "") -> Errors:
    return {prefix + name: list(map(str, found)) for name, found in form.errors.items()}
