"""Where a provider posts what came of letters. Its address is the key, as nothing else is common to all providers; who
signs what they post has the signature checked as well."""

from __future__ import annotations

import hmac
import logging
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from smartbooth.mail.links import absolute
from smartbooth.mail.optout import sign

logger = logging.getLogger(__name__)
USE = "mail/events"  # of the ring


def address() -> str:
    """What to enter at the provider. Another provider gets another."""
    return absolute(reverse("mail_events", args=[_secret()]))


@csrf_exempt  # programs post it, without a cookie or a form of ours
@never_cache
@require_http_methods(["POST", "HEAD"])  # some look whether anybody is there when the address is entered
def events(request: HttpRequest, secret: str) -> HttpResponse:
    """404 for whoever does not know the address, 400 for what cannot be read or is signed wrongly, 200 once it is
    stored. The same again changes nothing, so that a provider may repeat what it got no answer to."""
    if settings.MAIL_TRANSPORT != "provider" or not hmac.compare_digest(secret.encode(), _secret().encode()):
        raise Http404
    # What these need takes a while to load, and most installations have no provider.
    from smartbooth.mail.transports.provider import choice, heard

    view = choice.hears(settings.MAIL_PROVIDER)
    if view is None:
        raise Http404
    if request.method == "POST":
        try:
            found = _read(view, choice.options(), request)
        except Exception as error:  # noqa: BLE001 - whatever a provider's reader raises at what it cannot read
            logger.warning("Events of the mail provider could not be read: %s", type(error).__name__)
            return HttpResponse("This cannot be read, or not believed.\n", content_type="text/plain", status=400)
        for event in found:
            heard.hear(event)
    return HttpResponse("Noted.\n", content_type="text/plain")


def _read(view: type[Any], options: dict[str, Any], request: HttpRequest) -> list[Any]:
    """Anymail's own view would tell all of the program by a signal; here its reader alone is asked."""
    reader = type("Reader", (view,), {"warn_if_no_basic_auth": False})(**options)
    reader.run_validators(request)
    found: list[Any] = reader.parse_events(request)
    return found


def _secret() -> str:
    return sign(USE, settings.MAIL_PROVIDER)
