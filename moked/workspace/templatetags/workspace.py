"""`{% load workspace %}`: what only the desk writes."""

from django import template
from django.utils.safestring import SafeString

from moked.ui.templatetags.ui import num

register = template.Library()

STEP = 1024


@register.filter
def file_size(size: int) -> SafeString:
    """A file's size as one reads it, "1.2 MB": Latin units in every language, as the trade writes them."""
    if size < STEP:
        return num(f"{size} B")
    amount, unit = size / STEP, "KB"
    if amount >= STEP:
        amount, unit = amount / STEP, "MB"
    return num(f"{amount:.1f} {unit}" if amount < 10 else f"{amount:.0f} {unit}")
