"""Which cases stand on a page of a list, as keys alone, from an index made for just this question.

A page begins after a key, never after a count. Each business in scope gives as many rows as a page holds, read off
the end of an index, and the newest of all of them are the page: no list is sorted, however many cases there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from django.db import connection

from moked.businesses.models import Business
from moked.businesses.scope import current_businesses
from moked.cases.domain.states import CaseState


@dataclass(frozen=True)
class CaseKey:
    """The place in a list by activity after which the next page begins."""

    last_activity_at: datetime
    id: UUID

    def __str__(self) -> str:
        return f"{self.last_activity_at.isoformat()}~{self.id}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Reads what `str` wrote. Raises ValueError for anything else."""
        moment, _, key = text.partition("~")
        return cls(datetime.fromisoformat(moment), UUID(key))


@dataclass(frozen=True)
class CaseFilter:
    """What a list of cases shows; an empty field does not narrow. Merged cases come only where asked for."""

    states: tuple[str, ...] = ()
    business_id: UUID | None = None
    topic_id: UUID | None = None
    team_id: UUID | None = None
    assignee_id: UUID | None = None
    unassigned: bool = False


PAGE = """
SELECT page.id FROM unnest(%s::uuid[]) AS business (id) {states}
CROSS JOIN LATERAL (
  SELECT c.id, c.last_activity_at FROM cases_case c
  WHERE c.business_id = business.id AND {conditions}
  ORDER BY c.last_activity_at DESC, c.id DESC LIMIT %s
) AS page
ORDER BY page.last_activity_at DESC, page.id DESC LIMIT %s
"""
# Two indexes hold every case, and a planner that hopes to fill a filtered page soon would walk one of them to its
# end. They are for rows with a number, which all have, so that only a query that says so can use them.
OF_ALL = "c.number > 0"


def page_of_keys(wanted: CaseFilter, *, after: CaseKey | None, limit: int) -> list[UUID]:
    """Keys of the cases in scope that `wanted` lets through, latest activity first, after a key."""
    businesses = _businesses(wanted.business_id)
    states, conditions, values = _conditions(wanted)
    parameters: list[Any] = [businesses]
    if states:
        parameters.append(list(wanted.states))
    parameters += values
    if after:
        # One comparison of rows: two with OR would read the index from its beginning.
        conditions.append("(c.last_activity_at, c.id) < (%s, %s)")
        parameters += [after.last_activity_at, after.id]
    statement = PAGE.format(states=states, conditions=" AND ".join(conditions))
    with connection.cursor() as cursor:
        cursor.execute(statement, [*parameters, limit, limit])
        return [row[0] for row in cursor.fetchall()]


def _businesses(wanted: UUID | None) -> list[UUID]:
    in_scope = current_businesses()
    if wanted:
        return [wanted] if in_scope is None or wanted in in_scope else []
    return list(Business.objects.values_list("pk", flat=True)) if in_scope is None else sorted(in_scope)


def _conditions(wanted: CaseFilter) -> tuple[str, list[str], list[Any]]:
    """The states to read one by one, as SQL; what else must be true of a row; and the values for it."""
    narrowing: Sequence[tuple[str, UUID | None]] = (
        ("c.assignee_id = %s", wanted.assignee_id),
        ("c.topic_id = %s", wanted.topic_id),
        ("c.team_id = %s", wanted.team_id),
    )
    conditions = [text for text, value in narrowing if value]
    values: list[Any] = [value for _, value in narrowing if value]
    if wanted.unassigned:
        conditions.append("c.assignee_id IS NULL")
    if not wanted.states:
        conditions.append("c.state <> %s")
        values.append(CaseState.MERGED.value)
        return "", conditions if len(conditions) > 1 else [*conditions, OF_ALL], values
    if conditions:
        # The indexes of what narrows more hold the state beside it.
        conditions.append("c.state = ANY(%s)")
        values.append(list(wanted.states))
        return "", conditions, values
    return "CROSS JOIN unnest(%s::text[]) AS wanted (state)", ["c.state = wanted.state", OF_ALL], values
