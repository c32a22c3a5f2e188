"""How each promise is kept, in a sentence or two, and what is still missing: what the promises page says beside the
words of registry/promised.py."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = str | Lazy

AREAS: dict[str, Words] = {
    "A": pgettext_lazy("promises", "The policy itself"),
    "B": pgettext_lazy("promises", "Accounts, consent, purposes"),
    "C": pgettext_lazy("promises", "Children"),
    "D": pgettext_lazy("promises", "Sharing"),
    "E": pgettext_lazy("promises", "Figures about many"),
    "F": pgettext_lazy("promises", "Links"),
    "G": pgettext_lazy("promises", "Cookies, pixels, traffic"),
    "H": pgettext_lazy("promises", "Advertising"),
    "I": pgettext_lazy("promises", "What people publish"),
    "J": pgettext_lazy("promises", "California"),
    "K": pgettext_lazy("promises", "Other countries"),
    "L": pgettext_lazy("promises", "Security and access"),
    "M": pgettext_lazy("promises", "Help"),
}


@dataclass(frozen=True)
class Kept:
    how: Words = ""  # what exists
    missing: Words = ""  # what does not


KEPT: dict[str, Kept] = {
    "A1": Kept(
        _(
            "The policy is generated from the code and the settings. Publishing is one act with a date; "
            "every version stays, with what changed."
        )
    ),
    "A2": Kept(
        _(
            "Each account’s version and moment are recorded, and each consent names the version its person "
            "could read. Owners are written to when it changes, and told once more at their next sign-in."
        )
    ),
    "B1": Kept(
        _("Joining asks for a name, a user name, a mail address and a password, each with its purpose."),
        _("Plans, and with them card, telephone and postal address."),
    ),
    "B2": Kept(
        _(
            "A receipt holds the words, the language, the way and the moment. Taking back is one button, "
            "and ends the use at once."
        )
    ),
    "B3": Kept(
        _(
            "Data about a person opens in the program only under a named purpose that has a legal ground. "
            "Without one it stays closed."
        )
    ),
    "B4": Kept(
        _(
            "Messages are typed: one that advertises cannot be built without a ground and a way to stop, which one "
            "click in the letter itself uses, at once. What cannot be stopped has a yearly limit; what goes over it "
            "is held back."
        )
    ),
    "B5": Kept(
        _(
            "An address is handed to the owner of that launch and to nobody else. From us, one message "
            "tells of your rights. News of other launches comes a few times a year, the same for all, "
            "to who agreed or, outside Europe, did not object; one click ends it."
        )
    ),
    "C1": Kept(_("Age is asked without a hint of the right answer. An answer below it stores nothing at all.")),
    "C2": Kept(
        _(
            "A report opens a case with a clock of 72 hours; deletion reaches the lists, and whoever "
            "received the data. An owner who has not deleted by then is given nobody’s data until they do."
        )
    ),
    "D1": Kept(
        _(
            "One function lets data out. It writes a line in the ledger first; each line holds the hash of "
            "the line before."
        )
    ),
    "D2": Kept(_("Each processor has a list of what it may get. Anything else is refused before it leaves.")),
    "D3": Kept(missing=_("Cases for the police and the courts: a ground, two signatures, a notice.")),
    "D4": Kept(missing=_("The run that tells people before data passes to another company.")),
    "D5": Kept(missing=_("Figures for partners. None are given away today.")),
    "E1": Kept(missing=_("Published figures. None are given away today.")),
    "F1": Kept(
        _("A link tells the other site at most the host it came from, and the click is a count."),
        _("The mark beside links that lead away."),
    ),
    "G1": Kept(
        _("The cookie holds a letter and the hour of the first visit. Nobody’s cookie has a number of its own.")
    ),
    "G2": Kept(_("A click is counted once for each visitor, by a mark in their cookie, and in total.")),
    "G3": Kept(
        _("Only counts are stored, by hour, source, campaign, country and device. No row stands for a visit.")
    ),
    "G4": Kept(
        _(
            "Pages and forms work without cookies. An objection is one button and is remembered; Global "
            "Privacy Control is obeyed."
        )
    ),
    "G5": Kept(
        _(
            "The pixel is the same for everyone, and what answers it reads no address, no agent and no referrer. "
            "Letters load nothing when they are opened, but for that of the newsletter, for who agreed to be counted."
        )
    ),
    "G6": Kept(_("The cookie page is drawn from the declarations that the code is held to.")),
    "H1": Kept(
        _("Off until an owner switches it on. Nothing of Google’s loads before a yes, nor for who has finished.")
    ),
    "H2": Kept(
        _(
            "Each page that uses it carries the refusal and the way to Google’s preferences; Global Privacy "
            "Control refuses for you."
        )
    ),
    "I1": Kept(missing=_("Reviews, posts, uploads and the wall. Nothing can be posted today.")),
    "I2": Kept(missing=_("The warning before posting. Nothing can be posted today.")),
    "J1": Kept(
        _("Answered from the ledger, with names, addresses and kinds of data, also when the answer is nobody.")
    ),
    "K1": Kept(
        _(
            "Country and legal tool are settings, and the policy is made from them. The agreement names the "
            "version read."
        )
    ),
    "L1": Kept(
        _(
            "Each owner sees their own. Addresses are encrypted one by one. Pages of owners share no host "
            "with sign-in."
        ),
        _("A second factor at sign-in, an audit by others, drills."),
    ),
    "L2": Kept(
        _("The answer is the same whether or not an account exists; the link works once."),
        _("A check on live data."),
    ),
    "L3": Kept(missing=_("Plans, and licences for the kiosk.")),
    "M1": Kept(
        _("Requests about rights have clocks and a queue."),
        _("The support page, and a mailbox that opens cases."),
    ),
}
