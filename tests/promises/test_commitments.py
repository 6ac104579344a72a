"""What a person said they would do: made, called to mind, kept, moved, released, broken; and what customers see."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases import services as cases
from moked.cases.errors import MomentPassed
from moked.cases.models import Case
from moked.journal.models import JournalEntry
from moked.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from moked.promises.models import Commitment
from moked.promises.selectors import shown_to_customer
from moked.promises.services import (
    keep_commitment,
    make_commitment,
    move_commitment,
    release_commitment,
    sweep_commitments,
)
from moked.routing.models import WorkItem
from moked.staff.actors import PersonActor
from moked.staff.models import Notice
from moked.staff.permissions import Permission
from tests import builders

pytestmark = pytest.mark.django_db
State = Commitment.State


@pytest.fixture
def business(db: None) -> Business:
    return builders.a_business()


@pytest.fixture
def noa(business: Business) -> PersonActor:
    return builders.actor_of(builders.a_person(business))


@pytest.fixture
def case(business: Business) -> Case:
    return builders.a_case(business)


def _make(case: Case, noa: PersonActor, within: timedelta = timedelta(hours=2), **facts: object) -> Commitment:
    return make_commitment(
        actor=noa,
        case_id=case.pk,
        kind="call",
        what="אתקשר אליך",
        due_at=timezone.now() + within,
        **facts,  # type: ignore[arg-type]
    )


def _now(commitment: Commitment) -> Commitment:
    return Commitment.objects.get(pk=commitment.pk)


def _codes(case: Case) -> list[str]:
    rows = JournalEntry.objects.filter(case_id=case.pk, code__startswith="commitment")
    return list(rows.order_by("id").values_list("code", flat=True))


def _sweep_twice(at: datetime) -> None:
    sweep_commitments(at)
    sweep_commitments(at + timedelta(seconds=1))


def test_reminds_its_owner_once_and_breaks_it_once(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        made = _make(case, noa)
        sweep_commitments(made.due_at - timedelta(minutes=16))
        assert not Notice.objects.filter(kind="commitment_due").exists()
        _sweep_twice(made.due_at - timedelta(minutes=14))
        notice = Notice.objects.get(kind="commitment_due")
        assert (notice.person_id, notice.case_id) == (noa.person_id, case.pk)
        _sweep_twice(made.due_at + timedelta(minutes=1))
        assert _now(made).state == State.BROKEN
        assert _codes(case) == ["commitment_made", "commitment_due_soon", "commitment_broken"]


def test_reminds_of_a_short_one_for_its_last_quarter(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        made = _make(case, noa, timedelta(minutes=20))
        assert made.next_check_at is not None
        before = made.due_at - made.next_check_at
        assert abs(before - timedelta(minutes=5)) < timedelta(seconds=5)


def test_breaks_even_what_nobody_was_reminded_of(business: Business, case: Case, noa: PersonActor) -> None:
    """The worker was away."""
    with in_scope([business.pk]):
        made = _make(case, noa)
        sweep_commitments(made.due_at + timedelta(hours=1))
        assert _codes(case) == ["commitment_made", "commitment_broken"]


def test_keeps_and_no_longer_asks(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        made = _make(case, noa)
        keep_commitment(actor=noa, commitment_id=made.pk)
        sweep_commitments(made.due_at + timedelta(hours=1))
        assert _now(made).state == State.KEPT
        with pytest.raises(Conflict):
            keep_commitment(actor=noa, commitment_id=made.pk)


def test_knows_what_was_done_late_from_what_was_kept(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        made = _make(case, noa)
        sweep_commitments(made.due_at + timedelta(minutes=1))
        keep_commitment(actor=noa, commitment_id=made.pk)
        assert _now(made).state == State.BROKEN
        assert _now(made).settled_at is not None
        assert JournalEntry.objects.get(code="commitment_kept").facts["is_late"]


def test_releases_with_a_reason_only(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        made = _make(case, noa)
        with pytest.raises(Invalid):
            release_commitment(actor=noa, commitment_id=made.pk, reason="  ")
        release_commitment(actor=noa, commitment_id=made.pk, reason="הלקוחה חזרה אלינו")
        assert (_now(made).state, _now(made).reason) == (State.RELEASED, "הלקוחה חזרה אלינו")
        assert shown_to_customer(case) == []


def test_records_both_times_when_moved(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        made = _make(case, noa)
        sweep_commitments(made.due_at - timedelta(minutes=10))
        later = made.due_at + timedelta(hours=3)
        move_commitment(actor=noa, commitment_id=made.pk, due_at=later)
        facts = JournalEntry.objects.get(code="commitment_moved").facts
        assert facts["due_before"] == int(made.due_at.timestamp())
        assert facts["due"] == int(later.timestamp())
        # Nothing of the former time is left: it is called to mind again.
        _sweep_twice(later - timedelta(minutes=10))
        assert Notice.objects.filter(kind="commitment_due").count() == 2
        assert _now(made).state == State.OPEN


def test_promises_nothing_in_the_past(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        with pytest.raises(MomentPassed):
            _make(case, noa, timedelta(minutes=-1))
        made = _make(case, noa)
        with pytest.raises(MomentPassed):
            move_commitment(actor=noa, commitment_id=made.pk, due_at=timezone.now() - timedelta(minutes=1))


def test_is_taken_back_with_the_answer_that_said_it(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        message = cases.write_answer(actor=noa, case_id=case.pk, html="<p>אתקשר אליך</p>")
        made = _make(case, noa, message_id=message.pk)
        assert shown_to_customer(case) == []
        cases.take_back_answer(actor=noa, message_id=message.pk)
        assert _now(made).state == State.RELEASED


def test_is_shown_to_the_customer_once_the_answer_left(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        message = cases.write_answer(actor=noa, case_id=case.pk, html="<p>אתקשר אליך</p>")
        made = _make(case, noa, message_id=message.pk)
        cases.release_due_messages(timezone.now() + timedelta(minutes=1))
        assert shown_to_customer(case) == [made]


def test_is_over_with_its_case(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        made = _make(case, noa)
        cases.set_aside(actor=noa, case_id=case.pk, reason="spam")
        assert _now(made).state == State.RELEASED


def _answered(case: Case, noa: PersonActor, after: timedelta = timedelta(minutes=1), **promised: timedelta) -> Case:
    """The case once the answer, with what it promised, has left."""
    answer = cases.write_answer(actor=noa, case_id=case.pk, html="<p>אבדוק ואחזור אליך</p>")
    for within in promised.values():
        _make(case, noa, within, message_id=answer.pk)
    cases.release_due_messages(timezone.now() + after)
    return _case(case)


def _case(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def test_keeps_the_next_step_ours_until_its_time(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        answered = _answered(case, noa, later=timedelta(hours=3), sooner=timedelta(hours=2))
        sooner, later = Commitment.objects.order_by("due_at")
        assert not answered.is_with_customer
        assert (answered.state, answered.waiting_for, answered.waiting_until) == ("waiting", "moment", sooner.due_at)
        move_commitment(actor=noa, commitment_id=sooner.pk, due_at=sooner.due_at + timedelta(minutes=10))
        assert _case(case).waiting_until == sooner.due_at + timedelta(minutes=10)
        keep_commitment(actor=noa, commitment_id=sooner.pk)
        assert _case(case).waiting_until == later.due_at
        release_commitment(actor=noa, commitment_id=later.pk, reason="הלקוח התקשר בעצמו")
        assert _case(case).state == "open"
        assert WorkItem.objects.filter(case=case).exclude(state=WorkItem.State.DONE).exists()
        # With nothing left to do for us, it is the customer's turn.
        assert _answered(case, noa).is_with_customer


def test_takes_the_next_step_back_when_committed_after_the_answer(
    business: Business, case: Case, noa: PersonActor
) -> None:
    with in_scope([business.pk]):
        assert _answered(case, noa).is_with_customer
        made = _make(case, noa)
        assert _case(case).waiting_until == made.due_at


def test_hands_over_when_what_was_promised_is_overdue_or_was_never_said(
    business: Business, case: Case, noa: PersonActor
) -> None:
    with in_scope([business.pk]):
        _make(case, noa)
        Commitment.objects.update(due_at=timezone.now() - timedelta(minutes=1))
        later = cases.write_answer(
            actor=noa, case_id=case.pk, html="<p>אתקשר מחר</p>", send_at=timezone.now() + timedelta(hours=1)
        )
        _make(case, noa, message_id=later.pk)
        assert _answered(case, noa).is_with_customer


def test_comes_back_for_the_sooner_promise(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        _answered(case, noa, later=timedelta(days=3))
        _answered(case, noa, sooner=timedelta(hours=2))
        sooner, later = Commitment.objects.order_by("due_at")
        assert _case(case).waiting_until == sooner.due_at
        first = sooner.due_at - timedelta(hours=1)
        move_commitment(actor=noa, commitment_id=later.pk, due_at=first)
        assert _case(case).waiting_until == first


def test_waits_for_the_customer_once_what_was_promised_was_said(
    business: Business, case: Case, noa: PersonActor
) -> None:
    with in_scope([business.pk]):
        _answered(case, noa, within=timedelta(hours=2))
        assert not _answered(case, noa).is_with_customer
        keep_commitment(actor=noa, commitment_id=Commitment.objects.get().pk)
        assert _case(case).is_with_customer


def test_keeps_the_next_step_of_a_case_that_was_merged(business: Business, case: Case) -> None:
    noa = builders.actor_of(builders.a_person(business, permissions=list(Permission)))
    with in_scope([business.pk]):
        into = builders.a_case(business, contact_point=case.contact_point)
        _make(case, noa)
        cases.merge_cases(actor=noa, case_id=case.pk, into_id=into.pk)
        made = Commitment.objects.get()
        assert _answered(into, noa).waiting_until == made.due_at
        release_commitment(actor=noa, commitment_id=made.pk, reason="נפתר")
        assert _case(into).is_with_customer or _case(into).state == "open"
        assert _case(into).waiting_until is None


def test_owes_nothing_of_a_merged_case_once_that_is_over_which_it_went_on_in(business: Business, case: Case) -> None:
    noa = builders.actor_of(builders.a_person(business, permissions=list(Permission)))
    with in_scope([business.pk]):
        into = builders.a_case(business, contact_point=case.contact_point)
        _make(case, noa)
        cases.merge_cases(actor=noa, case_id=case.pk, into_id=into.pk)
        cases.set_aside(actor=noa, case_id=into.pk, reason="spam")
        assert Commitment.objects.get().state == Commitment.State.RELEASED


def test_a_letter_to_many_moves_no_case(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        _answered(case, noa)
        made = _make(case, noa)
        Case.objects.filter(pk=case.pk).update(waiting_for="customer", waiting_until=None)
        locked = Case.objects.select_related("business").get(pk=case.pk)
        cases.send_automatic(actor=noa, case=locked, text="עדכון", html="", author_id=noa.person_id)
        assert made.due_at
        assert _case(case).is_with_customer


def test_leaves_an_offered_solution_with_the_customer(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        _make(case, noa)
        cases.write_answer(actor=noa, case_id=case.pk, html="<p>תוקן</p>", is_proposal=True)
        cases.release_due_messages(timezone.now() + timedelta(minutes=1))
        assert _case(case).state == "proposed"


def test_refuses_strangers_and_those_who_may_not_answer(business: Business, case: Case, noa: PersonActor) -> None:
    stranger = builders.actor_of(builders.a_person(builders.a_business("אחר")))
    reader = builders.actor_of(builders.a_person(business, permissions=["cases.read"]))
    with in_scope([business.pk]):
        made = _make(case, noa)
        for actor, refusal in ((stranger, NotFound), (reader, NotAllowed)):
            with pytest.raises(refusal):
                keep_commitment(actor=actor, commitment_id=made.pk)
            with pytest.raises(refusal):
                _make(case, actor)
        assert _now(made).state == State.OPEN
