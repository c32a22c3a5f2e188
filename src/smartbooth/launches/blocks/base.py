"""What a block is. One folder a type, holding `__init__.py` (the class), `template.html`, `style.css`, and, only
where a block cannot do without, `script.js` (inlined in the page, allowed by its hash).

A block's data is what its Django form cleaned, as JSON: parsed once when saved, plain values from then on.
A block with a list (features, questions, logos …) has `item_form` too; its data then holds `items`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise


class BlockForm(forms.Form):
    """Base of every block's form. `cleaned_data` must be JSON-serialisable."""

    use_required_attribute = False


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
    def clean(cls, raw: dict[str, Any]) -> dict[str, Any]:
        """`raw` (JSON as stored or as a form posted it) parsed into the block's data.

        Raises BlockError, whose `errors` maps field names (items: "items.2.title") to messages.
        """
        errors: dict[str, list[str]] = {}
        form = cls.form(raw)
        if not form.is_valid():
            errors.update({name: list(map(str, messages)) for name, messages in form.errors.items()})
        data = dict(form.cleaned_data)
        if cls.item_form is not None:
            data["items"] = []
            for number, item in enumerate((raw.get("items") or [])[: cls.max_items]):
                item_form = cls.item_form(item)
                if item_form.is_valid():
                    data["items"].append(dict(item_form.cleaned_data))
                else:
                    errors.update(
                        {f"items.{number}.{name}": list(map(str, m)) for name, m in item_form.errors.items()}
                    )
        if errors:
            raise BlockError(errors)
        return data

    @classmethod
    def context(cls, data: dict[str, Any], page: Any) -> dict[str, Any]:
        """Extra values for the template, from the data and the page it stands on (launches.compile.Page)."""
        return {}


class BlockError(ValueError):
    """Block data that its form refuses."""

    def __init__(self, errors: dict[str, list[str]]) -> None:
        super().__init__("; ".join(f"{name}: {' '.join(messages)}" for name, messages in errors.items()))
        self.errors = errors
