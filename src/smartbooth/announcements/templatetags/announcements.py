from django import template
from django.utils.safestring import SafeString

from smartbooth.announcements import plain

register = template.Library()


@register.filter
def in_paragraphs(text: object) -> SafeString:
    """The operator's plain text as paragraphs (announcements/plain.py)."""
    return plain.html(str(text))
