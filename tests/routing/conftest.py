"""A clock that tests move, and what a person is offered."""

from datetime import timedelta

import pytest
from django.utils import timezone

from moked.routing.models import Offer
from moked.routing.selectors import open_offers_of
from moked.staff.models import Presence


class Clock:
    """A clock tests move."""

    def __init__(self) -> None:
        self.moment = timezone.now()

    def __call__(self):
        return self.moment

    def pass_time(self, **span: float) -> None:
        self.moment += timedelta(**span)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def touch(person, moment) -> None:
    """Their screen reports at that moment."""
    Presence.objects.filter(person=person).update(seen_at=moment)


def the_offer(person) -> Offer:
    (offer,) = open_offers_of(person.pk)
    return offer
