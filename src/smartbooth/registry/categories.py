"""The kinds of data there are: dotted keys, most of them those of the public Fides taxonomy (fideslang 3.2); where we
tell apart what it does not, `fides` says which of its keys ours falls under.

Only what is declared here can be named by a label, a processor or a disclosure. A kind nobody holds is not listed.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Category:
    """`contact`: by it someone can be written to, called or named; it may never be stored in clear."""

    key: str
    words: str | Lazy  # as people read it, in a list: "mail address"
    fides: str  # the key in the Fides taxonomy
    contact: bool = False


def _category(key: str, words: str | Lazy, fides: str = "", contact: bool = False) -> tuple[str, Category]:
    return key, Category(key, words, fides or key, contact)


CATEGORIES: dict[str, Category] = dict(
    (
        _category("user.contact.email", _("mail address"), contact=True),
        _category("user.contact.phone_number", _("telephone number"), contact=True),
        _category("user.contact.address", _("postal address"), contact=True),
        _category("user.name", _("name"), contact=True),
        _category("user.account", _("when the account was made and last used")),
        _category("user.account.username", _("user name")),
        _category("user.authorization", _("what the account may do")),
        _category("user.authorization.password", _("password, as a one-way hash")),
        _category("user.authorization.credentials", _("what proves a sign-in or a link")),
        _category("user.professional_information.workplace", _("company or team")),
        _category("user.settings", _("choices, such as language and theme")),
        _category("user.demographic.language", _("language")),
        _category("user.demographic.age_range", _("whether old enough")),
        _category("user.children", _("that a report concerns a child")),
        _category("user.content.private", _("answers and texts that are not public")),
        _category("user.content.public", _("published pages and pictures")),
        _category("user.behavior", _("which version was read, and what led there")),
        _category("user.location.coarse", _("country")),
        _category("user.device", _("kind of device")),
        _category("user.device.cookie", _("what a cookie says")),
        _category("user.device.ip_address", _("network address")),
        _category("user.privacy_preferences", _("consents, refusals and objections")),
        _category("user.requests", _("requests about one’s rights, and their course"), "user.privacy_preferences"),
        _category("user.disclosures", _("what was passed on, to whom, when and why"), "user.privacy_preferences"),
        _category("user.messages", _("which messages were sent"), "user.content.private"),
        _category("user.unique_id", _("a random number that stands for the person")),
        _category("user.payment", _("payments")),
    )
)

# What an impersonal field counts as in the Fides data set.
IMPERSONAL = "system.operations"


class Unknown(LookupError):
    """No such category is declared."""


def category(key: str) -> Category:
    """Raises Unknown."""
    try:
        return CATEGORIES[key]
    except KeyError:
        raise Unknown(f"{key} is no declared category of data (registry/categories.py).") from None


def words(keys: list[str] | tuple[str, ...] | frozenset[str] | set[str]) -> list[str | Lazy]:
    """The kinds in words, in the order of the list above, each once."""
    return [one.words for key, one in CATEGORIES.items() if key in keys]
