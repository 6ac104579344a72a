"""Two help desks that answer each other, each a whole pipeline of its own: it must end by itself."""

import re
from functools import reduce

import pytest

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases.models import Case
from moked.channels.models import Letter
from moked.channels.outbox import send_due_deliveries
from moked.channels.pipeline import placing
from tests import builders
from tests.channels.mails import a_mail, address_of, deliver

pytestmark = pytest.mark.django_db
# Far more rounds than any of these may take.
ROUNDS = 40
AUTOMATIC = re.compile(rb"^(?:Auto-Submitted|X-Auto-Response-Suppress):.*\r?\n", re.MULTILINE)
THREAD = re.compile(rb"^(?:In-Reply-To|References):.*\r?\n(?:[ \t].*\r?\n)*", re.MULTILINE)
MAIL_ID = re.compile(rb"^Message-ID:.*\r?\n(?:[ \t].*\r?\n)*", re.MULTILINE)


def _ping_pong(first: Business, second: Business, *stripped: re.Pattern[bytes]) -> int:
    """Hands every mail one of them sends to the other until both are silent. Gives how many went."""
    sent, seen = 0, set()
    for _ in range(ROUNDS):
        send_due_deliveries()
        fresh: list[tuple[bytes, Business, Business]] = []
        for here, there in ((first, second), (second, first)):
            with in_scope([here.pk]):
                letters = [each for each in Letter.objects.order_by("at", "pk") if each.pk not in seen]
            seen.update(letter.pk for letter in letters)
            fresh += [(bytes(letter.raw), here, there) for letter in letters]
        if not fresh:
            return sent
        for raw, here, there in fresh:
            sent += 1
            stripped_raw = reduce(lambda left, pattern: pattern.sub(b"", left), stripped, raw)
            deliver(stripped_raw, address_of(there), sender=address_of(here))
    raise AssertionError("they never fell silent")


@pytest.fixture
def desks() -> tuple[Business, Business]:
    return builders.a_business(), builders.a_business("רהיטי הגליל")


def _first_mail(desks: tuple[Business, Business]) -> None:
    first, second = desks
    raw = a_mail(sender=address_of(first), to=address_of(second), subject="הזמנת ציוד")
    deliver(raw, address_of(second), sender=address_of(first))


@pytest.mark.parametrize(
    ("stripped", "most"),
    [
        ((), 1),
        ((AUTOMATIC,), 2),
        # Gateways that lose everything a machine could be known by, the thread and the ids too.
        ((AUTOMATIC, THREAD), 2 * placing.MOST_ACKNOWLEDGED),
        ((AUTOMATIC, THREAD, MAIL_ID), 2 * placing.MOST_ACKNOWLEDGED),
    ],
    ids=["as sent", "marks lost", "thread lost", "all lost"],
)
def test_two_desks_that_acknowledge_each_other_fall_silent(
    desks: tuple[Business, Business], stripped: tuple[re.Pattern[bytes], ...], most: int
) -> None:
    _first_mail(desks)
    assert 1 <= _ping_pong(*desks, *stripped) <= most
    for desk in desks:
        with in_scope([desk.pk]):
            assert Case.objects.count() <= placing.MOST_ACKNOWLEDGED + 1
