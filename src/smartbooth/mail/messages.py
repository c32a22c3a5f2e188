"""What the service writes to people. A message is a class in `<room>/messages.py` of the room that posts it:

    class RightsNotice(Message):
        name = "rights-notice"
        purpose, of = Purpose.CHANGES, Subject.LEAD
        when = _("once a launch, when somebody leaves an address there")
        budget = 60
        contains = {"launch": Words(80), "owner": Words(80), "left": Moment()}
        subject = _("You left your address on %(launch)s")
        template = "leads/mail/rights_notice"  # .txt and .mjml, both written
        example = {"launch": "Aurora", "owner": "Aurora SAS", "left": EXAMPLE_MOMENT, "my_data": "/my-data/abc/"}

        @classmethod
        def links(cls, facts: Facts) -> dict[str, str]:
            return {"my_data": reverse("my_data", args=[sign("my-data", facts.person_id, until=...)])}

Nothing else can be posted (`mail/outbox.py`): the page that lists these classes lists all mail there is (promise B4).
A marketing message cannot be declared without a list to leave, nor posted without a basis for that person; a service
message has a yearly budget a person and no purpose that promotes. Nobody can write an owner's own mail with this
(promise B5): what a message may contain is named here, with types that hold no free text but two short names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, ClassVar

from django.utils.functional import Promise as Lazy

from smartbooth.mail.parameters import Parameter
from smartbooth.mail.topics import TOPICS
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject

Said = str | Lazy
EXAMPLE_MOMENT = datetime(2026, 5, 3, 18, 20, tzinfo=UTC)
PROMOTING = frozenset({Purpose.MARKETING, Purpose.SUBSCRIPTIONS})


class Kind(StrEnum):
    SERVICE = "service"  # about something the person did or owns; cannot be refused, and is kept rare
    NOTIFICATION = "notification"  # of the service, set up by the person themselves; can be stopped like marketing
    MARKETING = "marketing"  # needs a basis for this person; can be stopped, from the message itself


@dataclass(frozen=True)
class Facts:
    """What is known of one posted message: to whom (by id), in which language, when, and its parameters as read."""

    person_id: str
    language: str
    posted_at: datetime
    params: Mapping[str, Any]


class Message:
    """One kind of message. Never instantiated: what is posted is the class and its parameters."""

    do_not_call_in_templates: ClassVar[bool] = True  # Django would call a class it finds in a context
    name: ClassVar[str]
    kind: ClassVar[Kind] = Kind.SERVICE
    purpose: ClassVar[Purpose]
    of: ClassVar[Subject]
    when: ClassVar[Said]  # completes "is sent …", for the list of all messages
    budget: ClassVar[int] = 0  # most of these a person and year; a service message has one, others may
    essential: ClassVar[bool] = False  # may use the part of a day's budget that is kept for what people wait for
    contains: ClassVar[Mapping[str, Parameter]] = {}
    subject: ClassVar[Said]
    template: ClassVar[str]  # the path of its templates without their ending
    example: ClassVar[Mapping[str, Any]] = {}  # of each parameter, link and extra, for its preview
    leaves: ClassVar[str] = ""  # what can be stopped: the topic one leaves with its opt-out (mail/topics.py)
    # The same words to everybody, but for the links to their own choices: written once for all (mail/alike.py). Its
    # `links` and `extras` look at its parameters and language alone.
    alike: ClassVar[bool] = False
    # Many at once, which wait for whatever else is due: nobody's new password stands behind a hundred thousand letters.
    bulk: ClassVar[bool] = False
    # Its words have links of their own, which lead where they say, the same for all; others lead to us alone.
    links_out: ClassVar[bool] = False

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        for needed in ("name", "purpose", "of", "when", "subject", "template"):
            if not getattr(cls, needed, None):
                raise TypeError(f"{cls.__name__} does not say its {needed}.")
        _check_kind(cls)
        if cls.links_out and not cls.alike:
            raise TypeError(
                f"{cls.__name__} leads elsewhere with words that are not the same for all (promise G5)."
            )
        if not set(cls.contains) <= set(cls.example):
            raise TypeError(f"{cls.__name__}.example has no example of all that it contains.")
        known = _messages.get(cls.name)
        if known is not None and known.__qualname__ != cls.__qualname__:
            raise TypeError(f"{cls.__name__} and {known.__name__} are both named {cls.name!r}.")
        _messages[cls.name] = cls

    def __init__(self) -> None:
        raise TypeError("A message is posted as a class: outbox.post(TheMessage, person_id, language, …).")

    @classmethod
    def links(cls, facts: Facts) -> dict[str, str]:
        """Paths on the studio's host, by the name the templates use. Made when the message is rendered, so that no
        row holds a link that opens something."""
        return {}

    @classmethod
    def pixel(cls, params: Mapping[str, Any]) -> str:
        """The path of the one picture that its letters may load ("" for none), to count how often they are opened: for
        who agreed to that, told from the parameters alone, and so the same for all who have the same (promise G5)."""
        return ""

    @classmethod
    def extras(cls, facts: Facts) -> dict[str, Any]:
        """More for the templates, known only when the message is rendered (a username, say)."""
        return {}


def _check_kind(cls: type[Message]) -> None:
    if cls.kind == Kind.SERVICE:
        _check_service(cls)
        return
    if cls.leaves not in TOPICS:
        raise TypeError(f"{cls.__name__} is {cls.kind} and names no topic that one can leave (promise B4).")
    if cls.essential:
        raise TypeError(f"{cls.__name__} is {cls.kind}: nobody waits for it.")
    promotes = cls.purpose in PROMOTING
    if promotes != (cls.kind == Kind.MARKETING) or promotes != TOPICS[cls.leaves].marketing:
        raise TypeError(f"{cls.__name__} is {cls.kind} for the purpose {cls.purpose}: one of the two is wrong.")


def _check_service(cls: type[Message]) -> None:
    if cls.purpose in PROMOTING:
        raise TypeError(f"{cls.__name__} is a service message and may not promote (promise B4).")
    if cls.budget < 1:
        raise TypeError(f"{cls.__name__} is a service message without a yearly budget (promise B4).")
    if cls.leaves:
        raise TypeError(f"{cls.__name__} is a service message: there is nothing to leave.")


_messages: dict[str, type[Message]] = {}


def messages() -> dict[str, type[Message]]:
    """Every message there is, by name."""
    return dict(_messages)


def message(name: str) -> type[Message]:
    """Raises KeyError for what no room declares (any more)."""
    return _messages[name]


def pack(cls: type[Message], params: Mapping[str, Any]) -> dict[str, str]:
    """`params` as they are kept. Raises TypeError for a name too many or too few, ValueError for a value that the
    message may not contain."""
    if params.keys() != cls.contains.keys():
        odd = sorted(params.keys() ^ cls.contains.keys())
        raise TypeError(f"{cls.__name__} contains {sorted(cls.contains)}; not as such: {', '.join(odd)}.")
    return {name: kind.pack(params[name]) for name, kind in cls.contains.items()}


def unpack(cls: type[Message], kept: Mapping[str, str]) -> dict[str, Any]:
    """What `pack` kept, as the templates read it."""
    return {name: kind.unpack(kept[name]) for name, kind in cls.contains.items() if name in kept}
