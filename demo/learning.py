"""What the demo's business learned of how long its cases take, on some of its nights."""

from collections.abc import Callable
from datetime import timedelta

from demo.structure import Place
from moked.promises.services import train_estimates

# The first of them knows a month; the last one is the demo's own now, as after a night.
LEARNED_AGO = (timedelta(days=30), timedelta(days=14), timedelta(days=4), timedelta(0))


def nights_of(place: Place) -> list[tuple[timedelta, Callable[[], None]]]:
    """How long before now the business learned, and how."""
    return [(ago, lambda: _learn(place)) for ago in LEARNED_AGO]


def _learn(place: Place) -> None:
    train_estimates(business_id=place.business.pk)
