"""Notices: each says what it is about and how that stands, so that no two read alike."""

import re
from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases.models import Case, Task
from moked.promises.models import Clock, Commitment, Escalation
from moked.promises.services import keep_commitment, release_commitment
from moked.promises.services.calling import tell_called
from moked.staff.models import Notice, Person
from moked.staff.notices import write_notice
from tests import builders


def a_clock(case: Case, kind: str = "solution", **facts: object) -> Clock:
    now = timezone.now()
    known = {"phase": "running", "due_at": now + timedelta(hours=1), **facts}
    return Clock.objects.create(
        business_id=case.business_id,
        case=case,
        kind=kind,
        target=timedelta(hours=3),
        source="package",
        started_at=now - timedelta(hours=2),
        **known,
    )


def call(case: Case, person: Person, clock: Clock | None, position: int = 1, **facts: object) -> None:
    known = {"sort": "managerial", "trigger": "share", "share": 97, "fired_at": timezone.now(), **facts}
    tell_called(
        Escalation.objects.create(business_id=case.business_id, case=case, clock=clock, position=position, **known),
        [person.pk],
    )


def rows_of(desk: Client) -> list[str]:
    """The notices as somebody reads them, newest first."""
    page = desk.get("/notices/").content.decode()
    return [" ".join(strip_tags(row).split()) for row in re.findall(r"<li><form.*?</form></li>", page)]


def test_says_which_step_calls_for_which_promise_and_how_that_ends(desk: Client, case: Case, noa: Person) -> None:
    with in_scope([case.business_id]):
        call(case, noa, a_clock(case))
        broken_at = timezone.now() - timedelta(minutes=20)
        call(case, noa, a_clock(case, "next_reply", due_at=broken_at, broken_at=broken_at), position=2)
        call(case, noa, a_clock(case, "update", phase="paused", due_at=None), position=3)
        call(case, noa, a_clock(case, "first_reply", phase="stopped"), position=4)
    kept, still, broken, running = rows_of(desk)
    assert "Step 1, managerial, calls you: Solution" in running
    assert "The promise ends" in running
    assert "Step 2, managerial, calls you: Next reply" in broken
    assert "The promise was not kept:" in broken
    assert "The promise ends" not in broken
    assert "The promise stands still" in still
    assert "The promise was kept" in kept


def test_names_the_case_once_with_its_customer(desk: Client, case: Case, noa: Person) -> None:
    with in_scope([case.business_id]):
        call(case, noa, a_clock(case))
        write_notice(business_id=case.business_id, person_id=noa.pk, kind=Notice.Kind.ESCALATED, case_id=case.pk)
    for row in rows_of(desk):
        assert row.count(case.reference) == 1
        assert case.subject in row
        assert case.customer.name in row


def test_says_why_a_step_calls_that_is_for_no_promise(desk: Client, case: Case, noa: Person) -> None:
    with in_scope([case.business_id]):
        call(case, noa, None, trigger="task", share=0)
    assert "calls you: a task was not done in time" in rows_of(desk)[0]


def test_says_what_was_to_be_done(desk: Client, case: Case, noa: Person) -> None:
    soon = timezone.now() + timedelta(minutes=30)
    facts = {"business_id": case.business_id, "case": case, "owner": noa, "due_at": soon}
    with in_scope([case.business_id]):
        commitment = Commitment.objects.create(what="נתקשר עם תשובה", **facts)
        task = Task.objects.create(what="check the socket", kind=Task.Kind.WORK, **facts)
        for kind, about in ((Notice.Kind.COMMITMENT_DUE, commitment), (Notice.Kind.TASK_DUE, task)):
            write_notice(
                business_id=case.business_id, person_id=noa.pk, kind=kind, case_id=case.pk, about_id=about.pk
            )
        of_task, of_commitment = rows_of(desk)
        assert "check the socket until" in of_task
        assert "נתקשר עם תשובה until" in of_commitment
        Task.objects.filter(pk=task.pk).update(due_at=timezone.now() - timedelta(minutes=1))
        Commitment.objects.filter(pk=commitment.pk).update(state="kept", settled_at=timezone.now())
    of_task, of_commitment = rows_of(desk)
    assert "not done in time, was due" in of_task
    assert "נתקשר עם תשובה kept" in of_commitment


def test_tells_what_was_done_late_from_what_nobody_waits_for_any_more(desk: Client, case: Case, noa: Person) -> None:
    past = timezone.now() - timedelta(minutes=30)
    facts = {"business_id": case.business_id, "case": case, "owner": noa, "due_at": past, "state": "broken"}
    with in_scope([case.business_id]):
        done, released = (Commitment.objects.create(what="נתקשר", **facts) for _ in range(2))
        for about in (done, released):
            write_notice(
                business_id=case.business_id,
                person_id=noa.pk,
                kind=Notice.Kind.COMMITMENT_DUE,
                case_id=case.pk,
                about_id=about.pk,
            )
        actor = builders.actor_of(noa)
        keep_commitment(actor=actor, commitment_id=done.pk)
        release_commitment(actor=actor, commitment_id=released.pk, reason="the customer called")
    of_released, of_done = rows_of(desk)
    assert "נתקשר done later than promised" in of_done
    assert "נתקשר not kept" in of_released


def test_takes_the_same_queries_for_three_notices_and_thirty(
    desk: Client, business: Business, noa: Person, count_queries: Callable[[Client, str], int]
) -> None:
    def called() -> None:
        case = builders.a_case(business)
        with in_scope([business.pk]):
            call(case, noa, a_clock(case))

    for _ in range(3):
        called()
    at_three = count_queries(desk, "/notices/")
    for _ in range(27):
        called()
    assert count_queries(desk, "/notices/") == at_three
