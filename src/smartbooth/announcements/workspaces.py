"""The workspace an operator means, by what they know of it."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _

from smartbooth.accounts.models import Workspace
from smartbooth.accounts.tenancy import everywhere
from smartbooth.core.dates import written
from smartbooth.launches.models import Launch

FEW = 5  # of the same name: as many as one can choose from in a sentence


def named(typed: str) -> Workspace:
    """By id, by name, or by the address of one of its pages. Raises forms.ValidationError: none, or several."""
    words = typed.strip()
    found = Workspace.objects.filter(pk=words).first() or _of_page(words)
    if found is not None:
        return found
    same = list(Workspace.objects.filter(name__iexact=words).order_by("created_at")[: FEW + 1])
    if not same:
        raise forms.ValidationError(_("No workspace has this name or id, and none has a page at this address."))
    if len(same) > 1:
        ids = ", ".join(f"{one.pk} ({written(one.created_at, 'j F Y')})" for one in same[:FEW])
        raise forms.ValidationError(_("Several have this name. Take one by its id: %(ids)s.") % {"ids": ids})
    return same[0]


def _of_page(typed: str) -> Workspace | None:
    """`aurora.example.org`, with or without its scheme, `pages.example.org/aurora/`, or the name in it alone."""
    address = typed.lower().rpartition("://")[2].rstrip("/")
    host, _slash, path = address.partition("/")
    host = host.partition(":")[0]
    slug = path.partition("/")[0] if host == settings.PATH_HOST else host.removesuffix(f".{settings.PAGES_DOMAIN}")
    with everywhere():
        launch = Launch.objects.filter(slug=slug).select_related("workspace").first()
    return launch.workspace if launch else None
