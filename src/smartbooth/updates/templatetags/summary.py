"""The beginning of an update's text, for lists."""

from django import template

from smartbooth.updates import words

register = template.Library()


@register.filter
def summary(html: str) -> str:
    """Plain text: escaped where it stands."""
    return words.summary(html)
