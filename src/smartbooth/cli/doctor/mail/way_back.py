"""What comes back arrives; and an address letters leave from has a name that leads back to it."""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings

from smartbooth.cli.doctor.mail.advice import Advice, bad, good, warn
from smartbooth.cli.doctor.mail.facts import Facts
from smartbooth.cli.doctor.mail.way_out import ours
from smartbooth.mail.published.names import Names, addresses, ask, plain

MX, PTR, EVENTS = "Mail back", "Own names", "Events"
LOST = "bounces and those who unsubscribe by mail are lost"


def servers(facts: Facts, names: Names) -> Advice:
    """MX records of the domain that mail comes back to (RFC 5321 5.1). Raises Silent."""
    domain = facts.returns
    hosts = [plain(one.exchange) for one in ask(names, domain, "MX")]  # type: ignore[attr-defined]  # MX has
    line = f"{domain}. IN MX 10 {facts.studio}."
    publish = (line,) if ours(facts.studio) else ()
    if not hosts:
        if addresses(names, domain):
            says = f"{domain} has no MX record; mail goes to its own address"
            return warn(MX, says, "Publish an MX record, so that everybody finds the server.", *publish)
        return bad(
            MX,
            f"no mail server takes mail for {domain}: {LOST}",
            "Publish an MX record that names the server `smartbooth mailroom` runs on.",
            *publish,
        )
    if hosts == [""]:
        return bad(
            MX,
            f"{domain} says that it takes no mail (RFC 7505): {LOST}",
            "Publish an MX record that names the server `smartbooth mailroom` runs on.",
            *publish,
        )
    nowhere = [host for host in hosts if not addresses(names, host)]
    if nowhere == hosts:
        return bad(
            MX,
            f"{', '.join(hosts)} for {domain} has no address: {LOST}",
            "Publish the address of that server (A, AAAA).",
        )
    if nowhere:
        return warn(
            MX,
            f"{', '.join(nowhere)}, one of {domain}’s mail servers, has no address",
            "Take it out of the MX records.",
        )
    aliases = [host for host in hosts if ask(names, host, "CNAME")]
    if aliases:
        says = f"{aliases[0]} is an alias: some servers do not deliver to one (RFC 2181 10.3)"
        return warn(MX, says, "Name the host that it stands for in the MX record.")
    return good(MX, f"{', '.join(hosts)} for {domain}")


def events(facts: Facts, names: Names) -> Advice:
    """Where the provider has to post bounces and complaints."""
    from smartbooth.mail.transports.provider import choice  # what it needs takes a while to load
    from smartbooth.mail.transports.provider.events import address

    if choice.hears(settings.MAIL_PROVIDER) is None:
        says = f"{settings.MAIL_PROVIDER} tells nothing of letters that come back, nor of who complains"
        return warn(EVENTS, says, "Look at its pages, and choose one that does before you write to many.")
    says = "bounces, refusals, complaints and unsubscribing are heard at the address below"
    return Advice(EVENTS, "good", says, "Enter it at the provider, for these and no others:", (address(),))


def own_names(facts: Facts, names: Names) -> Advice:
    """PTR records of the sending addresses, confirmed. Raises Silent."""
    if facts.by_provider:
        return good(PTR, "the provider’s addresses are its own affair")
    if not facts.ips:
        return warn(
            PTR, "which addresses letters leave from cannot be seen from here", "Say them: --sends-from IP."
        )
    found, without = {}, []
    for ip in facts.ips:
        hosts = [plain(one.target) for one in ask(names, ip_address(ip).reverse_pointer, "PTR")]  # type: ignore[attr-defined]  # PTR has
        back = [host for host in hosts if ip in addresses(names, host)]
        found[ip] = back[0] if back else ""
        without += [] if back else [f"{ip} ({hosts[0]} does not lead back)" if hosts else ip]
    if without:
        says = f"no name leads to and from {', '.join(without)}: large mailboxes refuse letters from there"
        cure = "Have whoever rents out the address name it; the mail server greets with that name (HELO)."
        return (bad if facts.sure else warn)(PTR, says, cure)
    return good(PTR, ", ".join(f"{ip} is {host}, and back" for ip, host in found.items()))
