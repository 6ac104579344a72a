"""Tasks: with an owner and a time, in the one queue, called to mind, missed, ended with a note."""

from datetime import timedelta

import pytest
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases import services as cases
from moked.cases.errors import MomentPassed, NoteMissing, OwnerMissing, TaskOver
from moked.cases.models import Case, Task
from moked.journal.models import JournalEntry
from moked.lib.errors import Invalid, NotAllowed, NotFound
from moked.routing.models import Offer, WorkItem
from moked.routing.router import Router
from moked.routing.services import accept_offer
from moked.staff.actors import PersonActor
from moked.staff.models import Notice, Person
from moked.staff.permissions import Permission
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def business(db: None) -> Business:
    return builders.a_business()


@pytest.fixture
def noa(business: Business) -> Person:
    return builders.a_person(business)


@pytest.fixture
def dan(business: Business) -> Person:
    return builders.a_person(business, first_name="דן", last_name="לוי")


@pytest.fixture
def case(business: Business, noa: Person) -> Case:
    return builders.a_case(business, assignee=noa)


def _open(actor: PersonActor, case: Case, owner: Person | None, within: timedelta = timedelta(hours=8)) -> Task:
    return cases.open_task(
        actor=actor,
        case_id=case.pk,
        kind="work",
        what="לבדוק את הקו בשטח",
        owner_id=owner.pk if owner else None,
        due_at=timezone.now() + within,
        opened_by_id=actor.person_id,
    )


def _codes(case: Case) -> list[str]:
    rows = JournalEntry.objects.filter(case_id=case.pk, code__startswith="task")
    return list(rows.order_by("id").values_list("code", flat=True))


def _notices(person: Person) -> list[str]:
    return list(Notice.objects.filter(person=person).order_by("created_at").values_list("kind", flat=True))


def test_stands_in_the_line_for_its_owner_beside_the_case(
    business: Business, case: Case, noa: Person, dan: Person
) -> None:
    with in_scope([business.pk]):
        task = _open(builders.actor_of(noa), case, dan)
        item = WorkItem.objects.get(task=task)
        assert (item.state, item.aimed_at_id, item.aimed_until) == ("waiting", dan.pk, task.due_at)
        assert WorkItem.objects.get(case=case, task=None).holder_id == noa.pk
        assert _notices(dan) == ["task"]
    Router().run_once()
    with in_scope([business.pk]):
        # It is theirs already: nobody is asked.
        assert not Offer.objects.filter(item=item).exists()
        assert WorkItem.objects.get(task=task).holder_id == dan.pk
        assert Case.objects.get(pk=case.pk).assignee_id == noa.pk


def test_belongs_to_whoever_takes_it_from_the_line(business: Business, case: Case, noa: Person, dan: Person) -> None:
    with in_scope([business.pk]):
        task = _open(builders.actor_of(noa), case, None)
        item = WorkItem.objects.get(task=task)
        offer = Offer.objects.create(
            business=business,
            item=item,
            person=dan,
            offered_at=timezone.now(),
            expires_at=timezone.now() + timedelta(minutes=1),
        )
        WorkItem.objects.filter(pk=item.pk).update(state="offered")
        accept_offer(actor=builders.actor_of(dan), offer_id=offer.pk)
        assert Task.objects.get().owner_id == dan.pk
        assert WorkItem.objects.get(task=task).state == "held"
        assert Case.objects.get(pk=case.pk).assignee_id == noa.pk


def test_waits_for_another_when_it_is_given(business: Business, case: Case, noa: Person, dan: Person) -> None:
    with in_scope([business.pk]):
        task = _open(builders.actor_of(noa), case, noa)
        for _again in range(2):
            cases.give_task(actor=builders.actor_of(noa), task_id=task.pk, owner_id=dan.pk)
        assert WorkItem.objects.get(task=task).aimed_at_id == dan.pk
        assert _codes(case) == ["task_opened", "task_given"]
        assert _notices(dan) == ["task"]


def test_is_called_to_mind_once_and_then_said_to_be_late(business: Business, case: Case, noa: Person) -> None:
    with in_scope([business.pk]):
        task = _open(builders.actor_of(noa), case, noa)
        assert cases.sweep_tasks(task.due_at - timedelta(hours=3)) == 0
        for _again in range(2):
            cases.sweep_tasks(task.due_at - timedelta(minutes=90))
        assert _notices(noa) == ["task_due"]
        for _again in range(2):
            cases.sweep_tasks(task.due_at + timedelta(minutes=1))
        assert _notices(noa) == ["task_due", "task_missed"]
        cases.sweep_tasks(task.due_at + timedelta(hours=5))
        assert Task.objects.get().times_missed == 2
        for hours in range(6, 200, 6):
            cases.sweep_tasks(task.due_at + timedelta(hours=hours))
        assert Task.objects.get().times_missed == 5


def test_ends_once_with_a_note(business: Business, case: Case, noa: Person) -> None:
    actor = builders.actor_of(noa)
    with in_scope([business.pk]):
        task = _open(actor, case, noa)
        with pytest.raises(NoteMissing):
            cases.end_task(actor=actor, task_id=task.pk, note=" ")
        assert Task.objects.get().state == "open"
        cases.end_task(actor=actor, task_id=task.pk, note="נבדק, הכבל הוחלף", learned="להחליף מראש")
        with pytest.raises(TaskOver):
            cases.end_task(actor=actor, task_id=task.pk, note="שוב")
        with pytest.raises(TaskOver):
            cases.give_task(actor=actor, task_id=task.pk, owner_id=noa.pk)
        assert WorkItem.objects.get(task=task).state == "done"
        assert _codes(case) == ["task_opened", "task_ended"]
        assert cases.sweep_tasks(task.due_at + timedelta(days=1)) == 0


def test_refuses_what_makes_no_sense_and_changes_nothing(business: Business, case: Case, noa: Person) -> None:
    actor = builders.actor_of(noa)
    stranger = builders.a_person(builders.a_business())
    reader = builders.actor_of(builders.a_person(business, permissions=[Permission.CASES_READ]))
    due_at = timezone.now() + timedelta(hours=1)
    with in_scope([business.pk]):
        with pytest.raises(MomentPassed):
            _open(actor, case, noa, within=-timedelta(minutes=1))
        with pytest.raises(OwnerMissing):
            _open(actor, case, stranger)
        with pytest.raises(Invalid):
            cases.open_task(actor=actor, case_id=case.pk, kind="work", what=" ", due_at=due_at)
        with pytest.raises(Invalid):
            cases.open_task(actor=actor, case_id=case.pk, kind="party", what="x", due_at=due_at)
        with pytest.raises(NotAllowed):
            _open(reader, case, noa)
        with pytest.raises(NotFound):
            _open(builders.actor_of(stranger), case, noa)
        assert not Task.objects.exists()
        assert _codes(case) == []
