"""The promised rhythm of updates as a clock: what begins a round, ends it, lets it stand still and breaks it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases import services as cases
from moked.cases.models import Case
from moked.promises.models import Clock
from moked.promises.selectors import next_promises
from moked.promises.services import sweep_clocks
from moked.staff.actors import PersonActor
from moked.updates.models import Update
from moked.updates.services import skip_update, sweep_updates
from tests import builders

pytestmark = pytest.mark.django_db
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def _rounds(case: Case) -> list[str]:
    return list(
        Clock.objects.filter(case=case, kind="update").order_by("started_at", "id").values_list("phase", flat=True)
    )


def _current(case: Case) -> Clock:
    return Clock.objects.filter(case=case, kind="update").latest("started_at", "id")


def _answer(case: Case, noa: PersonActor, **facts: bool) -> None:
    cases.write_answer(actor=noa, case_id=case.pk, html="<p>בודקים</p>", **facts)
    cases.release_due_messages(timezone.now() + MINUTE)


def test_begins_with_their_word_and_stands_beside_the_others(business: Business, case: Case) -> None:
    with in_scope([business.pk]):
        assert _rounds(case) == ["running"]
        first = _current(case)
        assert (first.target, first.ladder_id) == (4 * HOUR, None)
        assert next_promises([case.pk])[case.pk].due_at == first.due_at


def test_begins_the_next_round_with_an_update(business: Business, case: Case) -> None:
    with in_scope([business.pk]):
        first = _current(case)
        assert first.due_at is not None
        sweep_updates(timezone.now())
        sweep_updates(first.due_at - 15 * MINUTE)
        left_at = Update.objects.get(case=case).leave_at
        sweep_updates(left_at)
        sweep_updates(left_at + MINUTE)
        assert _rounds(case) == ["stopped", "running"]
        assert _current(case).due_at == left_at + 4 * HOUR
        first.refresh_from_db()
        assert first.broken_at is None


def test_stands_still_while_the_customer_is_asked(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        _answer(case, noa)
        assert _rounds(case) == ["stopped", "paused"]
        builders.a_message(case, case.contact_point, text="זו התשובה שלי")
        assert _rounds(case) == ["stopped", "running"]
        due_at = _current(case).due_at
        assert due_at is not None
        assert due_at - timezone.now() > 4 * HOUR - MINUTE


def test_ends_with_the_case_and_begins_anew_when_it_does(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        customer = builders.contact_actor(case)
        _answer(case, noa, is_proposal=True)
        assert _rounds(case) == ["stopped", "paused"]
        cases.confirm_solved(actor=customer, case_id=case.pk, channel="portal")
        assert _rounds(case) == ["stopped", "stopped"]
        cases.reject_solution(actor=customer, case_id=case.pk)
        assert _rounds(case) == ["stopped", "stopped", "running"]


def test_is_broken_when_nobody_says_a_word(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        due_at = _current(case).due_at
        assert due_at is not None
        cases.pause_automatics(actor=noa, case_id=case.pk, until=due_at + HOUR, reason="בשיחה")
        sweep_clocks(due_at + MINUTE)
        assert _current(case).broken_at == due_at


def test_is_not_kept_by_an_update_that_was_left_out(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        due_at = _current(case).due_at
        cases.assign_case(actor=noa, case_id=case.pk, person_id=noa.person_id)
        sweep_updates(timezone.now())
        held = Update.objects.get(case=case)
        skip_update(actor=noa, case_id=case.pk, update_id=held.pk, reason="דיברנו")
        sweep_updates(timezone.now() + MINUTE)
        assert _current(case).due_at == due_at
        assert not Update.objects.filter(case=case, state="held").exists()
