"""How a try can fail, and what each means for the next one."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Trouble:
    """`whole`: the endpoint as such does not work, so nothing else is tried there until its pause is over."""

    words: str | Promise
    whole: bool = True


TROUBLES: dict[str, Trouble] = {
    "refused": Trouble(_("The address leads into a private network, where we do not write.")),
    "unknown": Trouble(_("The machine’s name leads nowhere.")),
    "connect": Trouble(_("Nobody answers at that address.")),
    "slow-connect": Trouble(_("Nobody answered at that address in time.")),
    "certificate": Trouble(_("Its certificate is not valid, or it does not speak TLS as it should.")),
    "slow": Trouble(_("It took too long to answer.")),
    "broken": Trouble(_("It hung up before it had answered.")),
    "redirect": Trouble(_("It sent us to another address. We do not follow: enter the final address.")),
    "gone": Trouble(_("It answered 410, “gone for good”, so nothing is sent there any more.")),
    "busy": Trouble(_("It asked us to wait.")),
    "error": Trouble(_("It failed on its side.")),
    "declined": Trouble(_("It did not accept this message."), whole=False),
    "expired": Trouble(_("It could not be reached for days."), whole=False),
    "sealed": Trouble(_("Its secret does not open any more. Change the secret."), whole=True),
}


def of_status(status: int) -> str:
    """The trouble an HTTP status means, "" for none (2xx)."""
    if 200 <= status < 300:
        return ""
    if 300 <= status < 400:
        return "redirect"
    if status == 410:
        return "gone"
    if status in (408, 425, 429):
        return "busy"
    return "error" if status >= 500 else "declined"
