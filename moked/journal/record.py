"""Recording: the event is stored, screens are told, and what follows happens in the same transaction."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.utils import timezone

from moked.journal.events import Event
from moked.lib import realtime

# Each takes just the event of its row; the table is where the two meet.
Reaction = Callable[[Any], None]

INSERT = """
INSERT INTO journal_entry (xid, at, business_id, code, actor, case_id, person_id, facts)
VALUES (pg_current_xact_id()::text::bigint, %s, %s, %s, %s, %s, %s, %s)
"""


@dataclass
class _Reactions:
    """The table of what follows what; bound once at start-up from `moked.reactions`."""

    table: Mapping[type[Event], Sequence[Reaction]] = field(default_factory=dict)


_reactions = _Reactions()


def bind(table: Mapping[type[Event], Sequence[Reaction]]) -> None:
    """Sets the one table of reactions. Called by the site at start-up."""
    _reactions.table = table


def record(event: Event) -> None:
    """Stores the event and runs its reactions depth-first. Must be called inside a transaction.

    Raises KeyError for an event that the table of reactions does not name.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("An event is recorded in the transaction that makes it true.")
    follow_ups = _reactions.table[type(event)]
    with connection.cursor() as cursor:
        cursor.execute(
            INSERT,
            (
                timezone.now(),
                event.business_id,
                event.code,
                event.actor,
                event.case_id,
                event.person_id,
                json.dumps(event.facts()),
            ),
        )
    audiences = [f"business:{event.business_id}"]
    if event.case_id:
        audiences.append(f"case:{event.case_id}")
    if event.person_id:
        audiences.append(f"person:{event.person_id}")
    realtime.announce(audiences)
    for follow_up in follow_ups:
        follow_up(event)
