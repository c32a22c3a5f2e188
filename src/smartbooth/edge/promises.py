"""The promises the edge keeps, checked by playing visitors on live launches: G1, G4, G5, H2."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from smartbooth.edge import choice, cookie
from smartbooth.edge.http import IDENTITY, Answer
from smartbooth.edge.rehearsal import Rehearsal, sent_back
from smartbooth.edge.table import Launch
from smartbooth.launches import remarketing
from smartbooth.registry.promises import Result, check, says

PEOPLE = 80  # played on each launch: more than there can be letters in two neighbouring hours
# All that a pixel could be tempted to read.
POISON: dict[str, bytes] = {
    "user_agent": b"Somebody/1.0 (a very particular machine)",
    "referer": b"https://somewhere.example/search?q=somebody",
    "accept_language": b"br-FR, cy;q=0.9",
    "x_forwarded_for": b"198.51.100.23",
    "forwarded": b"for=198.51.100.23",
    "authorization": b"Basic c29tZWJvZHk=",
    "from": b"somebody@example.org",
    "if_none_match": b'"somebody"',
    "sec_ch_ua": b'"Somebody";v="1"',
}
NONE_LIVE = _("No page is live: there was nothing to look at.")


@check("G1", _("The same cookie shows the same page, and tells no two visitors apart"))
def sticky() -> Result:
    rehearsal, looked = Rehearsal(), 0
    for launch in rehearsal.launches():
        values: dict[bytes, bytes] = {}
        for number in range(PEOPLE):
            agent = b"Mozilla/5.0 (X11; Linux x86_64; rv:%d.0) Gecko/20100101 Firefox/%d.0" % (number, number)
            answer = rehearsal.ask(launch, peer=f"192.0.2.{number + 1}", user_agent=agent)
            values.setdefault(sent_back(answer), answer.body)
        looked += PEOPLE
        if len(values) > 2 * len(launch.variants):  # two: the hour may end meanwhile
            return Result(
                False, _("Cookies of visitors who came the same way differ: they could tell them apart."), looked
            )
        for value, page in values.items():
            visit = cookie.parse(value, launch.variants, launch.since)
            back = rehearsal.ask(launch, peer="198.51.100.9", cookie=value, user_agent=b"Mozilla/5.0 (another)")
            if visit is None or back.body != page or back.cookie:
                return Result(False, _("A returning visitor did not see the page they know."), looked)
    if not looked:
        return Result(True, NONE_LIVE)
    return Result(
        True,
        says(_("%(count)d visitors were played; as many cookies as versions, each kept."), count=looked),
        looked,
    )


@check("G4", _("Who asks not to be counted is not counted, and pages work without cookies"))
def objection() -> Result:
    rehearsal, looked = Rehearsal(), 0
    for launch in rehearsal.launches():
        looked += 1
        wrong = _objected(rehearsal, launch)
        if wrong:
            return Result(False, says(_("On a live page: %(what)s"), what=wrong), looked)
    if not looked:
        return Result(True, NONE_LIVE)
    return Result(
        True, says(_("On %(count)d live pages: refused, remembered, and not counted again."), count=looked), looked
    )


def _objected(rehearsal: Rehearsal, launch: Launch) -> object:
    """What went wrong; "" for nothing."""
    for path in (b"", b"seen.gif", b"thanks", b"uncounted"):
        if rehearsal.ask(launch, path).head.status != 200:
            return _("without a cookie it did not open.")
    answer = rehearsal.ask(launch, b"uncount", b"POST", sec_fetch_site=b"same-origin")
    kept = sent_back(answer)
    if answer.head.status != 303 or b"Max-Age=%d;" % cookie.LIFE not in answer.cookie:
        return _("the refusal was not remembered.")
    rehearsal.witness.told()
    button = next((name for variant in launch.variants.values() for name in variant.buttons), None)
    for path in (b"", b"seen.gif", *([b"go/" + button] if button else [])):
        answer = rehearsal.ask(launch, path, cookie=kept)
        if answer.head.status not in (200, 303) or answer.cookie:
            return _("after the refusal it did not work as before.")
    if any(b"\tdrop\t" not in line for line in rehearsal.witness.told()):
        return _("who had refused was counted.")
    return ""


@check("G5", _("The pixel is the same for all, and what answers it reads the launch’s cookie and nothing else"))
def pixel() -> Result:
    rehearsal, looked, seen = Rehearsal(), 0, set()
    for launch in rehearsal.launches():
        visitor = sent_back(rehearsal.ask(launch))
        for kept in (None, visitor):
            rehearsal.witness.told()
            plain = rehearsal.ask(launch, b"seen.gif", cookie=kept, user_agent=None)
            counted = rehearsal.witness.told()
            others = (kept + b"; " if kept else b"") + b"other=somebody"
            poisoned = rehearsal.ask(
                launch, b"seen.gif", query=b"who=somebody", peer="198.51.100.23", **{**POISON, "cookie": others}
            )
            if _raw(plain) != _raw(poisoned) or counted != rehearsal.witness.told():
                return Result(
                    False, _("The pixel answered differently to a browser that says more of itself."), looked
                )
            seen.add(plain.head.raw + plain.body)
        looked += 1
        if len(seen) > 1 or not all(_plain_pixel(launch, page) for page in _pages(launch)):
            return Result(False, _("A page’s pixel is not that of all others."), looked)
    if not looked:
        return Result(True, NONE_LIVE)
    return Result(
        True, says(_("Asked for on %(count)d live pages, with all that browsers can say."), count=looked), looked
    )


def _raw(answer: Answer) -> tuple[bytes, bytes, bytes]:
    return answer.head.raw, answer.body, answer.cookie


def _pages(launch: Launch) -> list[bytes]:
    return [answers[IDENTITY].body for variant in launch.variants.values() for answers in variant.pages.values()]


def _plain_pixel(launch: Launch, page: bytes) -> bool:
    """Named at most once, and without anything that could tell who asks for it."""
    named = page.count(b"seen.gif")
    return named == 0 or (named == 1 and b'src="%bseen.gif"' % launch.root_bytes in page)


@check("H2", _("Google’s ads can be refused, the browser’s signal refuses them, and their settings are at hand"))
def refusable() -> Result:
    rehearsal, looked = Rehearsal(), 0
    for launch in rehearsal.launches():
        if not launch.asks:
            continue
        looked += 1
        wrong = _not_refusable(rehearsal, launch)
        if wrong:
            return Result(False, says(_("On a live page: %(what)s"), what=wrong), looked)
    if not looked:
        return Result(True, _("No page that is live uses Google’s ads."))
    return Result(True, says(_("On %(count)d live pages that use them."), count=looked), looked)


def _not_refusable(rehearsal: Rehearsal, launch: Launch) -> object:
    page = rehearsal.ask(launch)
    for link in (remarketing.SETTINGS, remarketing.OPT_OUT):
        if link.encode() not in page.body:
            return _("Google’s preferences are not at hand.")
    theirs = b"_gcl_au=1.1.1"
    refused = rehearsal.ask(launch, b"refuse", b"POST", sec_fetch_site=b"same-origin", cookie=theirs)
    if not refused.cookie.startswith(b"choice=no;") or b"Max-Age=%d;" % choice.LIFE not in refused.cookie:
        return _("a refusal was not remembered.")
    if not any(value.startswith(b"_gcl_au=;") for name, value in refused.head.pairs if name == b"set-cookie"):
        return _("Google’s cookies outlived the refusal.")
    signal = rehearsal.ask(launch, sec_gpc=b"1")
    left = rehearsal.ask(launch, cookie=sent_back(page) + b"vl")
    for answer in (signal, left):
        if b'id="choice"' in answer.body or b"googletagmanager" in answer.head.raw + answer.body:
            return _("it asks people whose browser refuses, or who have finished.")
    agreed = rehearsal.ask(launch, b"agree", b"POST", sec_fetch_site=b"same-origin", sec_gpc=b"1")
    return _("a yes outweighed the browser’s signal.") if agreed.cookie else ""
