"""What a running installation does: the worker folds, the journal is short, the server answers."""

import http.client

from django.conf import settings
from django.db.models import Sum

from smartbooth.cli.doctor.finding import Finding, bad, good, warn
from smartbooth.core.heartbeat import SILENT, heard
from smartbooth.journal import segments
from smartbooth.tallies.models import Cursor, Pending

LONG = 16 * 1024 * 1024  # bytes not yet counted: some 200,000 events, a second's folding
SECONDS = 5.0  # for an answer


def worker() -> Finding:
    age = heard()
    if age is None:
        return bad("Worker", "has never run here", "Run `smartbooth serve`, or `smartbooth work` beside it.")
    if age > SILENT:
        says = f"has been silent for {age:,.0f} seconds: visits are journalled and not counted"
        return bad("Worker", says, "Run `smartbooth serve`, or `smartbooth work` beside it.")
    return good("Worker", "folds and keeps schedules")


def unfolded() -> int:
    """Bytes of this node's journal that are not counted yet."""
    sizes = dict(segments.listed(settings.JOURNAL))
    return sum(sizes.values()) - (
        Cursor.objects.filter(segment__in=sizes).aggregate(bytes=Sum("offset"))["bytes"] or 0
    )


def journal() -> Finding:
    """A little is normal: the worker looks four times a second."""
    waiting = unfolded()
    leads = Pending.objects.count()
    says = f"{waiting:,} bytes and {leads:,} leads not counted yet"
    if waiting > LONG:
        return warn("Journal", says, "Nothing is lost; see that the worker runs and the disk keeps up.")
    return good("Journal", says)


def server() -> Finding:
    """The studio's first page, asked for as a browser would."""
    connection = http.client.HTTPConnection("127.0.0.1", settings.PORT, timeout=SECONDS)
    try:
        connection.request("GET", "/", headers={"Host": settings.STUDIO_HOST + settings.PUBLIC_PORT})
        status = connection.getresponse().status
    except OSError:
        return bad("Server", f"nothing answers on port {settings.PORT}", "Run `smartbooth serve`.")
    finally:
        connection.close()
    if status >= 500:
        return bad("Server", f"answers {status} on port {settings.PORT}", "Read what `smartbooth serve` printed.")
    return good("Server", f"answers on port {settings.PORT}")


CHECKS = (worker, journal, server)
