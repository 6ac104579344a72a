"""Changing a stored row and knowing what changed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import IntegrityError, models, transaction


def assign(row: models.Model, facts: Mapping[str, object]) -> tuple[str, ...]:
    """Sets the facts on the row and gives the names of those that differ, in the order given. Saves nothing."""
    changed = tuple(name for name, value in facts.items() if getattr(row, name) != value)
    for name in changed:
        setattr(row, name, facts[name])
    return changed


@contextmanager
def once(constraint: str, refusal: type[Exception]) -> Iterator[None]:
    """Raises `refusal` where somebody else wrote the same row at this moment, as the database's constraint says."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if constraint not in str(error):
            raise
        raise refusal from error
