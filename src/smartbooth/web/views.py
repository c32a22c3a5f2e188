from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from smartbooth.accounts.models import User
from smartbooth.accounts.operators import start


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this is, for who does not know yet; who is signed in goes on to their launches, or an operator's desk."""
    if isinstance(request.user, User):
        return redirect(start(request.user))
    return render(request, "web/home.html")
