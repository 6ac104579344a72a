"""Updates as a case lives: held, replaced, dropped, sent; never two, never late, never after the end."""

from datetime import timedelta

import pytest
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases import services as cases
from moked.cases.models import Case
from moked.channels.models import Delivery
from moked.journal.record import record
from moked.promises.events import EstimateTold
from moked.promises.models import Clock
from moked.staff.actors import PersonActor
from moked.updates.domain.words import told_anew
from moked.updates.models import UpdateWatch
from tests import builders
from tests.updates.telling import automatic_of, held_of, next_told, states_of, sweep

pytestmark = pytest.mark.django_db
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def test_tells_who_has_it_after_a_while_and_moves_nothing(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        cases.assign_case(actor=noa, case_id=case.pk, person_id=noa.person_id)
        sweep()
        held = held_of(case)
        assert held.why == "change"
        assert 4 * MINUTE < held.leave_at - held.made_at <= 5 * MINUTE
        assert case.reference in held.text
        assert not automatic_of(case)
        others = Clock.objects.filter(case=case).exclude(kind="update").order_by("pk")
        before = list(others.values_list("phase", "due_at"))
        sweep(6 * MINUTE)
        sweep(7 * MINUTE)
        (message,) = automatic_of(case)
        assert message.text == told_anew(held.text, held.language, next_told(case))
        fresh = Case.objects.get(pk=case.pk)
        assert (fresh.state, fresh.answered_at, fresh.assignee_id) == ("open", None, noa.person_id)
        assert list(others.all().values_list("phase", "due_at")) == before
        assert Delivery.objects.filter(message__case=case).count() == 1


def test_says_nothing_of_a_hand_over_that_was_taken_back(business: Business, case: Case, noa: PersonActor) -> None:
    dan = builders.a_person(business, first_name="דן", last_name="לוי")
    with in_scope([business.pk]):
        cases.assign_case(actor=noa, case_id=case.pk, person_id=noa.person_id)
        sweep()
        cases.hand_over(actor=noa, case_id=case.pk, reason="", to_person_id=dan.pk)
        sweep()
        assert "דן" in held_of(case).text
        cases.take_hand_over_back(actor=noa, case_id=case.pk)
        sweep()
        held = held_of(case)
        assert (held.changes, "דן" in held.text) == (["taken"], False)
        sweep(6 * MINUTE)
        assert automatic_of(case)[0].text == told_anew(held.text, held.language, next_told(case))


@pytest.mark.parametrize("is_held", [False, True])
def test_still_tells_of_the_one_who_had_it_before_a_hand_over_taken_back(
    business: Business, case: Case, noa: PersonActor, is_held: bool
) -> None:
    boss, yael = builders.a_person(business), builders.a_person(business, first_name="יעל", last_name="מור")
    dan = builders.a_person(business, first_name="דן", last_name="לוי")
    with in_scope([business.pk]):
        Case.objects.filter(pk=case.pk).update(assignee=yael)
        cases.hand_over(actor=builders.actor_of(boss), case_id=case.pk, reason="", to_person_id=noa.person_id)
        cases.hand_over(actor=noa, case_id=case.pk, reason="", to_person_id=dan.pk)
        if is_held:
            sweep()
        cases.take_hand_over_back(actor=noa, case_id=case.pk)
        sweep()
        held = held_of(case)
        assert (held.changes, "דן" in held.text) == (["passed_on"], False)
        assert Case.objects.get(pk=case.pk).assignee_id == noa.person_id


def test_forgets_a_hand_over_taken_back_before_it_was_looked_at(
    business: Business, case: Case, noa: PersonActor
) -> None:
    dan = builders.a_person(business, first_name="דן", last_name="לוי")
    with in_scope([business.pk]):
        cases.hand_over(actor=noa, case_id=case.pk, reason="", to_person_id=dan.pk)
        cases.take_hand_over_back(actor=noa, case_id=case.pk)
        sweep()
        assert states_of(case) == []


def test_says_who_has_it_where_the_hand_over_was_told_already(
    business: Business, case: Case, noa: PersonActor
) -> None:
    dan = builders.a_person(business, first_name="דן", last_name="לוי")
    business.update_hold = timedelta(0)
    business.save()
    with in_scope([business.pk]):
        cases.assign_case(actor=noa, case_id=case.pk, person_id=noa.person_id)
        cases.hand_over(actor=noa, case_id=case.pk, reason="", to_person_id=dan.pk)
        sweep()
        sweep(MINUTE / 60)
        assert states_of(case) == ["sent"]
        cases.take_hand_over_back(actor=noa, case_id=case.pk)
        sweep()
        assert states_of(case) == ["sent", "sent"]
        assert ["דן" in message.text for message in automatic_of(case)] == [True, False]


def test_replaces_one_that_waits_by_a_newer_one(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        cases.assign_case(actor=noa, case_id=case.pk, person_id=noa.person_id)
        sweep()
        cases.put_aside_until(
            actor=noa, case_id=case.pk, waiting_for="supplier", until=timezone.now() + timedelta(days=1)
        )
        sweep()
        assert states_of(case) == ["replaced", "held"]
        sweep(6 * MINUTE)
        assert len(automatic_of(case)) == 1
        assert "גורם חיצוני" in automatic_of(case)[0].text


def test_says_nothing_when_a_person_answers_first(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        cases.assign_case(actor=noa, case_id=case.pk, person_id=noa.person_id)
        sweep()
        cases.write_answer(actor=noa, case_id=case.pk, html="<p>בודקים</p>")
        # The answer is about to leave; what waits for its own moment waits for it too.
        sweep(6 * MINUTE)
        assert states_of(case) == ["held"]
        cases.release_due_messages(timezone.now() + MINUTE)
        assert states_of(case) == ["needless"]
        sweep(7 * HOUR)
        assert not automatic_of(case)


def test_takes_back_what_has_not_left_when_a_solution_comes(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        cases.assign_case(actor=noa, case_id=case.pk, person_id=noa.person_id)
        sweep()
        sweep(6 * MINUTE)
        assert Delivery.objects.get(message__case=case).state == "queued"
        cases.write_answer(actor=noa, case_id=case.pk, html="<p>נפתר</p>", is_proposal=True)
        cases.release_due_messages(timezone.now() + MINUTE)
        assert states_of(case) == ["needless"]
        assert not automatic_of(case)
        assert not Delivery.objects.filter(message__is_automatic=True).exists()


def test_leaves_alone_what_a_server_was_asked_to_take(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        cases.assign_case(actor=noa, case_id=case.pk, person_id=noa.person_id)
        sweep()
        sweep(6 * MINUTE)
        Delivery.objects.filter(message__case=case).update(state="sending")
        cases.write_answer(actor=noa, case_id=case.pk, html="<p>נפתר</p>", is_proposal=True)
        cases.release_due_messages(timezone.now() + MINUTE)
        assert states_of(case) == ["sent"]


def test_says_nothing_after_closing(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        cases.assign_case(actor=noa, case_id=case.pk, person_id=noa.person_id)
        sweep()
        cases.confirm_solved(actor=builders.contact_actor(case), case_id=case.pk, channel="portal")
        sweep(timedelta(days=3))
        assert states_of(case) == ["needless"]
        assert not automatic_of(case)


def test_holds_anew_what_is_not_so_any_more(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        cases.assign_case(actor=noa, case_id=case.pk, person_id=noa.person_id)
        sweep()
        Case.objects.filter(pk=case.pk).update(assignee=builders.a_person(business, first_name="דנה"))
        sweep(6 * MINUTE)
        assert states_of(case) == ["replaced", "held"]
        assert "דנה" in held_of(case).text
        assert not automatic_of(case)


def test_tells_that_it_takes_longer(business: Business, case: Case) -> None:
    with in_scope([business.pk]):
        sweep()
        record(
            EstimateTold(business_id=business.pk, actor="estimate", case_id=case.pk, estimate_id=case.pk, why="slip")
        )
        sweep()
        assert held_of(case).why == "change"
        assert "יותר מהצפוי" in held_of(case).text


def test_goes_on_when_the_case_does(business: Business, case: Case, noa: PersonActor) -> None:
    def is_looked_at() -> bool:
        sweep()
        return UpdateWatch.objects.filter(case=case, next_check_at__isnull=False).exists()

    with in_scope([business.pk]):
        customer = builders.contact_actor(case)
        cases.write_answer(actor=noa, case_id=case.pk, html="<p>נפתר</p>", is_proposal=True)
        cases.release_due_messages(timezone.now() + MINUTE)
        assert not is_looked_at()
        cases.reject_solution(actor=customer, case_id=case.pk)
        assert is_looked_at()
        cases.set_aside(actor=noa, case_id=case.pk, reason="spam")
        assert not is_looked_at()
        cases.bring_back(actor=noa, case_id=case.pk)
        assert is_looked_at()
