"""What colleagues do with an update that is held: send, improve, put off, leave out, or pause them all."""

from datetime import timedelta

import pytest
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases import services as cases
from moked.cases.models import Case
from moked.staff.actors import PersonActor
from moked.updates.domain.words import told_anew
from moked.updates.errors import SkipUnexplained, UpdateEmpty, UpdateOver
from moked.updates.models import Update, UpdateWatch
from moked.updates.services import give_time, pause_business, send_now, skip_update, sweep_updates
from tests.updates.telling import automatic_of, held_of, next_told, states_of, sweep

pytestmark = pytest.mark.django_db
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def test_sends_at_once_what_a_person_improved(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        cases.assign_case(actor=noa, case_id=case.pk, person_id=noa.person_id)
        sweep()
        held = held_of(case)
        with pytest.raises(UpdateEmpty):
            send_now(actor=noa, case_id=case.pk, update_id=held.pk, text="  ")
        assert states_of(case) == ["held"]
        send_now(actor=noa, case_id=case.pk, update_id=held.pk, text="שלום, בדקתי והחלק בדרך.")
        with pytest.raises(UpdateOver):
            send_now(actor=noa, case_id=case.pk, update_id=held.pk, text="שוב")
        assert [message.text for message in automatic_of(case)] == ["שלום, בדקתי והחלק בדרך."]
        assert Update.objects.get(case=case).is_improved


def test_tells_when_sent_at_once_the_next_moment_as_it_is_then(
    business: Business, case: Case, noa: PersonActor
) -> None:
    with in_scope([business.pk]):
        cases.assign_case(actor=noa, case_id=case.pk, person_id=noa.person_id)
        sweep()
        Update.objects.filter(case=case).update(leave_at=timezone.now() + 3 * HOUR)
        held = give_time(actor=noa, case_id=case.pk, update_id=held_of(case).pk)
        send_now(actor=noa, case_id=case.pk, update_id=held.pk, text=held.text)
        (message,) = automatic_of(case)
        assert message.text != held.text
        assert message.text == told_anew(held.text, held.language, next_told(case))
        assert not Update.objects.get(case=case).is_improved


def test_leaves_one_out_for_a_reason_only(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        cases.assign_case(actor=noa, case_id=case.pk, person_id=noa.person_id)
        sweep()
        held = held_of(case)
        with pytest.raises(SkipUnexplained):
            skip_update(actor=noa, case_id=case.pk, update_id=held.pk, reason=" ")
        assert states_of(case) == ["held"]
        skip_update(actor=noa, case_id=case.pk, update_id=held.pk, reason="דיברנו בטלפון")
        sweep(6 * MINUTE)
        assert states_of(case) == ["skipped"]
        assert not automatic_of(case)


def test_waits_longer_when_asked(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        cases.assign_case(actor=noa, case_id=case.pk, person_id=noa.person_id)
        sweep()
        give_time(actor=noa, case_id=case.pk, update_id=held_of(case).pk)
        sweep(6 * MINUTE)
        assert states_of(case) == ["held"]


def test_leaves_after_ten_minutes_more_and_not_later(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        cases.assign_case(actor=noa, case_id=case.pk, person_id=noa.person_id)
        sweep()
        sweep_updates(give_time(actor=noa, case_id=case.pk, update_id=held_of(case).pk).leave_at)
        assert states_of(case) == ["sent"]


def test_says_nothing_by_itself_while_paused(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        cases.assign_case(actor=noa, case_id=case.pk, person_id=noa.person_id)
        sweep()
        until = timezone.now() + timedelta(days=1)
        cases.pause_automatics(actor=noa, case_id=case.pk, until=until, reason="בשיחה עם הלקוחה")
        sweep(6 * MINUTE)
        assert states_of(case) == ["needless"]
        assert UpdateWatch.objects.get(case=case).next_check_at == until
        cases.resume_automatics(actor=noa, case_id=case.pk)
        wake = UpdateWatch.objects.get(case=case).next_check_at
        assert wake is not None
        assert wake < until


def test_tells_after_a_pause_what_changed_meanwhile(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        sweep_updates(timezone.now())
        until = timezone.now() + HOUR
        pause_business(actor=noa, business=business, until=until, reason="מתקנים")
        cases.assign_case(actor=noa, case_id=case.pk, person_id=noa.person_id)
        sweep_updates(timezone.now())
        assert states_of(case) == []
        sweep_updates(until + MINUTE)
        assert Update.objects.get(case=case).changes == ["taken"]
