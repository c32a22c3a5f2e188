"""What the studio needs to know of a form's fields to draw them: their role, their place, whether they differ."""

from __future__ import annotations

from dataclasses import dataclass

from django.forms import BoundField, Form

from smartbooth.launches.blocks.base import Block
from smartbooth.launches.blocks.fields import PictureField, RichField, Text


@dataclass(frozen=True)
class Slot:
    """One field as the editor shows it. `path` is its name in the document ("items.2.title")."""

    field: BoundField
    path: str
    role: str
    changed: bool


def role(field: object) -> str:
    if isinstance(field, PictureField):
        return "picture"
    return "rich" if isinstance(field, RichField) else ""


def slots(form: Form, prefix: str = "", changed: tuple[str, ...] = ()) -> list[Slot]:
    """`prefix` ends in a dot. A field that holds a list differs when one of its parts does."""
    found = []
    for name, field in form.fields.items():
        path = prefix + name
        differs = any(one == path or one.startswith(f"{path}.") for one in changed)
        found.append(Slot(form[name], path, role(field), differs))
    return found


def label_of(kind: type[Block], path: str) -> str:
    """A field's label by its path in the document."""
    if path.startswith("items"):
        return str(kind.item_label)
    field = kind.form.base_fields.get(path.split(".")[0])
    return str(field.label) if field is not None and field.label else path


def speaks(field: object) -> bool:
    """Whether what the field holds is running text, good for naming the block in a list."""
    return isinstance(field, (Text, RichField))
