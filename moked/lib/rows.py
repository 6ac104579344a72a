"""Changing a stored row and knowing what changed."""

from collections.abc import Mapping

from django.db import models


def assign(row: models.Model, facts: Mapping[str, object]) -> tuple[str, ...]:
    """Sets the facts on the row and gives the names of those that differ, in the order given. Saves nothing."""
    changed = tuple(name for name, value in facts.items() if getattr(row, name) != value)
    for name in changed:
        setattr(row, name, facts[name])
    return changed
