"""A low mark is recovered: by whom, until when, once; and it goes up the ladder when nobody does it."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from moked.businesses.models import Criticality
from moked.businesses.scope import in_scope
from moked.calendars.models import ServiceCalendar
from moked.cases import services as cases
from moked.cases.models import Task
from moked.journal.models import JournalEntry
from moked.promises.models import Escalation, Ladder, Rung, ServicePackage
from moked.promises.services import set_profile
from moked.staff.models import Notice, Person
from moked.staff.permissions import SHIFT_MANAGER, Permission
from moked.surveys.models import SurveyResponse
from moked.surveys.selectors import policy_of
from moked.surveys.services import answer_survey, change_policy
from tests import builders
from tests.portal.conftest import Story, make_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(db: None) -> Story:
    story = make_story()
    story.client.post(story.url("solved/"))
    return story


@pytest.fixture
def lead(closed: Story) -> Person:
    return builders.a_person(closed.business, first_name="גיא", permissions=SHIFT_MANAGER)


def _answer(story: Story, **marks: Any) -> None:
    with in_scope([story.business.pk]):
        answer_survey(actor=builders.contact_actor(story.case), case_id=story.case.pk, **marks)


def _tasks(story: Story) -> list[tuple[str, UUID | None]]:
    with in_scope([story.business.pk]):
        return list(Task.objects.filter(case=story.case).values_list("kind", "owner_id"))


def test_opens_one_task_for_the_lead_and_not_for_a_good_mark(closed: Story, lead: Person) -> None:
    _answer(closed, ease=5)
    assert _tasks(closed) == []
    for ease in (2, 2, 1):
        _answer(closed, ease=ease)
    assert _tasks(closed) == [("recovery", lead.pk)]
    with in_scope([closed.business.pk]):
        assert Notice.objects.get(person=lead).kind == "task"


def test_opens_no_second_one_for_the_same_closing_but_one_for_the_next(closed: Story, lead: Person) -> None:
    _answer(closed, kept="no")
    with in_scope([closed.business.pk]):
        task = Task.objects.get()
        cases.end_task(actor=builders.actor_of(lead), task_id=task.pk, note="דיברנו", learned="לעדכן מראש")
    _answer(closed, ease=1)
    assert len(_tasks(closed)) == 1
    actor = builders.contact_actor(closed.case)
    with in_scope([closed.business.pk]):
        cases.reject_solution(actor=actor, case_id=closed.case.pk, reason_text="חזר")
        cases.confirm_solved(actor=actor, case_id=closed.case.pk, channel="portal")
    _answer(closed, ease=2)
    assert len(_tasks(closed)) == 2


def test_gives_it_to_the_customer_s_own_agent_and_tells_a_lead(closed: Story, lead: Person) -> None:
    agent_id = closed.agent.person_id
    with in_scope([closed.business.pk]):
        set_profile(
            actor=builders.actor_of(lead),
            customer=closed.case.customer,
            effective_from=date(2020, 1, 1),
            facts={"agent": Person.objects.get(pk=agent_id)},
        )
    _answer(closed, again="no")
    assert _tasks(closed) == [("recovery", agent_id)]
    with in_scope([closed.business.pk]):
        assert Notice.objects.get(person=lead).kind == "low_mark"


def test_falls_back_to_whom_the_business_names_and_to_the_line(closed: Story) -> None:
    head = builders.a_person(closed.business)
    _answer(closed, switch="yes")
    assert _tasks(closed) == [("recovery", None)]
    manager = builders.actor_of(builders.a_person(closed.business, permissions=[Permission.PROMISES_EDIT]))
    other = Story(closed.business, closed.agent, builders.a_case(closed.business), closed.client)
    with in_scope([closed.business.pk]):
        change_policy(actor=manager, business_id=closed.business.pk, facts={"lead": head})
        person = Person.objects.get(pk=manager.person_id)
        person.memberships.update(is_active=False)
        cases.confirm_solved(actor=builders.contact_actor(other.case), case_id=other.case.pk, channel="portal")
    _answer(other, recommend=1)
    assert _tasks(other) == [("recovery", head.pk)]


def test_calls_the_managerial_rungs_when_it_is_not_done(closed: Story, lead: Person) -> None:
    boss = builders.a_person(closed.business, first_name="בוסית")
    with in_scope([closed.business.pk]):
        ladder = _ladder(closed, boss)
        week = {"timezone": "Asia/Jerusalem", "week": {"sun": [["08:00", "17:00"]]}}
        calendar = ServiceCalendar.objects.create(business=closed.business, name="שעות", document=week)
        ServicePackage.objects.create(
            business=closed.business,
            name="חבילה",
            calendar=calendar,
            ladder=ladder,
            is_default=True,
            targets={"solution": dict.fromkeys(Criticality.values, 60)},
        )
    _answer(closed, ease=1)
    with in_scope([closed.business.pk]):
        task = Task.objects.get()
        assert task.due_at > timezone.now() + timedelta(hours=7)
        for _again in range(2):
            cases.sweep_tasks(task.due_at + timedelta(minutes=1))
        call = Escalation.objects.get(case=closed.case, trigger="task")
        assert list(call.people.values_list("pk", flat=True)) == [boss.pk]
        assert Notice.objects.filter(person=boss, kind="task_missed").count() == 1
        cases.sweep_tasks(task.due_at + timedelta(days=1))
        assert Escalation.objects.filter(trigger="task").count() == 1
        cases.end_task(actor=builders.actor_of(lead), task_id=task.pk, note="דיברנו")
        call.refresh_from_db()
        assert call.outcome == "over"
        codes = JournalEntry.objects.filter(case_id=closed.case.pk, code__startswith="task")
        assert list(codes.order_by("id").values_list("code", flat=True))[:2] == ["task_opened", "task_missed"]


def _ladder(story: Story, boss: Person) -> Ladder:
    ladder = Ladder.objects.create(business=story.business, name="סולם")
    answer_within = timedelta(minutes=10)
    for position, sort, person in ((1, "professional", None), (2, "managerial", boss)):
        Rung.objects.create(
            business=story.business,
            ladder=ladder,
            position=position,
            at_share=position * 20,
            sort=sort,
            person=person or boss,
            answer_within=answer_within,
        )
    return ladder


def test_keeps_the_answer_when_the_hours_make_no_sense(closed: Story, lead: Person) -> None:
    with in_scope([closed.business.pk]):
        calendar = ServiceCalendar.objects.create(
            business=closed.business, name="שבור", document={"timezone": "no zone", "week": {}}
        )
        ServicePackage.objects.create(business=closed.business, name="בסיס", calendar=calendar, is_default=True)
    before = timezone.now()
    _answer(closed, ease=1)
    with in_scope([closed.business.pk]):
        task = Task.objects.get(case=closed.case)
        assert SurveyResponse.objects.get(case=closed.case).ease == 1
        hours = timedelta(hours=policy_of(closed.business.pk).recover_hours)
        assert task.due_at is not None
        assert before + hours <= task.due_at <= timezone.now() + hours
