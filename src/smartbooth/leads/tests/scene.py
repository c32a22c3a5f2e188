"""A published launch with a form, and visitors who send it."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.test import Client
from django.test.client import ClientHandler

from smartbooth.accounts.tenancy import everywhere, within
from smartbooth.config.visitor import VisitorHandler
from smartbooth.core import clock
from smartbooth.launches.blocks import KINDS
from smartbooth.launches.models import Launch, Publication
from smartbooth.leads import given
from smartbooth.leads.arrival import FORM
from smartbooth.leads.given import Given
from smartbooth.leads.models import Lead
from smartbooth.people import vault
from smartbooth.people.models import Consent
from smartbooth.people.purpose import purpose
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject
from smartbooth.tallies.models import Pending


class Behind(ClientHandler):
    """Django as a launch's visitors get it."""

    load_middleware = VisitorHandler.load_middleware


BROWSER = Client()  # no cookie of its own outlives a post: each says which it sends
BROWSER.handler = Behind()
CALL = "You may call me about the first orders"
NEWS = "Send me news of the workshop"
QUESTIONS = [
    {"label": "Which size?", "type": "choice", "choices": ["Small", "Large one"], "required": "yes"},
    {"label": "What for?", "type": "long", "choices": [], "required": "no"},
]


def document(**changes: Any) -> dict[str, Any]:
    data = {
        "headline": "Be first",
        "button_text": "Tell me",
        "name": "optional",
        "purpose_1": CALL,
        "purpose_2": NEWS,
    }
    data |= {"items": []} | changes
    return {"theme": {}, "blocks": [{"id": "form1", "kind": "lead_form", "data": KINDS["lead_form"].clean(data)}]}


def publish(launch: Launch, letters: str = "ab", **changes: Any) -> Publication:
    """Live from now on, without the compiler's bytes, which no form needs."""
    with within(launch.workspace):
        Publication.objects.filter(launch=launch, ended_at=None).update(ended_at=clock.now())
        number = Publication.objects.filter(launch=launch).count() + 1
        manifest = {
            "language": launch.language,
            "name": launch.name,
            "owner": launch.workspace.name,
            "root": launch.root,
            "double_opt_in": launch.double_opt_in,
        }
        return Publication.objects.create(
            workspace=launch.workspace, launch=launch, number=number, manifest=manifest,
            documents={letter: document(**changes) for letter in letters},
        )  # fmt: skip


def post(
    launch: Launch, body: bytes | None = None, headers: dict[str, Any] | None = None, **fields: str
) -> HttpResponse:
    """The form as a browser sends it; `body` raw instead. `headers` in WSGI's names; None takes one away."""
    environ = {
        "smartbooth.launch": launch.pk,
        "smartbooth.workspace": launch.workspace_id,
        "HTTP_HOST": launch.host,
        "HTTP_ORIGIN": f"http://{launch.host}",
        "HTTP_USER_AGENT": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        "REMOTE_ADDR": "192.0.2.7",
        **(headers or {}),
    }
    environ = {name: value for name, value in environ.items() if value is not None}
    if body is None:
        body = urlencode({"email": "sam@example.org", "variant": "a", **fields}).encode()
    BROWSER.cookies.clear()
    kind = environ.pop("CONTENT_TYPE", FORM)
    return BROWSER.post("/lead", data=body, content_type=kind, **environ)


def hand_over() -> None:
    """What the worker does within a second: whoever is ready goes to the owner's list."""
    from smartbooth.handover.list import hand_over

    while hand_over():
        pass


def leads(launch: Launch) -> list[Lead]:
    with everywhere():
        return list(Lead.objects.filter(launch=launch).select_related("person").order_by("created_at"))


def addresses(launch: Launch) -> list[str]:
    with reading(launch):
        return [vault.open(lead.person).address for lead in leads(launch)]


def reading(launch: Launch) -> Any:
    """As the launch's owner reads them."""
    return purpose(Purpose.SERVICE, of=Subject.LEAD, controller=launch.workspace_id, launch=launch.pk)


def written(launch: Launch) -> list[Given]:
    """What each wrote besides the address."""
    with reading(launch):
        return [given.of(lead) for lead in leads(launch)]


def told(launch: Launch) -> list[str]:
    """The sentence each sent the form under."""
    consents = {consent.person_id: consent for consent in Consent.objects.filter(launch=launch.pk, box="")}
    return [consents[lead.person_id].wording.text for lead in leads(launch)]


def agreed(**wanted: Any) -> list[Consent]:
    """Ticked boxes, in their order."""
    return list(Consent.objects.filter(**wanted).exclude(box="").select_related("wording").order_by("box"))


def lines() -> list[list[str]]:
    return [pending.line.split("\t") for pending in Pending.objects.order_by("pk")]
