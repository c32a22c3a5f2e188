"""Beside the shares in a launch's settings: that a test sets them itself."""

from __future__ import annotations

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from smartbooth.experiments.models import Round
from smartbooth.launches.models import Launch


def follows(launch: Launch) -> SafeString | str:
    """What is set by hand holds from one full hour to the next, for then the results have the word again
    (rounds/adapt.py). "" where no test sets them. One query."""
    round_ = Round.objects.filter(launch=launch, ended_hour=None, adaptive=True, verdict="").first()
    if round_ is None:
        return ""
    said: str = _(
        "The split follows the results of test {number}: what you set here holds for one hour, then it follows them "
        "again. {link}"
    )
    link = format_html('<a href="{}#options">{}</a>', reverse("tests", args=[launch.pk]), _("Turn that off"))
    return format_html(said, number=round_.number, link=link)
