"""Mail leaves: nobody waits for a letter that should be there by now."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Max, Q

from smartbooth.cli.doctor.finding import Finding, bad, good, warn
from smartbooth.core import clock
from smartbooth.mail import dkim
from smartbooth.mail.models import Outbox

LATE = timedelta(minutes=15)  # a new password is waited for; the worker looks twice a second
LATELY = timedelta(days=1)
LINE = (Outbox.WAITING, Outbox.CLAIMED)


def mail() -> Finding:
    now = clock.now()
    try:
        says = f"{_way()}; {_counts(now)}"
    except dkim.Unusable as error:
        return bad("Mail", str(error), "Until then no letter is sent.")
    # A letter to very many waits its turn, by design; one that met a server that is away has its problem noted.
    late = Outbox.objects.filter(Q(bulk=False) | ~Q(problem=""), state__in=LINE, created_at__lt=now - LATE)
    oldest = late.order_by("created_at").values_list("created_at", "problem").first()
    if oldest:
        minutes = int((now - oldest[0]).total_seconds() // 60)
        why = f" ({oldest[1]})" if oldest[1] else ""
        return bad("Mail", f"a letter has waited for {minutes:,} minutes{why}; {says}", _cure(oldest[1]))
    ended = Outbox.objects.filter(state__in=(Outbox.DEAD, Outbox.HELD), due_at__gte=now - LATELY).count()
    if ended:
        return warn(
            "Mail", says, f"{ended:,} of these since yesterday: operators see why, and let them go, at /outbox/."
        )
    return good("Mail", says)


def _cure(problem: str) -> str:
    if problem:
        return "`smartbooth doctor mail --connect` says what is wrong with the mail server."
    return "See that the worker runs: `smartbooth serve`, or `smartbooth work` beside it."


def _way() -> str:
    """Raises dkim.Unusable."""
    if settings.MAIL_TRANSPORT == "browser":
        return "to /outbox/ only"
    if settings.MAIL_TRANSPORT == "provider":
        return f"by {settings.MAIL_PROVIDER}"
    return f"by {settings.MAIL_HOST}, {'unsigned' if dkim.current() is None else 'signed'}"


def _counts(now: datetime) -> str:
    found = dict(Outbox.objects.order_by().values_list("state").annotate(Count("pk")))
    waiting = sum(found.get(state, 0) for state in (*LINE, Outbox.FAILED))
    # When a row was sent it was due: so the index answers, however many there are.
    sent = [
        Outbox.objects.filter(state=Outbox.SENT, bulk=bulk).aggregate(at=Max("due_at"))["at"]
        for bulk in (False, True)
    ]
    last = max((at for at in sent if at), default=None)
    return (
        f"the last letter left {_ago(now, last)}, {waiting:,} waiting, {found.get(Outbox.HELD, 0):,} held back, "
        f"{found.get(Outbox.DEAD, 0):,} given up"
    )


def _ago(now: datetime, then: datetime | None) -> str:
    if then is None:
        return "never"
    minutes = max(0, int((now - then).total_seconds() // 60))
    for unit, size in (("days", 1440), ("hours", 60)):
        if minutes >= 2 * size:
            return f"{minutes // size:,} {unit} ago"
    return f"{minutes} minutes ago"


CHECKS = (mail,)
