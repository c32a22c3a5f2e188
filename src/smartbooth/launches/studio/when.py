"""From what hour on, for the reader: in the time zone that owners read, and in their own where a script runs
(static/launches/moments.js)."""

from __future__ import annotations

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from smartbooth.core import clock
from smartbooth.launches.models import Launch, Split
from smartbooth.launches.publish import in_force, pending


def hour_of(split: Split) -> SafeString:
    """ "15:00 CET", as a <time>."""
    return mark(split.hour)


def mark(number: int) -> SafeString:
    """The wall clock when hour `number` begins, as a <time>."""
    return timed(number, written(number), "hour")


def written(number: int) -> str:
    """ "15:00 CET": with its zone, for a reader may live in another one."""
    return timezone.localtime(clock.hour_start(number)).strftime("%H:%M %Z")


def timed(number: int, text: str, form: str) -> SafeString:
    """`text` as the moment when hour `number` begins. `form`: how the script says it, "hour" or "day"."""
    moment = clock.hour_start(number)
    return format_html('<time datetime="{}" data-local="{}">{}</time>', moment.isoformat(), form, text)


def said(sentence: str, split: Split, **names: str) -> SafeString:
    """`sentence` with its {hour} and other names filled in."""
    return format_html(sentence, hour=hour_of(split), **names)


def coming(launch: Launch) -> SafeString | str:
    """That new visitors will be shared out otherwise, and from when on; "" where nothing is to change."""
    split = pending(launch)
    return said(_("From {hour} on, new visitors are shared out as you see it here."), split) if split else ""


def joining(launch: Launch) -> tuple[str, Split] | None:
    """(letters that visitors are going to get and do not get yet, from when on), or None."""
    split = pending(launch)
    if split is None:
        return None
    now = in_force(launch.pk, clock.hour())
    letters = sorted(set(split.shares) - set(now.shares if now else ()))
    return (", ".join(letters).upper(), split) if letters else None


def joins(launch: Launch) -> SafeString | str:
    """`joining` as a sentence, "" for none."""
    found = joining(launch)
    return said(_("New visitors get {letters} from {hour} on."), found[1], letters=found[0]) if found else ""
