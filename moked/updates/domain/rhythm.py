"""When a customer hears next, and why: on the promised rhythm, at a change that matters, oftener in distress."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from moked.calendars.domain.clock import OpenTime, Pause

# Distress that nobody mentioned again for so long is over.
DISTRESS_LASTS = timedelta(days=3)
# In distress they hear so many times as often, though never more often than this in open time.
OFTENER = 2
SHORTEST = timedelta(hours=1)
# A promised update leaves so long before it must be there.
EARLY = timedelta(minutes=10)


class Change(StrEnum):
    """A happening the customer wants to know of."""

    TAKEN = "taken"  # somebody has it now
    PASSED_ON = "passed_on"
    ASKED_COLLEAGUE = "asked_colleague"
    ASKED_OUTSIDE = "asked_outside"
    PUT_OFF = "put_off"  # until a date
    GOES_ON = "goes_on"
    LATER = "later"  # it takes longer than told
    NEW_TIME = "new_time"  # of something we said we would do


class Why(StrEnum):
    """What makes us write."""

    RHYTHM = "rhythm"
    CHANGE = "change"
    DISTRESS = "distress"


class Refusal(StrEnum):
    """What keeps a customer from hearing anything by itself."""

    NOT_PROMISED = "not_promised"
    THEIR_TURN = "their_turn"  # an answer or a solution lies before them
    OVER = "over"
    NO_ADDRESS = "no_address"
    PAUSED = "paused"


@dataclass(frozen=True)
class Matter:
    """A case as updates see it. `every` is the promised rhythm in open time, None when none is promised.

    `heard_at` is when the customer last heard from us, or when they began to wait; `pauses` is when they did not wait
    since.
    """

    heard_at: datetime
    every: timedelta | None
    open_time: OpenTime
    pauses: Sequence[Pause] = ()
    is_ours: bool = True
    is_over: bool = False
    has_address: bool = True
    changes: Sequence[Change] = ()
    distressed_at: datetime | None = None
    paused_until: datetime | None = None

    def is_distressed(self, now: datetime) -> bool:
        """Whether the customer despaired of it lately."""
        return self.distressed_at is not None and now - self.distressed_at < DISTRESS_LASTS


@dataclass(frozen=True)
class Next:
    """When the next update leaves at the latest, and why."""

    at: datetime
    why: Why


def refusal_of(matter: Matter) -> Refusal | None:
    """Why nothing is sent; None when updates go on. What is paused comes last: it goes by itself."""
    if matter.is_over:
        return Refusal.OVER
    if not matter.is_ours:
        return Refusal.THEIR_TURN
    if matter.every is None:
        return Refusal.NOT_PROMISED
    if not matter.has_address:
        return Refusal.NO_ADDRESS
    return Refusal.PAUSED if matter.paused_until else None


def next_update(matter: Matter, *, now: datetime, hold: timedelta, hearing: OpenTime) -> Next | None:
    """The next update of a matter that gets any. `hold` is how long one waits before it leaves.

    A change is told once it was held; otherwise the rhythm says when. It leaves only while the customer may hear, so
    one that would come too late for the rhythm comes before the hours in which they may not. Raises CalendarInvalid.
    """
    if matter.changes:
        return Next(hearing.opens_at(now + hold), Why.CHANGE)
    if matter.every is None:
        return None
    is_distressed = matter.is_distressed(now)
    every = rhythm_in_distress(matter.every) if is_distressed else matter.every
    due = matter.open_time.due_at(matter.heard_at, every, tuple(matter.pauses))
    if due is None:
        return None
    at = _moment_before(due - EARLY, now + hold, hearing)
    return Next(at, Why.DISTRESS if is_distressed else Why.RHYTHM)


def heard_by(leaves_at: datetime, hearing: OpenTime) -> datetime:
    """Until when to expect what leaves at `leaves_at`: a little later, inside the hours they may hear."""
    until = leaves_at + EARLY
    if hearing.is_open(until):
        return until
    spans = hearing.spans_between(leaves_at, until)
    return spans[0][1] if spans else leaves_at


def next_heard_by(matter: Matter, *, now: datetime, hold: timedelta, hearing: OpenTime) -> datetime | None:
    """Until when they hear next; None while nothing comes by itself. Raises CalendarInvalid."""
    if refusal_of(matter) is not None:
        return None
    due = next_update(matter, now=now, hold=hold, hearing=hearing)
    return heard_by(due.at, hearing) if due else None


def heard_after(matter: Matter, *, at: datetime, hold: timedelta, hearing: OpenTime) -> datetime | None:
    """Until when they hear again after an update that leaves at `at`; as `next_heard_by`."""
    return next_heard_by(replace(matter, heard_at=at, pauses=(), changes=()), now=at, hold=hold, hearing=hearing)


def _moment_before(due: datetime, soonest: datetime, hearing: OpenTime) -> datetime:
    """The latest moment until `due` in which the customer may hear; the first one after it where there is none."""
    if due <= soonest:
        return hearing.opens_at(soonest)
    if hearing.is_open(due):
        return due
    before = hearing.spans_between(soonest, due)
    return max(before[-1][0], before[-1][1] - EARLY) if before else hearing.opens_at(due)


def rhythm_in_distress(every: timedelta) -> timedelta:
    """How often, in open time, somebody in distress hears instead."""
    return min(every, max(every / OFTENER, SHORTEST))
