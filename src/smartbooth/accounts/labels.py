"""Accounts, and what the libraries store for them: Django's users, groups and sessions, and allauth's addresses."""

from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmation
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session

from smartbooth.accounts.models import KnownBrowser, Membership, User, Workspace
from smartbooth.registry.labels import impersonal, label, personal
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject

ACCOUNT: dict[str, Any] = {"of": Subject.OWNER, "purposes": [Purpose.ACCOUNT], "kept": "account"}
SIGN_IN: dict[str, Any] = {
    "of": Subject.OWNER,
    "purposes": [Purpose.ACCOUNT, Purpose.PROTECTION],
    "recipients": ["nobody"],
}
ROW = impersonal("a running number", "id")

label(
    User,
    personal("user.unique_id", "id", recipients=["operator"], **ACCOUNT),
    personal("user.account.username", "username", recipients=["person", "owner", "operator"], **ACCOUNT),
    personal("user.authorization.password", "password", kept="account", **SIGN_IN),
    personal("user.account", "date_joined", "last_login", recipients=["person", "operator"], **ACCOUNT),
    personal(
        "user.authorization", "is_superuser", "is_staff", "is_active", recipients=["person", "operator"], **ACCOUNT
    ),
    personal("user.settings", "language", recipients=["person"], **ACCOUNT),
    personal("user.unique_id", "person", "email", recipients=["operator"], **ACCOUNT),  # email: a pseudonym
)
label(
    Workspace,
    impersonal("a random name", "id"),
    personal(
        "user.professional_information.workplace", "name", of=Subject.OWNER, purposes=[Purpose.SERVICE],
        kept="account", recipients=["owner", "public"],
    ),
    impersonal("when it was made", "created_at"),
)  # fmt: skip
label(
    Membership,
    ROW,
    personal("user.authorization", "workspace", "user", "role", recipients=["owner", "operator"], **ACCOUNT),
)
label(
    KnownBrowser,
    ROW,
    personal("user.authorization", "user", "digest", kept="account", **SIGN_IN),
    personal("user.account", "used_on", kept="account", **SIGN_IN),
)
label(
    User.groups.through,
    ROW,
    personal("user.authorization", "user", "group", recipients=["operator"], **ACCOUNT),
)
label(
    User.user_permissions.through,
    ROW,
    personal("user.authorization", "user", "permission", recipients=["operator"], **ACCOUNT),
)
label(Group, ROW, impersonal("a named set of permissions", "name"))
label(Group.permissions.through, ROW, impersonal("which permissions the set has", "group", "permission"))
label(Permission, ROW, impersonal("something that may be done", "name", "content_type", "codename"))
label(ContentType, ROW, impersonal("the name of a table", "app_label", "model"))
label(
    Session,
    personal("user.authorization.credentials", "session_key", "session_data", kept="session", **SIGN_IN),
    impersonal("when it ends", "expire_date"),
)
label(
    EmailAddress,
    ROW,
    personal("user.unique_id", "user", "email", recipients=["operator"], **ACCOUNT),  # email: a pseudonym
    impersonal("whether it was confirmed, and is the one to write to", "verified", "primary"),
)
label(
    EmailConfirmation,
    ROW,
    impersonal("which address it confirms, and when", "email_address", "created", "sent"),
    personal("user.authorization.credentials", "key", kept="account", **SIGN_IN),
)
