"""The operator's desk: what the code now makes, what differs from what stands, and the act of publishing it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from smartbooth.accounts.models import User
from smartbooth.accounts.operators import operator
from smartbooth.core.notices import tell
from smartbooth.policy import looks, publish, text
from smartbooth.policy.differences import changes
from smartbooth.policy.models import Version
from smartbooth.policy.views import language

LONGEST = 600  # characters: what changed is told in a sentence or three


class SummaryForm(forms.Form):
    summary_en = forms.CharField(
        label=gettext_lazy("What changed, in English"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "en"}),
    )
    summary_fr = forms.CharField(
        label=gettext_lazy("What changed, in French"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "fr"}),
    )


@operator
@require_http_methods(["GET", "HEAD", "POST"])
def policy(request: HttpRequest) -> HttpResponse:
    """The draft and its difference to the version in force. POST `summary_en`, `summary_fr`: publish it, now."""
    form = SummaryForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _publish(request, form)
    current, texts = publish.current(), text.generated()
    context: dict[str, Any] = {
        "form": form,
        "current": current,
        "pending": current is None or current.digest != text.digest(texts),
        "changes": changes(current.text(language()), texts[language()]) if current else [],
        "versions": Version.objects.select_related("published_by"),
    }
    return render(request, "policy/operator.html", context, status=422 if form.errors else 200)


def _publish(request: HttpRequest, form: SummaryForm) -> HttpResponse:
    assert isinstance(request.user, User)
    try:
        version = publish.publish(request.user, **form.cleaned_data)
    except (publish.Unchanged, IntegrityError):  # somebody else was quicker, or a second press of the button
        tell(request, _("That text stands already. Nothing was published."))
    else:
        looks.again("A1")
        tell(request, _("Version %(number)d is in force from now on.") % {"number": version.number})
    return redirect("operator_policy")
