"""Updates as a case lives: held, replaced, dropped, improved, sent; never two, never late, never after the end."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.calendars.models import ServiceCalendar
from moked.cases import services as cases
from moked.cases.models import Case, Message, MessageState
from moked.channels.models import Delivery
from moked.customers.models import Customer, Segment
from moked.journal.models import JournalEntry
from moked.journal.record import record
from moked.promises.events import EstimateTold
from moked.promises.models import Clock
from moked.promises.services import change_calendar, set_profile, set_profile_of
from moked.staff.actors import PersonActor
from moked.updates.domain.words import told_anew
from moked.updates.errors import SkipUnexplained, UpdateEmpty, UpdateOver
from moked.updates.matters import case_in_view, next_expected
from moked.updates.models import StatusQuestion, Update, UpdateWatch
from moked.updates.services import give_time, pause_business, send_now, skip_update, sweep_updates, sweeping
from tests import builders
from tests.updates.conftest import ALWAYS, AT_ANY_HOUR

pytestmark = pytest.mark.django_db
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def _states(case: Case) -> list[str]:
    return list(Update.objects.filter(case=case).order_by("made_at").values_list("state", flat=True))


def _held(case: Case) -> Update:
    return Update.objects.get(case=case, state="held")


def _automatic(case: Case) -> list[Message]:
    rows = Message.objects.filter(case=case, is_automatic=True).exclude(state=MessageState.CANCELLED)
    return list(rows.order_by("created_at"))


def _next_told(case: Case) -> datetime:
    """The moment that everybody is shown for the next update, once one has left."""
    fresh = Case.objects.select_related("business", "customer", "contact_point").get(pk=case.pk)
    view = case_in_view(fresh, UpdateWatch.objects.get(case=case), timezone.now())
    moment = next_expected(view, None, timezone.now())
    assert moment is not None
    return moment.astimezone(view.zone)


def _sweep(after: timedelta = timedelta(0)) -> None:
    sweep_updates(timezone.now() + after)


def test_tells_who_has_it_after_a_while_and_moves_nothing(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        cases.assign_case(actor=noa, case_id=case.pk, person_id=noa.person_id)
        _sweep()
        held = _held(case)
        assert held.why == "change"
        assert 4 * MINUTE < held.leave_at - held.made_at <= 5 * MINUTE
        assert case.reference in held.text
        assert not _automatic(case)
        others = Clock.objects.filter(case=case).exclude(kind="update").order_by("pk")
        before = list(others.values_list("phase", "due_at"))
        _sweep(6 * MINUTE)
        _sweep(7 * MINUTE)
        (message,) = _automatic(case)
        assert message.text == told_anew(held.text, held.language, _next_told(case))
        fresh = Case.objects.get(pk=case.pk)
        assert (fresh.state, fresh.answered_at, fresh.assignee_id) == ("open", None, noa.person_id)
        assert list(others.all().values_list("phase", "due_at")) == before
        assert Delivery.objects.filter(message__case=case).count() == 1


def test_keeps_the_promised_rhythm(business: Business, case: Case) -> None:
    with in_scope([business.pk]):
        _sweep()
        assert not Update.objects.filter(case=case).exists()
        wake = UpdateWatch.objects.get(case=case).next_check_at
        assert wake is not None
        assert timedelta(hours=3, minutes=40) < wake - case.opened_at < 4 * HOUR
        sweep_updates(wake)
        held = _held(case)
        assert held.why == "rhythm"
        assert held.leave_at < case.opened_at + 4 * HOUR
        sweep_updates(held.leave_at)
        assert _states(case) == ["sent"]


def test_replaces_one_that_waits_by_a_newer_one(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        cases.assign_case(actor=noa, case_id=case.pk, person_id=noa.person_id)
        _sweep()
        cases.put_aside_until(
            actor=noa, case_id=case.pk, waiting_for="supplier", until=timezone.now() + timedelta(days=1)
        )
        _sweep()
        assert _states(case) == ["replaced", "held"]
        _sweep(6 * MINUTE)
        assert len(_automatic(case)) == 1
        assert "גורם חיצוני" in _automatic(case)[0].text


def test_says_nothing_when_a_person_answers_first(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        cases.assign_case(actor=noa, case_id=case.pk, person_id=noa.person_id)
        _sweep()
        cases.write_answer(actor=noa, case_id=case.pk, html="<p>בודקים</p>")
        # The answer is about to leave; what waits for its own moment waits for it too.
        _sweep(6 * MINUTE)
        assert _states(case) == ["held"]
        cases.release_due_messages(timezone.now() + MINUTE)
        assert _states(case) == ["needless"]
        _sweep(7 * HOUR)
        assert not _automatic(case)


def test_takes_back_what_has_not_left_when_a_solution_comes(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        cases.assign_case(actor=noa, case_id=case.pk, person_id=noa.person_id)
        _sweep()
        _sweep(6 * MINUTE)
        assert Delivery.objects.get(message__case=case).state == "queued"
        cases.write_answer(actor=noa, case_id=case.pk, html="<p>נפתר</p>", is_proposal=True)
        cases.release_due_messages(timezone.now() + MINUTE)
        assert _states(case) == ["needless"]
        assert not _automatic(case)
        assert not Delivery.objects.filter(message__is_automatic=True).exists()


def test_leaves_alone_what_a_server_was_asked_to_take(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        cases.assign_case(actor=noa, case_id=case.pk, person_id=noa.person_id)
        _sweep()
        _sweep(6 * MINUTE)
        Delivery.objects.filter(message__case=case).update(state="sending")
        cases.write_answer(actor=noa, case_id=case.pk, html="<p>נפתר</p>", is_proposal=True)
        cases.release_due_messages(timezone.now() + MINUTE)
        assert _states(case) == ["sent"]


def test_says_nothing_after_closing(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        cases.assign_case(actor=noa, case_id=case.pk, person_id=noa.person_id)
        _sweep()
        cases.confirm_solved(actor=builders.contact_actor(case), case_id=case.pk, channel="portal")
        _sweep(timedelta(days=3))
        assert _states(case) == ["needless"]
        assert not _automatic(case)


def test_sends_at_once_what_a_person_improved(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        cases.assign_case(actor=noa, case_id=case.pk, person_id=noa.person_id)
        _sweep()
        held = _held(case)
        with pytest.raises(UpdateEmpty):
            send_now(actor=noa, case_id=case.pk, update_id=held.pk, text="  ")
        assert _states(case) == ["held"]
        send_now(actor=noa, case_id=case.pk, update_id=held.pk, text="שלום, בדקתי והחלק בדרך.")
        with pytest.raises(UpdateOver):
            send_now(actor=noa, case_id=case.pk, update_id=held.pk, text="שוב")
        assert [message.text for message in _automatic(case)] == ["שלום, בדקתי והחלק בדרך."]
        assert Update.objects.get(case=case).is_improved


def test_tells_when_sent_at_once_the_next_moment_as_it_is_then(
    business: Business, case: Case, noa: PersonActor
) -> None:
    with in_scope([business.pk]):
        cases.assign_case(actor=noa, case_id=case.pk, person_id=noa.person_id)
        _sweep()
        Update.objects.filter(case=case).update(leave_at=timezone.now() + 3 * HOUR)
        held = give_time(actor=noa, case_id=case.pk, update_id=_held(case).pk)
        send_now(actor=noa, case_id=case.pk, update_id=held.pk, text=held.text)
        (message,) = _automatic(case)
        assert message.text != held.text
        assert message.text == told_anew(held.text, held.language, _next_told(case))
        assert not Update.objects.get(case=case).is_improved


def test_leaves_one_out_for_a_reason_only(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        cases.assign_case(actor=noa, case_id=case.pk, person_id=noa.person_id)
        _sweep()
        held = _held(case)
        with pytest.raises(SkipUnexplained):
            skip_update(actor=noa, case_id=case.pk, update_id=held.pk, reason=" ")
        assert _states(case) == ["held"]
        skip_update(actor=noa, case_id=case.pk, update_id=held.pk, reason="דיברנו בטלפון")
        _sweep(6 * MINUTE)
        assert _states(case) == ["skipped"]
        assert not _automatic(case)


def test_waits_longer_when_asked(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        cases.assign_case(actor=noa, case_id=case.pk, person_id=noa.person_id)
        _sweep()
        give_time(actor=noa, case_id=case.pk, update_id=_held(case).pk)
        _sweep(6 * MINUTE)
        assert _states(case) == ["held"]


def test_holds_anew_what_is_not_so_any_more(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        cases.assign_case(actor=noa, case_id=case.pk, person_id=noa.person_id)
        _sweep()
        Case.objects.filter(pk=case.pk).update(assignee=builders.a_person(business, first_name="דנה"))
        _sweep(6 * MINUTE)
        assert _states(case) == ["replaced", "held"]
        assert "דנה" in _held(case).text
        assert not _automatic(case)


def test_hears_oftener_and_formally_in_distress(business: Business, case: Case) -> None:
    with in_scope([business.pk]):
        builders.a_message(case, case.contact_point, text="אני מיואשת, זו הפעם הרביעית שאני פונה ואף אחד לא עונה!")
        _sweep()
        watch = UpdateWatch.objects.get(case=case)
        assert watch.distressed_at is not None
        assert watch.next_check_at is not None
        assert watch.next_check_at - case.opened_at < 2 * HOUR
        sweep_updates(watch.next_check_at)
        held = _held(case)
        assert held.why == "distress"
        assert "מספר הפנייה" in held.text


def test_hears_oftener_for_what_they_wrote_before_updates_were_promised(
    business: Business, request: pytest.FixtureRequest
) -> None:
    case = builders.a_case(business)
    with in_scope([business.pk]):
        builders.a_message(case, case.contact_point, text="אני מיואשת, זו הפעם הרביעית שאני פונה ואף אחד לא עונה!")
        _sweep()
        watch = UpdateWatch.objects.get(case=case)
        assert (watch.distressed_at, watch.next_check_at) == (None, None)
        request.getfixturevalue("promised")
        _sweep()
        watch = UpdateWatch.objects.get(case=case)
        assert watch.is_promised
        assert watch.distressed_at is not None


@pytest.mark.usefixtures("noa")
def test_reads_many_cases_with_as_many_statements_as_few(business: Business) -> None:
    counts = []
    with in_scope([business.pk]):
        for count in (2, 15):
            made = [builders.a_case(business) for _ in range(count)]
            for case in made:
                builders.a_message(case, case.contact_point, text="המקרר לא מקרר")
            with CaptureQueriesContext(connection) as queries:
                assert sweep_updates(timezone.now()) == count
            counts.append(len(queries))
    assert counts[0] == counts[1]


def test_says_nothing_by_itself_while_paused(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        cases.assign_case(actor=noa, case_id=case.pk, person_id=noa.person_id)
        _sweep()
        until = timezone.now() + timedelta(days=1)
        cases.pause_automatics(actor=noa, case_id=case.pk, until=until, reason="בשיחה עם הלקוחה")
        _sweep(6 * MINUTE)
        assert _states(case) == ["needless"]
        assert UpdateWatch.objects.get(case=case).next_check_at == until
        cases.resume_automatics(actor=noa, case_id=case.pk)
        wake = UpdateWatch.objects.get(case=case).next_check_at
        assert wake is not None
        assert wake < until


def test_says_nothing_where_no_rhythm_is_promised(business: Business, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        case = builders.a_case(business)
        cases.assign_case(actor=noa, case_id=case.pk, person_id=noa.person_id)
        _sweep()
        _sweep(timedelta(days=9))
        assert _states(case) == []


def test_counts_who_had_to_ask_once(business: Business, case: Case) -> None:
    with in_scope([business.pk]):
        _sweep()
        builders.a_message(case, case.contact_point, text="שלום, מה קורה עם הפנייה שלי?")
        _sweep()
        _sweep(MINUTE)
        assert StatusQuestion.objects.filter(case=case).count() == 1
        assert JournalEntry.objects.filter(case_id=case.pk, code="status_asked").count() == 1


def test_leaves_after_ten_minutes_more_and_not_later(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        cases.assign_case(actor=noa, case_id=case.pk, person_id=noa.person_id)
        _sweep()
        sweep_updates(give_time(actor=noa, case_id=case.pk, update_id=_held(case).pk).leave_at)
        assert _states(case) == ["sent"]


def test_tells_that_it_takes_longer(business: Business, case: Case) -> None:
    with in_scope([business.pk]):
        _sweep()
        record(
            EstimateTold(business_id=business.pk, actor="estimate", case_id=case.pk, estimate_id=case.pk, why="slip")
        )
        _sweep()
        assert _held(case).why == "change"
        assert "יותר מהצפוי" in _held(case).text


def test_goes_on_when_the_case_does(business: Business, case: Case, noa: PersonActor) -> None:
    def is_looked_at() -> bool:
        _sweep()
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


def test_tells_of_a_change_though_the_service_never_opens_again(
    business: Business, case: Case, noa: PersonActor
) -> None:
    with in_scope([business.pk]):
        ServiceCalendar.objects.update(document={**ALWAYS, "week": {}, "dates": {"2020-01-01": [["08:00", "10:00"]]}})
        cases.assign_case(actor=noa, case_id=case.pk, person_id=noa.person_id)
        _sweep()
        assert case.reference in _held(case).text


def test_looks_again_when_other_promises_hold(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        other = builders.a_case(business)
        sweep_updates(timezone.now())
        later = timezone.now() + 9 * HOUR
        UpdateWatch.objects.update(next_check_at=later)
        set_profile(actor=noa, customer=case.customer, effective_from=timezone.localdate(), facts=AT_ANY_HOUR)
        assert UpdateWatch.objects.get(case=case).next_check_at < later
        assert UpdateWatch.objects.get(case=other).next_check_at == later
        calendar = ServiceCalendar.objects.get(business=business)
        document = {**ALWAYS, "week": {**ALWAYS["week"], "sat": []}}
        facts = {"document": document}
        change_calendar(actor=noa, business_id=business.pk, calendar_id=calendar.pk, facts=facts)
        assert UpdateWatch.objects.get(case=other).next_check_at < later


def test_tells_after_a_pause_what_changed_meanwhile(business: Business, case: Case, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        sweep_updates(timezone.now())
        until = timezone.now() + HOUR
        pause_business(actor=noa, business=business, until=until, reason="מתקנים")
        cases.assign_case(actor=noa, case_id=case.pk, person_id=noa.person_id)
        sweep_updates(timezone.now())
        assert _states(case) == []
        sweep_updates(until + MINUTE)
        assert Update.objects.get(case=case).changes == ["taken"]


def test_reads_a_long_burst_at_once(business: Business, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeping, "MOST_READ", 20)
    with in_scope([business.pk]):
        _sweep()
        for _word in range(55):
            builders.a_message(case, case.contact_point, text="עוד פרט אחד")
        asked = builders.a_message(case, case.contact_point, text="מה קורה עם הפנייה שלי?")
        UpdateWatch.objects.filter(case=case).update(next_check_at=timezone.now())
        _sweep()
        assert UpdateWatch.objects.get(case=case).read_to == asked.pk
        assert StatusQuestion.objects.get(case=case).message_id == asked.pk


def test_looks_only_at_cases_that_a_segment_s_promises_concern(
    business: Business, case: Case, noa: PersonActor
) -> None:
    with in_scope([business.pk]):
        theirs = builders.a_case(business)
        segment = Segment.objects.create(business=business, name="בתי חולים")
        Customer.objects.filter(pk=theirs.customer_id).update(segment=segment)
        quiet = timezone.now() + timedelta(days=1)
        UpdateWatch.objects.update(next_check_at=quiet)
        set_profile_of(actor=noa, holding=segment, effective_from=timezone.localdate(), facts={"limits": "בלי"})
        assert UpdateWatch.objects.get(case=case).next_check_at == quiet
        looked_at = UpdateWatch.objects.get(case=theirs).next_check_at
        assert looked_at is not None
        assert looked_at < quiet
