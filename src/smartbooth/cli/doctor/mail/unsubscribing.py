"""The one click that ends a subscription reaches us: https, at a host that others find."""

from smartbooth.cli.doctor.mail.advice import Advice, bad, good
from smartbooth.cli.doctor.mail.facts import Facts
from smartbooth.cli.doctor.mail.way_out import ours
from smartbooth.mail.published.names import Names, addresses

NAME = "Unsubscribe"


def link(facts: Facts, names: Names) -> Advice:
    """RFC 8058 3.1: the address in List-Unsubscribe has to be https. Raises Silent."""
    if not ours(facts.studio):
        return bad(
            NAME, f"links in letters lead to “{facts.studio}”, which nobody finds", "Set SMARTBOOTH_STUDIO_HOST."
        )
    if not facts.secure:
        says = f"links in letters are http: no mailbox shows “unsubscribe” for http://{facts.studio}"
        return bad(NAME, says, "Put a proxy with https in front, and set SMARTBOOTH_SCHEME to https.")
    found = addresses(names, facts.studio)
    if not found:
        return bad(
            NAME, f"{facts.studio}, where links in letters lead, has no address", "Publish its address (A, AAAA)."
        )
    return good(NAME, f"one click at https://{facts.studio} ({', '.join(found)})")
