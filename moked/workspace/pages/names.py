"""The names behind the ids of a stretch of journal, each kept in one piece within a sentence."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from moked.cases.models import Case, CaseMove, Task
from moked.customers.models import ContactPoint, Customer
from moked.diagnosis.models import Diagnosis
from moked.journal.models import JournalEntry
from moked.lib.languages import set_apart
from moked.promises.models import Commitment
from moked.staff.models import ApiToken, Person, Team
from moked.updates.models import Update

M = TypeVar("M", bound=Model)

OTHER_CASE_FACTS = ("into_id", "from_id", "to_case_id", "from_case_id", "related_id", "other_id")
CUSTOMER_FACTS = ("from_customer_id", "to_customer_id")


@dataclass(frozen=True)
class Names:
    """The names behind the ids in a stretch of journal."""

    people: Mapping[UUID, Person]
    teams: Mapping[UUID, Team]
    cases: Mapping[UUID, Case]
    points: Mapping[UUID, ContactPoint]
    customers: Mapping[UUID, Customer]
    moves: Mapping[UUID, CaseMove]
    tasks: Mapping[UUID, Task]
    commitments: Mapping[UUID, Commitment]
    diagnoses: Mapping[UUID, Diagnosis]
    updates: Mapping[UUID, Update]
    tokens: Mapping[UUID, ApiToken]

    def customer(self, key: str) -> str:
        customer = self.customers.get(UUID(key))
        return set_apart(customer.name) if customer else ""

    def reason(self, key: str | None) -> str:
        move = self.moves.get(UUID(key)) if key else None
        return set_apart(move.reason) if move else ""

    def task(self, facts: Mapping[str, Any]) -> Task | None:
        return self.tasks.get(UUID(facts["task_id"]))

    def commitment(self, facts: Mapping[str, Any]) -> str:
        """What was promised, as it was said."""
        found = self.commitments.get(UUID(facts["commitment_id"]))
        return set_apart(found.what) if found else ""

    def what_was_done(self, facts: Mapping[str, Any]) -> str:
        """What was done of what was promised, as colleagues were told."""
        found = self.commitments.get(UUID(facts["commitment_id"]))
        return set_apart(found.note) if found and found.note else ""

    def why_left_out(self, facts: Mapping[str, Any]) -> str:
        """Why an update was left out, as it was said to colleagues."""
        found = self.updates.get(UUID(facts["update_id"]))
        return set_apart(found.reason) if found else ""

    def diagnosis(self, facts: Mapping[str, Any]) -> Diagnosis | None:
        """With its guide and findings."""
        return self.diagnoses.get(UUID(facts["diagnosis_id"]))

    def person(self, key: str | None) -> str:
        person = self.people.get(UUID(key)) if key else None
        return set_apart(person.full_name) if person else ""

    def token(self, key: str) -> str:
        """A machine of the business's own, by the name of its token."""
        token = self.tokens.get(UUID(key))
        return set_apart(token.name) if token else ""

    def contact(self, key: str) -> str:
        """A customer with the address they acted by: the proof of a closing names both."""
        point = self.points.get(UUID(key))
        if point is None:
            return ""
        is_visitor = point.kind == ContactPoint.Kind.CHAT
        return set_apart(point.customer.name if is_visitor else f"{point.customer.name} ({point.shown})")

    def team(self, key: str | None) -> str:
        team = self.teams.get(UUID(key)) if key else None
        return set_apart(team.name) if team else ""


def names_in(entries: Iterable[JournalEntry]) -> Names:
    """The names behind the ids of these entries. Twelve queries at most."""
    people, teams, cases, points = set[UUID](), set[UUID](), set[UUID](), set[UUID]()
    customers, moves, tasks, commitments = set[UUID](), set[UUID](), set[UUID](), set[UUID]()
    tokens = set[UUID]()
    diagnoses = {UUID(entry.facts["diagnosis_id"]) for entry in entries if "diagnosis_id" in entry.facts}
    updates = {UUID(entry.facts["update_id"]) for entry in entries if entry.code == "update_dropped"}
    for entry in entries:
        kind, _separator, key = entry.actor.partition(":")
        if kind == "person":
            people.add(UUID(key))
        if kind == "contact":
            points.add(UUID(key))
        if kind == "token":
            tokens.add(UUID(key))
        facts = entry.facts
        people.update(UUID(facts[name]) for name in ("to_person_id",) if facts.get(name))
        people.update(UUID(each) for each in facts.get("people_ids", ()))
        teams.update(UUID(facts[name]) for name in ("to_team_id",) if facts.get(name))
        cases.update(UUID(facts[name]) for name in OTHER_CASE_FACTS if facts.get(name))
        customers.update(UUID(facts[name]) for name in CUSTOMER_FACTS if facts.get(name))
        moves.update(UUID(facts[name]) for name in ("move_id",) if facts.get(name))
        tasks.update(UUID(facts[name]) for name in ("task_id",) if facts.get(name))
        commitments.update(UUID(facts[name]) for name in ("commitment_id",) if facts.get(name))
        people.update(key for key in (entry.person_id,) if key and entry.code in ("task_opened", "task_given"))
    return Names(
        people=_named(people, Person.objects.all),
        teams=_named(teams, Team.objects.all),
        cases=_named(cases, lambda: Case.objects.select_related("business")),
        points=_named(points, lambda: ContactPoint.objects.select_related("customer")),
        customers=_named(customers, Customer.objects.all),
        moves=_named(moves, CaseMove.objects.all),
        tasks=_named(tasks, Task.objects.all),
        commitments=_named(commitments, Commitment.objects.all),
        diagnoses=_named(diagnoses, lambda: Diagnosis.objects.select_related("guide").prefetch_related("findings")),
        updates=_named(updates, Update.objects.all),
        tokens=_named(tokens, ApiToken.objects.all),
    )


def _named(keys: set[UUID], rows: Callable[[], QuerySet[M]]) -> dict[UUID, M]:
    """Most entries speak of few things, and what nothing speaks of is not asked for."""
    return rows().in_bulk(keys) if keys else {}
