from functools import partial

from smartbooth.people.models import Consent, Key, Person, Ring, Suppression, Wording
from smartbooth.registry.labels import CLEAR, KEYED, SEALED, impersonal, label, personal
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject

P = Purpose
OF_LEAD = [P.SERVICE, P.SUBSCRIPTIONS, P.CHANGES, P.MARKETING, P.CLAIMS, P.SUPPORT]
OF_READER = [P.SERVICE, P.SUBSCRIPTIONS, P.CLAIMS]
OF_OWNER = [P.SERVICE, P.ACCOUNT, P.CHANGES, P.CLAIMS, P.SUPPORT]
of_lead = partial(personal, of=Subject.LEAD, kept="person", purposes=OF_LEAD)
of_reader = partial(personal, of=Subject.READER, kept="subscription", purposes=OF_READER)
of_owner = partial(personal, of=Subject.OWNER, kept="person", purposes=OF_OWNER)
given = partial(
    personal, of=Subject.LEAD, kept="consent", recipients=["owner", "person"], purposes=[P.SERVICE, P.CLAIMS]
)
agreed = partial(  # to the newsletter and, by a box, to openings being counted
    personal, of=Subject.READER, kept="consent", recipients=["person"],
    purposes=[P.SUBSCRIPTIONS, P.MEASUREMENT, P.CLAIMS],
)  # fmt: skip
objected = partial(personal, purposes=[P.CLAIMS], kept="objection", recipients=["operator"])

label(
    Person,
    of_lead("user.unique_id", "id", "created_at", recipients=["operator"]),
    of_lead("user.contact.email", "sealed", recipients=["owner", "person"], stored=SEALED),
    of_lead("user.contact.email", "index", recipients=["operator"], stored=KEYED),
    of_reader("user.unique_id", "id", "created_at", recipients=["operator"]),
    of_reader("user.contact.email", "sealed", recipients=["person"], stored=SEALED),
    of_reader("user.contact.email", "index", recipients=["operator"], stored=KEYED),
    of_owner("user.contact.email", "sealed", recipients=["person"], stored=SEALED),
    of_owner("user.contact.email", "index", recipients=["operator"], stored=KEYED),
)
label(
    Key,
    personal("user.unique_id", "person", purposes=OF_LEAD, of=Subject.LEAD, kept="key", recipients=["operator"]),
    impersonal("random bytes, wrapped, and by which of the installation’s keys", "wrapped", "ring"),
    impersonal("the day the key was made", "made_on"),
)
label(
    Ring,
    impersonal("the number of the row", "id"),
    impersonal("the installation’s own key, wrapped by the master key", "name", "generation", "wrapped"),
    impersonal("when the key was made and replaced", "made_at", "retired_at"),
)
label(Wording, impersonal("a text that was shown to everybody", "digest", "language", "text"))
label(
    Consent,
    impersonal("a random name", "id"),
    given("user.unique_id", "person"),
    given(
        "user.privacy_preferences",
        "purpose", "controller", "launch", "box", "wording", "policy", "way", "conduct", "given_at", "awaits",
        "confirmed_at", "withdrawn_at", "withdrawn_how",
    ),
    given("user.demographic.language", "language"),
    given("user.location.coarse", "region", "country"),
    given("user.behavior", "variant", "publication"),
    agreed("user.unique_id", "person"),
    agreed(
        "user.privacy_preferences",
        "purpose", "box", "wording", "policy", "way", "given_at", "awaits", "confirmed_at", "withdrawn_at",
        "withdrawn_how",
    ),
    agreed("user.demographic.language", "language"),
)  # fmt: skip
label(
    Suppression,
    *(
        objected("user.privacy_preferences", *fields, of=subject, stored=stored)
        for subject in (Subject.LEAD, Subject.READER)
        for fields, stored in ((["hash"], KEYED), (["kind", "added_at", "how"], CLEAR))
    ),
)
