"""A further page of a long list begins in an index of its order, with row security on."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from moked.agreements.models import Agreement
from moked.api.paging import USUAL
from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases.models import Case, Task
from moked.customers.models import Customer, MergeSuggestion
from moked.lib.postgres.address import PLAIN_ROLE
from moked.promises.models import Commitment, Escalation, ServiceProfile
from tests import builders
from tests.api.conftest import Caller
from tests.things import things_of

pytestmark = pytest.mark.django_db
MANY = 4000
TABLES = (Commitment, Task, ServiceProfile, Agreement, Escalation, MergeSuggestion)
# By the address: its table, and the index that is to be walked.
LISTS = {
    "/commitments": (Commitment, "commitment_by_time"),
    "/commitments?unsettled=true": (Commitment, "commitment_owed_by_time"),
    "/tasks": (Task, "task_by_time"),
    "/tasks?state=open": (Task, "task_open_by_time"),
    "/profiles": (ServiceProfile, "profile_by_time"),
    "/agreements": (Agreement, "agreement_by_time"),
    "/calls?state=ended": (Escalation, "escalation_ended_by_time"),
    "/merge-suggestions?state=dismissed": (MergeSuggestion, "suggestion_decided_by_score"),
}


def fill(business: Business) -> None:
    """Thousands of rows of each table, of which a quarter stands open."""
    things = things_of(business)
    start = timezone.now()
    with in_scope([business.pk]):
        case, walk = Case.objects.get(pk=things["case_id"]), Agreement.objects.get(pk=things["agreement_id"]).walk
        walks = type(walk).objects.bulk_create(
            type(walk)(business=business, version=walk.version) for _ in range(MANY)
        )
        owner = builders.a_person(business)
        own: dict[str, Any] = {"business": business}
        rows = []
        for number in range(MANY):
            at, is_open = start - timedelta(minutes=number), number % 4 == 0
            rows.append(
                (
                    Commitment(
                        **own, case=case, owner=owner, what="x", due_at=at, settled_at=None if is_open else at
                    ),
                    Task(
                        **own,
                        case=case,
                        what="x",
                        due_at=at,
                        state="open" if is_open else "done",
                        ended_at=None if is_open else at,
                    ),
                    ServiceProfile(**own, holder="business", effective_from=at.date(), made_at=at),
                    Agreement(
                        **own,
                        customer=case.customer,
                        number=number + 2,
                        walk=walks[number],
                        owner=owner,
                        state="withdrawn",
                        made_at=at,
                    ),
                    Escalation(
                        **own,
                        case=case,
                        position=1,
                        sort="professional",
                        trigger="silent",
                        fired_at=at,
                        ended_at=None if is_open else at,
                    ),
                )
            )
        for column in zip(*rows, strict=True):
            type(column[0])._default_manager.bulk_create(column, batch_size=1000)
        people = sorted(
            Customer.objects.bulk_create([Customer(**own, name=f"{number}") for number in range(100)]),
            key=lambda each: each.pk,
        )
        MergeSuggestion.objects.bulk_create(
            MergeSuggestion(
                **own,
                first=first,
                second=second,
                state="dismissed",
                confidence=1,
                score=place % 300,
                reasons=["same_name"],
            )
            for place, (first, second) in enumerate(
                (one, other) for at, one in enumerate(people) for other in people[at + 1 :]
            )
        )


def test_begins_a_further_page_in_the_index(business: Business, neighbour: Business, caller: Caller) -> None:
    for each in (business, neighbour):
        fill(each)
    with connection.cursor() as cursor:
        # Statistics are the owner's to gather; the questions below are asked by the plain role again.
        cursor.execute("SET LOCAL ROLE NONE")
        for table in TABLES:
            cursor.execute(f"ANALYZE {table._meta.db_table}")
        cursor.execute("RESET ROLE")
    for path, (table, index) in LISTS.items():
        shown = caller("get", path).json()
        assert len(shown["items"]) == USUAL
        further = f"{path}{'&' if '?' in path else '?'}cursor={shown['next_cursor']}"
        with CaptureQueriesContext(connection) as asked:
            second = caller("get", further).json()
        assert not {each["id"] for each in second["items"]} & {each["id"] for each in shown["items"]}
        plan = plan_of(business, question_of(asked, table))
        assert index in plan, (path, plan)
        assert "Sort" not in plan, (path, plan)
        (condition,) = [line for line in plan.splitlines() if "Index Cond" in line and "business_id" in line]
        assert any(bound in condition for bound in (" >= ", " <= ")), (path, plan)


def question_of(asked: CaptureQueriesContext, table: type[models.Model]) -> str:
    (found,) = [
        each["sql"]
        for each in asked.captured_queries
        if f'FROM "{table._meta.db_table}"' in each["sql"] and "LIMIT" in each["sql"]
    ]
    return found


def plan_of(business: Business, question: str) -> str:
    with in_scope([business.pk]), connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == (PLAIN_ROLE,)
        cursor.execute(f"EXPLAIN {question}")
        return "\n".join(line for (line,) in cursor.fetchall())
