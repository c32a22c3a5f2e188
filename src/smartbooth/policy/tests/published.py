"""Versions for tests: the first as it comes, later ones after a change of what the text is made from."""

from smartbooth.policy import publish
from smartbooth.policy.models import Version


def first() -> Version:
    return publish.publish(None)


def second(settings, company="Aurora Services SAS") -> Version:
    settings.COMPANY = company
    return publish.publish(None, "The company has another name.", "La société a changé de nom.")
