"""By which way a customer hears: the one they chose, or the nearest that can be, with what stood in its way."""

from collections.abc import Set
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from moked.promises.domain.manner import Manner

# So long before it is due somebody is asked to call; all of it lies in the hours the customer chose.
CALL_WITHIN = timedelta(hours=1)
PART_OF_ROUND = 4
SOME_DAY = date(2000, 1, 1)


class Way(StrEnum):
    """How an update reaches a customer."""

    MAIL = "mail"
    CHAT = "chat"
    PHONE = "phone"


class Instead(StrEnum):
    """Why an update came by another way than the chosen one."""

    NO_MAIL = "no_mail"
    NO_CHAT = "no_chat"
    NO_PHONE = "no_phone"
    NOT_CALLED = "not_called"  # nobody called in time
    NOT_REACHED = "not_reached"  # they were called and did not answer


LACKING = {Way.MAIL: Instead.NO_MAIL, Way.CHAT: Instead.NO_CHAT, Way.PHONE: Instead.NO_PHONE}


@dataclass(frozen=True)
class Chosen:
    way: Way
    instead: Instead | None = None


def choose_way(wanted: Way | None, own: Way | None, possible: Set[Way]) -> Chosen | None:
    """The way for an update; None when there is none at all.

    `wanted` is what the customer asked for, `own` the way their case came by; both only where there are any.
    """
    order = [way for way in (wanted, own, Way.MAIL, Way.PHONE) if way is not None]
    found = next((way for way in order if way in possible), None)
    if found is None:
        return None
    first = wanted or own
    return Chosen(found, LACKING[first] if first is not None and found is not first else None)


def call_within(every: timedelta | None) -> timedelta:
    """How long before it is due somebody is asked to call; less where the promised rhythm, `every`, is short."""
    return min(CALL_WITHIN, every / PART_OF_ROUND) if every else CALL_WITHIN


def latest_of_call(manner: Manner) -> Manner:
    """The manner with the hours in which a call may be due at the latest: later than they begin to hear, by as long
    as somebody needs to make it."""
    start = datetime.combine(SOME_DAY, manner.hears_from)
    end = datetime.combine(SOME_DAY, manner.hears_until)
    moved = max(start, min(start + CALL_WITHIN, end - CALL_WITHIN / 6))
    return replace(manner, hears_from=moved.time())
