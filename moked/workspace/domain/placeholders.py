"""Filling the blanks of a ready answer."""

import re
from collections.abc import Mapping

PLACEHOLDER = re.compile(r"\{\{\s*([a-z_.]+)\s*\}\}")


def fill_placeholders(text: str, values: Mapping[str, str]) -> str:
    """The text with every `{{ name }}` replaced. An unknown or empty one becomes a visible gap to fill in,
    so that nobody sends braces to a customer."""
    return PLACEHOLDER.sub(lambda match: values.get(match[1], "") or "___", text)
