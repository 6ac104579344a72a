"""Filling the blanks of a ready answer, and finding what is left to fill in by hand."""

import re
from collections.abc import Mapping

GAP = "___"
# A longer line is one for the customer to write on.
LONE_GAP = re.compile(rf"(?<!_){GAP}(?!_)")
PLACEHOLDER = re.compile(r"\{\{\s*([a-z_.]+)\s*\}\}")


def fill_placeholders(text: str, values: Mapping[str, str]) -> str:
    """The text with every `{{ name }}` replaced. An unknown or empty one becomes a visible gap to fill in,
    so that nobody sends braces to a customer."""
    return PLACEHOLDER.sub(lambda match: values.get(match[1], "") or GAP, text)


def has_gap(text: str) -> bool:
    """Whether something in it waits to be filled in by hand."""
    return LONE_GAP.search(text) is not None
