"""The letters that tell of an announcement. They hold its id alone: its text is read when they are written, the same
for all. They cannot advertise much: a template of our own, no picture, one button, and that to the status page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from smartbooth.announcements.models import Announcement
from smartbooth.announcements.shown import told
from smartbooth.mail.messages import Facts, Message, Said
from smartbooth.mail.parameters import Id, Parameter
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject

EXAMPLE: dict[str, Any] = {
    "announcement": "example",
    "title": _("Planned work on Wednesday night"),
    "when": _("Wednesday 3 June 2026, from 22:00 to 23:30 (Paris time)"),
    "text": _("The studio will not open. Pages of yours stay where they are and go on counting."),
    "advice": _("Publish what is urgent before that."),
    "status": "/status/",
}


class _Told:
    """What all three have in common."""

    purpose, of = Purpose.CHANGES, Subject.OWNER
    alike = True
    contains: ClassVar[Mapping[str, Parameter]] = {"announcement": Id()}
    subject: ClassVar[Said] = "%(title)s"

    @classmethod
    def links(cls, facts: Facts) -> dict[str, str]:
        return {"status": reverse("status")}

    @classmethod
    def extras(cls, facts: Facts) -> dict[str, Any]:
        found = Announcement.objects.filter(pk=facts.params["announcement"]).select_related("ends").first()
        if found is None:  # deleted after its time; its letters may still be looked at
            return {"title": _("An announcement"), "when": "", "text": "", "advice": ""}
        return told(found, facts.language)


class Availability(_Told, Message):
    """Planned outages, disruptions, and that they are over."""

    name = "availability"
    when = _("when the service will not work, or does not, and when that is over")
    budget = 24  # two a month: who hears of trouble more often reads it no more
    bulk = True
    template = "announcements/mail/availability"
    example = EXAMPLE


class ServiceChange(_Told, Message):
    """What is added, changed or ends. Apart from the above: neither uses up the other's year."""

    name = "service-change"
    when = _("when something about the service is added, changed or ends, and people have to know")
    budget = 12  # once a month: what can wait is told together
    bulk = True
    template = "announcements/mail/change"
    example = {
        **EXAMPLE,
        "title": _("Pages answer at shorter addresses"),
        "when": "",
        "text": _("From Tuesday on a page can have an address without a number. The old ones lead to it."),
        "advice": "",
    }


class Suspension(_Told, Message):
    """To the owner of one workspace: that it is suspended, why and what to do; and that it no longer is."""

    name = "suspension"
    when = _("when what an account has here is suspended, and when that is lifted")
    budget = 12  # suspended and lifted six times: of more, an operator lets each go by hand
    template = "announcements/mail/suspension"
    example = {
        **EXAMPLE,
        "title": _("Your page is suspended"),
        "when": "",
        "text": _("Your page shows a picture whose author asked us to take it down."),
        "advice": _("Use another picture, or send us the author’s permission. Then we lift it the same day."),
        "status": "",
    }

    @classmethod
    def links(cls, facts: Facts) -> dict[str, str]:
        return {"status": ""}  # nothing of it is on a public page


def message_for(announcement: Announcement) -> type[Message]:
    if announcement.workspace_id is not None:
        return Suspension
    return ServiceChange if announcement.kind == Announcement.CHANGE else Availability
