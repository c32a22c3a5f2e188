"""The checks of the promises that this room keeps: the text that stands is the one the code makes, people were told,
the cookie page is whole, it is said where data lies, and each host says that signals are obeyed."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import cast

from django.conf import settings
from django.db.models import Count, Max, Min, Q
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from smartbooth.accounts.models import User
from smartbooth.core import clock
from smartbooth.edge import wellknown
from smartbooth.edge.http import Request
from smartbooth.edge.pictures import Pictures
from smartbooth.edge.route import ForDjango, Router
from smartbooth.edge.table import Table
from smartbooth.edge.visits import Visits
from smartbooth.people.models import Consent
from smartbooth.policy import facts, publish, shown, telling, text
from smartbooth.policy.law import leaves, untooled
from smartbooth.policy.models import Acceptance, Telling, Version
from smartbooth.registry.checks.cookies import PACKAGE, scan
from smartbooth.registry.cookies import declaration
from smartbooth.registry.promises import Result, check, says

EXPECTED = (wellknown.GPC, wellknown.SECURITY)
DAY, MONTH = timedelta(days=1), timedelta(days=30)
GRACE = timedelta(minutes=1)  # between signing in and being told; between publishing and the last cached reference


@check("A1", _("The policy in force is the one that the code and the settings make"))
def compiles() -> Result:
    current = publish.current()
    if current is None:
        return Result(False, _("No policy was published yet."))
    made = text.generated()
    stands = {"en": current.text_en, "fr": current.text_fr}
    differing = [language for language in text.LANGUAGES if made[language] != stands[language]]
    if differing:
        return Result(
            False,
            says(
                _("Version %(number)d no longer says what the service does: a new version has to be published."),
                number=current.number,
            ),
            looked=len(made),
        )
    return Result(
        True,
        says(_("Version %(number)d, in both languages, word for word."), number=current.number),
        looked=len(made),
    )


@check("A1", _("Every published version is still as it was published"))
def untouched() -> Result:
    versions = list(Version.objects.order_by("number"))
    wrong = [
        one.number
        for at, one in enumerate(versions, 1)
        if one.number != at or one.digest != text.digest({"en": one.text_en, "fr": one.text_fr})
    ]
    backwards = any(later.published_at < one.published_at for one, later in pairwise(versions))
    if wrong or backwards or not versions:
        return Result(False, _("A version is missing, was edited, or has another date."), looked=len(versions))
    return Result(
        True,
        says(_("Versions published: %(last)d. Each reads as on its day."), last=versions[-1].number),
        looked=len(versions),
    )


@check("A2", _("Whoever signed in since the last change was told of it, and whoever joined accepted the policy"))
def told() -> Result:
    current = publish.current()
    if current is None:
        return Result(False, _("No policy was published yet."))
    now = clock.now()
    active = User.objects.filter(last_login__gt=current.published_at, last_login__lt=now - GRACE)
    known = Acceptance.objects.filter(version=current).values("user")
    untold = active.exclude(pk__in=known).count()
    looked = active.count()
    if untold:
        return Result(
            False, says(_("Accounts that signed in and were not told: %(count)d."), count=untold), looked
        )
    return Result(
        True,
        says(_("Accounts that signed in since then: %(count)d. Each was told, or joined under it."), count=looked),
        looked,
    )


@check("A2", _("Whoever had an account when the policy changed was written to within a day"))
def written() -> Result:
    """Of the versions of 30 days but the very first: nobody is without a letter, and none waits without a reason."""
    now, looked = clock.now(), 0
    for version in Version.objects.filter(number__gt=1, published_at__gt=now - MONTH):
        looked += telling.concerned(version).count()
        untold, waiting = telling.untold(version).count(), telling.waiting(version, now - DAY)
        if not Telling.objects.filter(version=version).exists() or (untold and version.published_at < now - DAY):
            text = _("Accounts that no letter about version %(number)d was written to: %(count)d.")
            return Result(False, says(text, number=version.number, count=untold), looked)
        if waiting:
            text = _("Letters about version %(number)d that wait for more than a day: %(count)d.")
            return Result(False, says(text, number=version.number, count=waiting), looked)
    return Result(
        True, says(_("Letters owed about changes of 30 days: %(count)d. None is missing."), count=looked), looked
    )


@check("A2", _("Each consent names the policy its person could read"))
def receipts() -> Result:
    first = Version.objects.aggregate(first=Min("published_at"))["first"]
    if first is None:
        return Result(False, _("No policy was published yet."))
    references = [f"{number}/{digest}" for number, digest in Version.objects.values_list("number", "digest")]
    since = Consent.objects.filter(given_at__gt=first + GRACE)
    found = since.aggregate(all=Count("pk"), nameless=Count("pk", filter=~Q(policy__in=references)))
    if found["nameless"]:
        return Result(
            False,
            says(_("Consents that name no policy ever published: %(count)d."), count=found["nameless"]),
            found["all"],
        )
    return Result(
        True,
        says(_("Consents that name a published version and its hash: %(count)d."), count=found["all"]),
        found["all"],
    )


@check("G6", _("The cookie page lists every cookie that is declared, and all that the code can set are"))
def cookie_page() -> Result:
    names, missing = shown.names(), set()
    for language in text.LANGUAGES:
        with override(language):
            page = render_to_string("policy/cookies.html", shown.cookies())
        missing |= {name for name in names if f"<code>{name}</code>" not in page}
    places = list(scan(PACKAGE))
    undeclared = {
        name for place in places for name in place.names or ("?",) if declaration(name, place.kind) is None
    }
    if missing or undeclared:
        which = ", ".join(sorted(missing | undeclared))
        return Result(
            False, says(_("Not on the page, or not declared: %(names)s."), names=which), looked=len(names)
        )
    return Result(
        True,
        says(
            _("Names on the page: %(names)d. Places in the code that set them: %(places)d."),
            names=len(names),
            places=len(places),
        ),
        looked=len(names) + len(places),
    )


@check("K1", _("The policy says where data lies and on what footing, and agreements name it"))
def places() -> Result:
    current = publish.current()
    if current is None:
        return Result(False, _("No policy was published yet."))
    if untooled():
        return Result(False, _("Data lies in a country for which no legal tool is named."))
    used = facts.in_use()
    bare = [one.key for one in used if leaves(one.country) and not str(one.contract).strip()]
    unsaid = [
        language for language in text.LANGUAGES for one in _said(language) if one not in current.text(language)
    ]
    if bare or unsaid:
        return Result(False, _("A transfer is not stated, or has no legal tool."), looked=len(used) + 1)
    newest = Acceptance.objects.aggregate(newest=Max("told_at"))["newest"]
    return Result(
        True,
        says(
            _(
                "Recipients named beside the machines’ country (%(country)s): %(count)d. "
                "The last agreement is of %(day)s."
            ),
            count=len(used), country=settings.HOSTING_COUNTRY, day=f"{newest:%Y-%m-%d}" if newest else "—",
        ),
        looked=len(used) + 1,
    )  # fmt: skip


def _said(language: str) -> list[str]:
    """What the text has to name: the machines' country, and each recipient with its country."""
    with override(language):
        said = [facts.country(settings.HOSTING_COUNTRY)]
        for one in facts.in_use():
            said += [facts.plain(one.name), facts.country(one.country)]
    return said


@check("G4", _("Each host says that Global Privacy Control is obeyed, and where weaknesses are reported"))
def signals() -> Result:
    hosts = [settings.STUDIO_HOST, settings.PATH_HOST, f"any.{settings.PAGES_DOMAIN}"]
    silent = [host for host in hosts for path in EXPECTED if not _served(host, path)]
    if silent:
        return Result(
            False, says(_("Not said on %(hosts)s."), hosts=", ".join(sorted(set(silent)))), looked=len(hosts)
        )
    return Result(True, says(_("Said on the studio and on both kinds of launch hosts.")), looked=len(hosts))


def _served(host: str, path: bytes) -> bool:
    """Asked as a browser's request is: with no launch there, since a host says it whether or not one lives there."""
    router = Router(cast(Visits, None), cast(Pictures, None))  # neither is needed for what no launch answers
    router.swap(Table())
    try:
        return router.answer(Request(b"GET", host.encode(), path, b"", {}, "")).head.status == 200
    except ForDjango:
        return False
