"""`{% load workspace %}`: what only the desk writes."""

from django import template
from django.template.defaultfilters import filesizeformat
from django.utils.safestring import SafeString

from moked.ui.templatetags.ui import num

register = template.Library()


@register.filter
def file_size(size: int) -> SafeString:
    """A file's size as one reads it: "1.2 MB"."""
    return num(filesizeformat(size).replace("\xa0", " "))
