"""When a customer hears: by the rhythm that was promised, by their distress, and of whom the sweep looks at all."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.calendars.models import ServiceCalendar
from moked.cases import services as cases
from moked.cases.models import Case
from moked.customers.models import Customer, Segment
from moked.journal.models import JournalEntry
from moked.promises.services import change_calendar, set_profile, set_profile_of
from moked.staff.actors import PersonActor
from moked.updates.models import StatusQuestion, Update, UpdateWatch
from moked.updates.services import sweep_updates, sweeping
from tests import builders
from tests.updates.conftest import ALWAYS, AT_ANY_HOUR
from tests.updates.telling import held_of, states_of, sweep

pytestmark = pytest.mark.django_db
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def test_keeps_the_promised_rhythm(business: Business, case: Case) -> None:
    with in_scope([business.pk]):
        sweep()
        assert not Update.objects.filter(case=case).exists()
        wake = UpdateWatch.objects.get(case=case).next_check_at
        assert wake is not None
        assert timedelta(hours=3, minutes=40) < wake - case.opened_at < 4 * HOUR
        sweep_updates(wake)
        held = held_of(case)
        assert held.why == "rhythm"
        assert held.leave_at < case.opened_at + 4 * HOUR
        sweep_updates(held.leave_at)
        assert states_of(case) == ["sent"]


def test_hears_oftener_and_formally_in_distress(business: Business, case: Case) -> None:
    with in_scope([business.pk]):
        builders.a_message(case, case.contact_point, text="אני מיואשת, זו הפעם הרביעית שאני פונה ואף אחד לא עונה!")
        sweep()
        watch = UpdateWatch.objects.get(case=case)
        assert watch.distressed_at is not None
        assert watch.next_check_at is not None
        assert watch.next_check_at - case.opened_at < 2 * HOUR
        sweep_updates(watch.next_check_at)
        held = held_of(case)
        assert held.why == "distress"
        assert "מספר הפנייה" in held.text


def test_hears_oftener_for_what_they_wrote_before_updates_were_promised(
    business: Business, request: pytest.FixtureRequest
) -> None:
    case = builders.a_case(business)
    with in_scope([business.pk]):
        builders.a_message(case, case.contact_point, text="אני מיואשת, זו הפעם הרביעית שאני פונה ואף אחד לא עונה!")
        sweep()
        watch = UpdateWatch.objects.get(case=case)
        assert (watch.distressed_at, watch.next_check_at) == (None, None)
        request.getfixturevalue("promised")
        sweep()
        watch = UpdateWatch.objects.get(case=case)
        assert watch.is_promised
        assert watch.distressed_at is not None


def test_says_nothing_where_no_rhythm_is_promised(business: Business, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        case = builders.a_case(business)
        cases.assign_case(actor=noa, case_id=case.pk, person_id=noa.person_id)
        sweep()
        sweep(timedelta(days=9))
        assert states_of(case) == []


def test_tells_of_a_change_though_the_service_never_opens_again(
    business: Business, case: Case, noa: PersonActor
) -> None:
    with in_scope([business.pk]):
        ServiceCalendar.objects.update(document={**ALWAYS, "week": {}, "dates": {"2020-01-01": [["08:00", "10:00"]]}})
        cases.assign_case(actor=noa, case_id=case.pk, person_id=noa.person_id)
        sweep()
        assert case.reference in held_of(case).text


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


def test_counts_who_had_to_ask_once(business: Business, case: Case) -> None:
    with in_scope([business.pk]):
        sweep()
        builders.a_message(case, case.contact_point, text="שלום, מה קורה עם הפנייה שלי?")
        sweep()
        sweep(MINUTE)
        assert StatusQuestion.objects.filter(case=case).count() == 1
        assert JournalEntry.objects.filter(case_id=case.pk, code="status_asked").count() == 1


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


def test_reads_a_long_burst_at_once(business: Business, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeping, "MOST_READ", 20)
    with in_scope([business.pk]):
        sweep()
        for _word in range(55):
            builders.a_message(case, case.contact_point, text="עוד פרט אחד")
        asked = builders.a_message(case, case.contact_point, text="מה קורה עם הפנייה שלי?")
        UpdateWatch.objects.filter(case=case).update(next_check_at=timezone.now())
        sweep()
        assert UpdateWatch.objects.get(case=case).read_to == asked.pk
        assert StatusQuestion.objects.get(case=case).message_id == asked.pk
