"""The pages that say one thing: what happened, and what to do. One way on from each."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

Words = str | Lazy


@dataclass(frozen=True)
class Said:
    title: Words
    text: Words
    to: str = ""  # the name of the address that leads on
    verb: Words = ""


NEW_LINK = ("rights", _("Send me a new link"))
SAYS: dict[str, Said] = {
    "expired": Said(
        _("This link has had its day"),
        _("For your safety it works for a while only. A new one is with you in a minute."),
        *NEW_LINK,
    ),
    "tampered": Said(
        _("This link is not complete"),
        _("A part of it was lost or changed on the way. Open it from the mail again, or ask for a new one."),
        *NEW_LINK,
    ),
    "erased": Said(
        _("This link opens nothing any more"),
        _(
            "What it led to was erased, or goes by another address since. If you expected something here, ask anew."
        ),
        *NEW_LINK,
    ),
    "nothing": Said(
        _("That is not there any more"),
        _("It was taken back or deleted in the meantime. The letter shows what is left."),
        *NEW_LINK,
    ),
    "used": Said(
        _("This link was used already"),
        _("The address was changed, or something else was asked since. Your letter shows how it stands."),
        *NEW_LINK,
    ),
    "taken": Said(
        _("This address has a letter of its own"),
        _(
            "Something was left with the new address too, so we do not pour the two together. Open its letter to see."
        ),
        *NEW_LINK,
    ),
    "wait": Said(_("That was a lot at once"), _("Nothing was changed. Wait a minute, then send it again.")),
    "no-address": Said(_("That is not a mail address yet"), ""),
    "elsewhere": Said(
        _("This form came from another site"),
        _("For your safety we take it from our own page only."),
        "rights",
        _("Open our page"),
    ),
    "nothing-left": Said(
        _("It is deleted, and nothing else is known about you"),
        _(
            "Whoever had received it is told to delete it too. With it went the key to everything that was ever "
            "sealed for you."
        ),
    ),
    "request-sent": Said(
        _("We have your request"),
        _("We write to that address within minutes, with a link to follow it by. Look among unwanted mail too."),
    ),
    "child-sent": Said(
        _("Thank you. We look into it now"),
        _(
            "What a child left here is deleted within 72 hours, with us and with whoever received it. Where you told "
            "us how to reach you, we write when it is done."
        ),
    ),
    "child-done": Said(
        _("There is nothing left to delete"),
        _("It was deleted already, or the report was withdrawn."),
    ),
    "child-needed": Said(_("We have to look at this ourselves"), _("We do so within 72 hours of the report.")),
}
