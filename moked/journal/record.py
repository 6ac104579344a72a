"""Recording: the event is stored, screens are told, and what follows happens in the same transaction."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from functools import update_wrapper
from typing import Any, Generic, TypeVar

from django.db import connection
from django.utils import timezone

from moked.journal.audiences import audiences_of
from moked.journal.events import Event
from moked.lib import realtime, tracing
from moked.lib.postgres.notices import SEND, Notices, gathered_notices

E = TypeVar("E", bound=Event)

# Each takes just the event of its row; the table is where the two meet.
Reaction = Callable[[Any], None]


class ForMany(Generic[E]):
    """A reaction that follows any number of events by the statements of one, since every message asks for it.

    Within `written_together(follow_at_end=True)` it runs once, at the end; anywhere else at once, for the one event.
    In which order those of a block run is not said: none may count on another.
    """

    def __init__(self, follow: Callable[[Sequence[E]], None]) -> None:
        self.follow = follow
        update_wrapper(self, follow)

    def __call__(self, event: E) -> None:
        self.follow([event])


def for_many(follow: Callable[[Sequence[E]], None]) -> ForMany[E]:
    """Makes a function that takes several events a reaction."""
    return ForMany(follow)


# One statement for any number of events; what their block said to other processes goes with it.
INSERT = f"""
WITH written AS (
  INSERT INTO journal_entry (xid, at, business_id, code, actor, case_id, person_id, facts)
  SELECT pg_current_xact_id()::text::bigint, at, business_id, code, actor, case_id, person_id, facts
  FROM unnest(%s::timestamptz[], %s::uuid[], %s::text[], %s::text[], %s::uuid[], %s::uuid[], %s::jsonb[])
    WITH ORDINALITY AS event (at, business_id, code, actor, case_id, person_id, facts, place)
  ORDER BY place
)
{SEND}
"""  # noqa: S608 - both parts are ours


@dataclass
class _Reactions:
    """The table of what follows what; bound once at start-up from `moked.reactions`."""

    table: Mapping[type[Event], Sequence[Reaction]] = field(default_factory=dict)


_reactions = _Reactions()


def bind(table: Mapping[type[Event], Sequence[Reaction]]) -> None:
    """Sets the one table of reactions. Called by the site at start-up."""
    _reactions.table = table


@dataclass(frozen=True)
class _Recorded:
    """An event with its moment, and the savepoints it stands in."""

    event: Event
    at: datetime
    savepoints: frozenset[str]


@dataclass
class _Together:
    """What a block gathers: its events, and those that reactions for many follow at its end."""

    recorded: list[_Recorded] = field(default_factory=list)
    to_follow: dict[ForMany[Any], list[_Recorded]] | None = None

    def follow(self) -> None:
        """Runs the reactions for many, and those that their own events ask for."""
        while self.to_follow:
            reaction = next(iter(self.to_follow))
            stands = _not_undone(self.to_follow.pop(reaction))
            if stands:
                reaction.follow([each.event for each in stands])


_together: ContextVar[_Together | None] = ContextVar("together", default=None)


@contextmanager
def written_together(*, follow_at_end: bool = False) -> Iterator[None]:
    """Writes the events recorded in the block at its end, in their order, with one statement that also tells screens.

    For work that records several events, inside its transaction; reactions run at once all the same, but those for
    many wait for the end when the block says so. What was recorded inside a savepoint that was undone is left out; an
    exception writes nothing, since it undoes all.
    """
    gathered = _Together(to_follow={} if follow_at_end else None)
    token = _together.set(gathered)
    try:
        with gathered_notices() as notices:
            yield
            gathered.follow()
            stands = _not_undone(gathered.recorded)
            _tell(stands)
        if stands or notices.waiting:
            _write(stands, notices)
    finally:
        _together.reset(token)


def _not_undone(recorded: Sequence[_Recorded]) -> list[_Recorded]:
    undone = connection.undone_savepoints  # type: ignore[attr-defined]
    return [each for each in recorded if not each.savepoints & undone]


def record(event: Event) -> None:
    """Stores the event and runs its reactions depth-first. Must be called inside a transaction.

    Raises KeyError for an event that the table of reactions does not name.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("An event is recorded in the transaction that makes it true.")
    reactions = _reactions.table[type(event)]
    recorded = _Recorded(event, timezone.now(), frozenset(filter(None, connection.savepoint_ids)))
    together = _together.get()
    if together is not None:
        together.recorded.append(recorded)
    else:
        with gathered_notices() as notices:
            _tell([recorded])
        _write([recorded], notices)
    to_follow = together.to_follow if together is not None else None
    for reaction in reactions:
        if to_follow is not None and isinstance(reaction, ForMany):
            to_follow.setdefault(reaction, []).append(recorded)
        else:
            reaction(event)


def _tell(recorded: Sequence[_Recorded]) -> None:
    """Says whose screens change, and which parts of them, each once."""
    audiences: dict[str, None] = {}
    for each in recorded:
        event = each.event
        of_event = audiences_of(
            event.parts(),
            business_id=event.business_id,
            case_id=event.case_id,
            people=(event.person_id, getattr(event, "previous_id", None)),
            customers=(getattr(event, name, None) for name in event.customers),
        )
        audiences |= dict.fromkeys(of_event)
    if audiences:
        realtime.announce(list(audiences))


def _write(recorded: Sequence[_Recorded], notices: Notices) -> None:
    events = [each.event for each in recorded]
    codes = ",".join(event.code for event in events)
    with tracing.span("journal.record", codes=codes), connection.cursor() as cursor:
        cursor.execute(
            INSERT,
            (
                [each.at for each in recorded],
                [event.business_id for event in events],
                [event.code for event in events],
                [event.actor for event in events],
                [event.case_id for event in events],
                [event.person_id for event in events],
                [json.dumps(event.facts()) for event in events],
                *notices.columns(),
            ),
        )
