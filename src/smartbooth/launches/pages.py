"""A launch's facts for the compiler: what it reads from the database so that the compiler need not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings

from smartbooth.launches import blocks, pictures
from smartbooth.launches.blocks.fields import PictureField
from smartbooth.launches.compile import FormState, Page
from smartbooth.launches.compile.page import Mode
from smartbooth.launches.documents import Document
from smartbooth.launches.models import Launch


def page_for(
    launch: Launch, document: Document, mode: Mode = "preview", letter: str = "a", *,
    form: FormState | None = None, card: str = "", alternates: tuple[tuple[str, str], ...] = (),
) -> Page:  # fmt: skip
    """The Page on which `document` is rendered. Runs inside the launch's workspace."""
    return Page(
        language=launch.language,
        name=launch.name,
        owner=launch.workspace.name,
        goal=launch.goal,
        url=launch.url,
        root=launch.root,
        letter=letter,
        mode=mode,
        brand=settings.BRAND,
        support=settings.SUPPORT_ADDRESS,
        service=service(),
        rights_url=f"{service()}/my-data/?launch={launch.pk}",
        confirms=launch.double_opt_in,
        pictures=pictures.facts(picture_ids(document)),
        card=card,
        alternates=alternates,
        form=form,
    )


def service() -> str:
    """The studio's origin: policy, cookies and rights are there, whoever the launch belongs to."""
    return f"{settings.SCHEME}://{settings.STUDIO_HOST}{settings.PUBLIC_PORT}"


def picture_ids(document: Document) -> list[str]:
    """Ids of the pictures the document names, each once, in order."""
    found = (value for block in document["blocks"] for _, value in pictures_of(block))
    return list(dict.fromkeys(found))


def pictures_of(block: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """(field, picture id) of one block; an item's field as "items.2.picture"."""
    kind = blocks.KINDS.get(block["kind"])
    if kind is None:
        return
    data = block["data"]
    yield from ((name, data[name]) for name in _fields(kind.form) if data.get(name))
    if kind.item_form is not None:
        for number, item in enumerate(data.get("items") or []):
            names = _fields(kind.item_form)
            yield from ((f"items.{number}.{name}", item[name]) for name in names if item.get(name))


def _fields(form: type[Any]) -> list[str]:
    return [name for name, field in form.base_fields.items() if isinstance(field, PictureField)]
