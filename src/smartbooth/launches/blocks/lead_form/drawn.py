"""The form's data made ready to draw: each control with its name, what was typed, and what is wrong with it."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.utils.translation import gettext as _


def purposes(data: dict[str, Any]) -> dict[str, str]:
    """The permissions asked for, by field name: {"purpose_1": "You may call me …"}. Unticked, none required."""
    names = [f"purpose_{number}" for number in range(1, 5)]
    return {name: data[name] for name in names if data.get(name)}


def asks_age(data: dict[str, Any]) -> bool:
    """Whether the form asks for the year of birth (promise C1)."""
    return data.get("age") == "yes"


def notice(owner: str, launch: str) -> str:
    """The sentence under the button. Made from facts, so that no owner can edit it away (promise B5)."""
    return _("Your address goes to %(owner)s, who will write to you about %(launch)s.") % {
        "owner": owner,
        "launch": launch,
    }


def version(data: dict[str, Any], owner: str, launch: str) -> str:
    """SHA-256 in hex of everything a person agrees to, and is asked, by sending the form, as shown; in the active
    language. The form carries it: a consent names the words that were on the screen, and `q_0` its question, even
    when the page was published anew meanwhile."""
    questions = [[item["label"], item["type"], item["choices"]] for item in data.get("items", [])]
    shown = [notice(owner, launch), list(purposes(data).values()), questions, asks_age(data)]
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()


def drawn(data: dict[str, Any], page: Any) -> dict[str, Any]:
    state = getattr(page, "form", None) or {"values": {}, "errors": {}}

    def control(name: str, label: str, **more: Any) -> dict[str, Any]:
        errors = state["errors"].get(name, [])
        return {"name": name, "label": label, "value": state["values"].get(name, ""), "errors": errors, **more}

    questions = [
        control(
            f"q_{index}", item["label"], type=item["type"], choices=item["choices"], index=index,
            required=item["required"] == "yes",
        )
        for index, item in enumerate(data.get("items", []))
    ]  # fmt: skip
    boxes = [control(name, label) for name, label in purposes(data).items()]
    email, name = control("email", _("Your e-mail address")), control("name", _("Your name"))
    year = control("year", _("The year you were born"))
    asked = [email, *([name] if data.get("name") == "optional" else []), *questions, *boxes]
    asked += [year] if asks_age(data) else []
    return {
        "email": email,
        "person": name,
        "year": year if asks_age(data) else None,
        "questions": questions,
        "boxes": boxes,
        "general": state["errors"].get("form", []),
        "wrong": [control for control in asked if control["errors"]],
        "notice": notice(page.owner, page.name),
        "wording": version(data, page.owner, page.name),
    }
