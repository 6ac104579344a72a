"""Whether cases need a person: all that decides it, in one read."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from moked.cases.domain.states import CaseState


@dataclass(frozen=True)
class Need:
    """What decides whether a case needs a person, and how its work item begins."""

    case_id: UUID
    state: CaseState
    business_id: UUID
    pool_id: UUID
    language: str
    team_id: UUID | None
    assignee_id: UUID | None
    open_item: UUID | None
    mode: str | None
    # Who had the latest other case of this customer, under whatever record: they know them.
    acquaintance: UUID | None


# By hand, since every message asks.
NEED = """
SELECT c.id, c.state, c.business_id, b.pool_id, c.language, c.team_id, c.assignee_id, i.id, i.mode, (
    SELECT other.assignee_id FROM cases_case other
    WHERE other.customer_id = ANY(ARRAY(
        SELECT coalesce(u.canonical_id, u.id)
        UNION ALL
        SELECT same.id FROM customers_customer same WHERE same.canonical_id = coalesce(u.canonical_id, u.id)))
      AND other.assignee_id IS NOT NULL AND other.id <> c.id
    ORDER BY other.opened_at DESC LIMIT 1)
FROM cases_case c
JOIN businesses_business b ON b.id = c.business_id
JOIN customers_customer u ON u.id = c.customer_id
LEFT JOIN routing_workitem i ON i.case_id = c.id AND i.task_id IS NULL AND i.state <> 'done'
WHERE c.id = ANY(%s)
"""


def read_needs(case_ids: Sequence[UUID]) -> dict[UUID, Need]:
    """The need of each of these cases. One query."""
    with connection.cursor() as cursor:
        cursor.execute(NEED, (list(case_ids),))
        return {row[0]: Need(row[0], CaseState(row[1]), *row[2:]) for row in cursor.fetchall()}
