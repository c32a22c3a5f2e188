"""Promise C1 at the form that makes an account, and B3 where accounts are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.db import connections
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext_lazy as _

from smartbooth.accounts.models import PSEUDONYM, User
from smartbooth.core import clock
from smartbooth.registry.promises import Result, check, says


class Touched(Exception):
    """The databases were asked for something."""


@check("C1", _("An answer under age at sign-up reads and writes nothing"))
def sign_up_asks_first() -> Result:
    """Sends the form as a child would, complete, for three years of birth, with every database closed: one statement,
    reading or writing, and the check is red. Then once more with an adult's year and the mark of the first try."""
    from smartbooth.accounts.views import ASKED

    year, marked = clock.now().year, ""
    young = [year - settings.AGE_MINIMUM, year - settings.AGE_MINIMUM + 1, year - 6]
    for born in [*young, year - 40]:
        try:
            with _closed():
                answer = _sign_up(str(born), marked)
        except Touched:
            return Result(False, says(_("The form took a child’s answer further: born %(year)d."), year=born))
        if answer.status_code != 403 or ASKED not in answer.cookies:
            return Result(False, _("A child’s answer was not refused, or could be changed at once."))
        marked = answer.cookies[ASKED].value
    return Result(
        True, _("Three answers under age and a second try were refused; nothing was read or written."), 4
    )


def _sign_up(born: str, marked: str) -> HttpResponse:
    from smartbooth.accounts.views import ASKED, SignUp

    request = HttpRequest()
    request.method, request.path = "POST", "/accounts/signup/"
    request.META = {
        "REMOTE_ADDR": "127.0.0.1",
        "SERVER_NAME": settings.STUDIO_HOST,
        "SERVER_PORT": str(settings.PORT),
    }
    request.user, request.session = AnonymousUser(), SessionStore()
    request.COOKIES = {ASKED: marked} if marked else {}
    typed = QueryDict(mutable=True)
    typed.update(
        {
            "company": "Child",
            "username": "a.child",
            "email": "child@example.org",
            "password1": "a long sentence of mine",
        }
    )
    typed["born"] = born
    request.POST = typed  # type: ignore[assignment] # as the form sends it
    view = SignUp()
    view.setup(request)
    answer: HttpResponse = view.post(request)
    return answer


@contextmanager
def _closed() -> Iterator[None]:
    """Every statement to any database raises Touched, before it is sent."""

    def refuse(execute: Callable[..., Any], sql: str, *given: Any) -> Any:
        raise Touched(sql)

    with ExitStack() as stack:
        for database in connections.all():
            stack.enter_context(database.execute_wrapper(refuse))
        yield


@check("B3", _("No account holds an address in clear"))
def no_address() -> Result:
    users = User.objects.exclude(email="")
    shown = users.exclude(email__endswith=PSEUDONYM).count() + User.objects.filter(username__contains="@").count()
    shown += EmailAddress.objects.exclude(email__endswith=PSEUDONYM).count()
    if shown:
        return Result(
            False, says(_("%(count)d accounts hold an address that anyone with the table can read."), count=shown)
        )
    looked = users.count()
    return Result(
        True, says(_("%(count)d accounts hold a pseudonym; the addresses are sealed."), count=looked), looked
    )
