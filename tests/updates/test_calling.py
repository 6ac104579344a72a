"""Updates for customers who want to hear by telephone, and for those whose way cannot be taken."""

from datetime import timedelta

import pytest
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases import services as cases
from moked.cases.models import Case, Message, Task
from moked.channels.models import Delivery
from moked.customers.models import ContactPoint
from moked.customers.services import add_contact_point
from moked.journal.models import JournalEntry
from moked.promises.services import set_profile
from moked.routing.models import WorkItem
from moked.staff.actors import PersonActor
from moked.updates.errors import NoOtherWay, UpdateOver
from moked.updates.models import Update
from moked.updates.services import give_time, send_now, skip_update, sweep_updates, write_instead
from tests import builders
from tests.updates.conftest import AT_ANY_HOUR

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def prefer(case: Case, noa: PersonActor, road: str, *, number: str = "") -> None:
    """Their customer chose that way."""
    if number:
        add_contact_point(actor=noa, customer_id=case.customer_id, kind=ContactPoint.Kind.PHONE, value=number)
    facts = {**AT_ANY_HOUR, "road": road, "form_of_address": "f"}
    # In force wherever the business may be, though it be yesterday there.
    since = timezone.localdate() - timedelta(days=1)
    set_profile(actor=noa, customer=case.customer, effective_from=since, facts=facts)


def call_due(case: Case, noa: PersonActor) -> tuple[Update, Task]:
    """Somebody is asked to call, since something changed."""
    prefer(case, noa, "phone", number="052-555-0101")
    cases.assign_case(actor=noa, case_id=case.pk, person_id=noa.person_id)
    sweep_updates(timezone.now() + timedelta(minutes=1))
    update = Update.objects.get(case=case, state="held")
    return update, Task.objects.get(case=case)


def _told(case: Case) -> list[tuple[str, bool]]:
    rows = Message.objects.filter(case=case, direction="out").exclude(state="cancelled")
    return list(rows.values_list("channel", "is_automatic"))


