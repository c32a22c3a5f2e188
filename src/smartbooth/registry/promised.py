"""What is promised, each in one sentence (the privacy policy of the service, promises A1 to M1).

`built=False` says honestly that the feature a promise is about does not exist yet: the promises page says so, and the
system check asks for no check. Whoever builds the feature turns it to True and writes the check.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Promise:
    id: str
    words: str | Lazy
    built: bool = True


def _all(*promises: Promise) -> dict[str, Promise]:
    return {one.id: one for one in promises}


PROMISES: dict[str, Promise] = _all(
    Promise("A1", _("A change of the policy is published here, holds from then on, and shows its date.")),
    Promise("A2", _("Who goes on using the service after a change accepts it, and is told what changed.")),
    Promise("B1", _("Joining asks only for what your plan needs; card numbers never reach our servers."), False),
    Promise("B2", _("What you agree to is recorded word for word, and taken back as easily as it was given.")),
    Promise("B3", _("Data is used for thirteen purposes, and for no other.")),
    Promise("B4", _("Every marketing message can be stopped by a link in it; service messages are few.")),
    Promise("B5", _("An address left on a page goes to the owner of that page, and to nobody else.")),
    Promise("C1", _("The service is not for children under 13, and keeps nothing of theirs.")),
    Promise("C2", _("A child’s data that is reported is deleted everywhere within 72 hours.")),
    Promise("D1", _("Whatever leaves the service is written down: to whom, what, why and when.")),
    Promise("D2", _("Whoever works for us gets only what their task needs.")),
    Promise("D3", _("An authority gets data only in a case with a ground, two signatures and a trace."), False),
    Promise("D4", _("Should the company be sold, people are told first, and their refusals stay."), False),
    Promise("D5", _("Partners may get figures that identify nobody."), False),
    Promise("E1", _("Published figures cannot reveal who is in them."), False),
    Promise("F1", _("Links to other sites are marked and carry nothing along."), False),
    Promise("G1", _("A cookie tells which version of a page you saw, and nothing about who you are.")),
    Promise("G2", _("Clicks are counted once for each visitor, and in total.")),
    Promise("G3", _("Visits are counted by the hour, source, country and device: counts, never trails.")),
    Promise("G4", _("Pages work without cookies; a refusal is remembered and honoured.")),
    Promise("G5", _("Pixels count and collect nothing.")),
    Promise("G6", _("A page lists every cookie there is.")),
    Promise("H1", _("Google Ads cookies load only after you agree, and only where an owner uses them.")),
    Promise("H2", _("Google’s advertising can be refused here and with Google, for good.")),
    Promise("I1", _("What you post can be moderated, reported, and deleted by you."), False),
    Promise("I2", _("Nothing you post is public before you were told that it will be."), False),
    Promise("J1", _("Californians can ask, once a year, who got their data for direct marketing.")),
    Promise("K1", _("It is stated in which country data is kept, and on what legal footing.")),
    Promise("L1", _("Access by strangers is prevented, and security gets better over time."), False),
    Promise("L2", _("A forgotten password is renewed by a link that works once, within an hour."), False),
    Promise("L3", _("What a plan includes is verified in one place."), False),
    Promise("M1", _("Every request to support gets a case and a deadline."), False),
)
