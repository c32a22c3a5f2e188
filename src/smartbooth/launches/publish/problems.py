"""What stands between a draft and its visitors. Errors forbid publishing; warnings are told and forbid nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from smartbooth.launches import blocks, checks, pages, theme
from smartbooth.launches.compile import Rendered, render
from smartbooth.launches.difference import difference
from smartbooth.launches.documents import Document
from smartbooth.launches.models import Launch, Picture, Variant
from smartbooth.launches.publish.untouched import untouched

BUDGET = 14 * 1024  # bytes: what a server may send before the first acknowledgement (RFC 6928: 10 segments)


@dataclass(frozen=True)
class Problem:
    text: str
    letter: str = ""  # the variant, "" for the launch
    block: str = ""
    field: str = ""
    warning: bool = False


class PublishError(ValueError):
    """A launch that cannot go live as it is; `problems` says why, one sentence each."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(" ".join(problem.text for problem in problems))
        self.problems = problems


def problems(launch: Launch) -> list[Problem]:
    """All of them for the launch's draft, errors first. Renders each variant once."""
    variants = list(Variant.objects.filter(launch=launch, retired_at=None).select_related("current"))
    found = [*_of_launch(variants)]
    control = variants[0].document if variants else None
    for variant in variants:
        found += _of_variant(launch, variant.letter, variant.document)
        if control is not variant.document and control and not difference(control, variant.document):
            text = _("The same page as %(control)s: there is nothing to tell apart.")
            found.append(Problem(text % {"control": variants[0].letter.upper()}, variant.letter, warning=True))
    found += _ours(launch, variants)
    return sorted(found, key=lambda problem: problem.warning)


def _of_launch(variants: list[Variant]) -> Iterator[Problem]:
    if not variants:
        yield Problem(_("There is no version to show."))
    elif not any(variant.weight for variant in variants):
        yield Problem(_("No version takes new visitors: give at least one a share."))


def _of_variant(launch: Launch, letter: str, document: Document) -> Iterator[Problem]:
    if not document["blocks"]:
        yield Problem(_("The page is empty."), letter)
        return
    try:
        checks.parse(document)
    except checks.DocumentError as error:
        for block, fields in error.errors.items():
            for field, texts in fields.items():
                yield from (Problem(text, letter, block, field) for text in texts)
        return
    yield from _missing_pictures(letter, document)
    rendered = render(document, pages.page_for(launch, document, "publish", letter))
    yield from _goal(launch, letter, document, rendered)
    for text in theme.contrast(document["theme"]):
        yield Problem(str(text), letter, field="theme", warning=True)
    if not rendered.pictures and rendered.weight > BUDGET:
        kilobytes = {"weight": round(rendered.weight / 1024), "budget": BUDGET // 1024}
        text = _("The page weighs %(weight)d KB; under %(budget)d KB it opens at once everywhere.") % kilobytes
        yield Problem(text, letter, warning=True)


def _goal(launch: Launch, letter: str, document: Document, rendered: Rendered) -> Iterator[Problem]:
    kinds = {block["kind"] for block in document["blocks"]}
    if launch.goal == Launch.LEAD and "lead_form" not in kinds:
        form = blocks.KINDS["lead_form"].label
        yield Problem(_("The goal is an address left, but there is no “%(form)s” block.") % {"form": form}, letter)
    if launch.goal == Launch.CLICK and not rendered.buttons:
        yield Problem(_("The goal is a click, but no button leads anywhere yet."), letter)
    elif launch.chosen and launch.chosen not in rendered.buttons:
        yield Problem(_("The goal is a click of one button, and this page does not have it."), letter)


def _ours(launch: Launch, variants: list[Variant]) -> Iterator[Problem]:
    """A block is told once, at the first variant that has it."""
    told: set[str] = set()
    for variant in variants:
        found = [
            block
            for block in untouched(variant.document, launch.template, launch.language)
            if block["id"] not in told
        ]
        if found:
            told |= {block["id"] for block in found}
            labels = ", ".join(dict.fromkeys(str(blocks.KINDS[block["kind"]].label) for block in found))
            text = _("Some words are still our example, about nobody: %(blocks)s.") % {"blocks": labels}
            yield Problem(text, variant.letter, found[0]["id"], warning=True)


def _missing_pictures(letter: str, document: Document) -> Iterator[Problem]:
    there = set(Picture.objects.filter(pk__in=pages.picture_ids(document)).values_list("pk", flat=True))
    for block in document["blocks"]:
        for field, identity in pages.pictures_of(block):
            if identity not in there:
                yield Problem(_("This picture is not there any more. Choose another."), letter, block["id"], field)
