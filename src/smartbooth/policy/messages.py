"""What the policy's changes are told with (promise A2)."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from smartbooth.mail.messages import EXAMPLE_MOMENT, Facts, Message
from smartbooth.mail.parameters import Count
from smartbooth.policy.models import Version
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject


class PolicyChanged(Message):
    """To everybody with an account. It holds the version's number; what changed is read when it is written."""

    name = "policy-changed"
    purpose, of = Purpose.CHANGES, Subject.OWNER
    when = _("once, when the privacy policy changes, to each account there is on that day")
    budget = 12  # a policy that changes more often is none
    alike, bulk = True, True
    contains = {"version": Count()}
    subject = _("The privacy policy of %(BRAND)s has changed")
    template = "policy/mail/changed"
    example = {
        "version": 2, "since": EXAMPLE_MOMENT, "summary": _("The company has another address."),
        "diff": "/privacy/versions/2/since/1/", "policy": "/privacy/", "account": "/account/",
    }  # fmt: skip

    @classmethod
    def links(cls, facts: Facts) -> dict[str, str]:
        number = facts.params["version"]
        return {
            "diff": reverse("privacy_since", args=[number, number - 1]),
            "policy": reverse("privacy"),
            "account": reverse("account"),
        }

    @classmethod
    def extras(cls, facts: Facts) -> dict[str, Any]:
        version = Version.objects.get(pk=facts.params["version"])
        return {"since": version.published_at, "summary": version.summary(facts.language)}