def test_asks_whoever_has_the_case_to_call_with_the_words(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        update, task = call_due(case, noa)
        assert (task.kind, task.owner_id, task.due_at) == ("call", noa.person_id, update.leave_at)
        assert update.contact_point is not None
        assert (update.way, update.contact_point.shown, update.call_id) == ("phone", "052-555-0101", task.pk)
        assert "האם את רוצה לשאול משהו?" in update.text
        assert WorkItem.objects.filter(task=task, aimed_at=noa.person_id).exists()
        assert not _told(case)


def test_writes_down_who_said_what_when_the_call_was_made(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        update, task = call_due(case, noa)
        cases.end_task(actor=noa, task_id=task.pk, note="אמרתי שהטכנאי מגיע מחר")
        update.refresh_from_db()
        assert (update.state, update.way, update.decided_by_id) == ("sent", "phone", noa.person_id)
        message = Message.objects.get(update=update)
        assert (message.text, message.channel, message.author_id) == (
            "אמרתי שהטכנאי מגיע מחר",
            "phone",
            noa.person_id,
        )
        assert not Delivery.objects.filter(message=message).exists()
        assert JournalEntry.objects.get(case_id=case.pk, code="update_sent").facts["way"] == "phone"
        sweep_updates(timezone.now() + 2 * HOUR)
        assert _told(case) == [("phone", False)]


def test_writes_and_says_so_when_nobody_called_in_time(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        update, task = call_due(case, noa)
        sweep_updates(update.leave_at)
        update.refresh_from_db()
        task.refresh_from_db()
        assert (update.state, update.way, update.instead, task.state) == ("sent", "mail", "not_called", "dropped")
        assert "ביקשת לשמוע מאיתנו בטלפון" in update.text
        assert Delivery.objects.filter(message__case=case).count() == 1


def test_keeps_the_call_open_where_it_cannot_be_written(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        update, task = call_due(case, noa)
        ContactPoint.objects.filter(pk=case.contact_point_id).update(undeliverable_since=timezone.now())
        sweep_updates(update.leave_at)
        task.refresh_from_db()
        assert task.state == "open"
        with pytest.raises(NoOtherWay):
            write_instead(actor=noa, task_id=task.pk)
        cases.end_task(actor=noa, task_id=task.pk, note="סופר בטלפון")
        assert _told(case) == [("phone", False)]


def test_writes_at_once_when_the_customer_did_not_answer(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        update, task = call_due(case, noa)
        write_instead(actor=noa, task_id=task.pk)
        with pytest.raises(UpdateOver):
            write_instead(actor=noa, task_id=task.pk)
        update.refresh_from_db()
        assert (update.state, update.instead, Task.objects.get().state) == ("sent", "not_reached", "dropped")
        assert _told(case) == [("mail", True)]


def test_hears_nothing_when_there_is_no_need_to_call(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        update, task = call_due(case, noa)
        cases.end_task(actor=noa, task_id=task.pk, note="דיברנו בבוקר", is_dropped=True)
        update.refresh_from_db()
        assert (update.state, update.reason) == ("skipped", "דיברנו בבוקר")
        sweep_updates(timezone.now() + 2 * HOUR)
        assert not _told(case)


def test_needs_no_call_any_more_when_a_person_answered(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        _update, task = call_due(case, noa)
        cases.write_answer(actor=noa, case_id=case.pk, html="<p>סיימנו</p>")
        cases.release_due_messages(timezone.now() + HOUR)
        task.refresh_from_db()
        assert task.state == "dropped"
        assert not Update.objects.filter(case=case, state="held").exists()


def test_keeps_one_call_with_the_newest_words(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        first, task = call_due(case, noa)
        tomorrow = timezone.now() + timedelta(days=1)
        cases.put_aside_until(actor=noa, case_id=case.pk, waiting_for="supplier", until=tomorrow)
        sweep_updates(timezone.now() + timedelta(minutes=2))
        held = Update.objects.get(case=case, state="held")
        assert (held.call_id, held.leave_at, Task.objects.get().state) == (task.pk, first.leave_at, "open")
        assert "גורם חיצוני" in held.text


def test_lets_a_call_end_by_its_task_alone(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        update, _task = call_due(case, noa)
        key = {"actor": noa, "case_id": case.pk, "update_id": update.pk}
        with pytest.raises(UpdateOver):
            send_now(**key, text="מילים")
        with pytest.raises(UpdateOver):
            skip_update(**key, reason="סיבה")
        with pytest.raises(UpdateOver):
            give_time(**key)
        update.refresh_from_db()
        assert update.state == "held"


def test_falls_back_with_the_reason_where_no_number_is_known(
    business: Business, case: Case, noa: PersonActor
) -> None:
    with in_scope([business.pk]):
        prefer(case, noa, "phone")
        cases.assign_case(actor=noa, case_id=case.pk, person_id=noa.person_id)
        sweep_updates(timezone.now())
        held = Update.objects.get(case=case)
        assert (held.way, held.instead) == ("mail", "no_phone")
        sweep_updates(held.leave_at)
        assert _told(case) == [("mail", True)]


def test_goes_by_mail_from_a_chat_to_an_address_they_proved(
    business: Business, noa: PersonActor, promised: None
) -> None:
    with in_scope([business.pk]):
        case = builders.a_case(
            business, channel="chat", contact_point=builders.a_contact_point(business, kind="chat", address="v-1")
        )
        proved = add_contact_point(
            actor=noa, customer_id=case.customer_id, kind=ContactPoint.Kind.EMAIL, value="dana@customers.test"
        )
        facts = {"verified_at": timezone.now(), "tie": ContactPoint.Tie.CONFIRMED}
        ContactPoint.objects.filter(pk=proved.pk).update(**facts)
        prefer(case, noa, "mail")
        cases.assign_case(actor=noa, case_id=case.pk, person_id=noa.person_id)
        sweep_updates(timezone.now())
        sweep_updates(Update.objects.get(case=case).leave_at)
        assert [row.contact_point_id for row in Delivery.objects.filter(message__case=case)] == [proved.pk]
        assert _told(case) == [("mail", True)]
