"""What the timeline of a case tells beside its messages."""

from datetime import UTC, datetime

from django.test import Client

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases import services as cases
from moked.cases.models import Case, Message
from moked.channels.events import RelatedCaseFound
from moked.journal.record import record
from moked.surveys.services import answer_survey
from tests import builders


def history(desk: Client, case: Case) -> str:
    return desk.get(f"/cases/{case.pk}/timeline/").content.decode()


def close(case: Case) -> None:
    with in_scope([case.business_id]):
        cases.confirm_solved(actor=builders.contact_actor(case), case_id=case.pk, channel="portal")


def test_tells_who_closed_the_case_by_which_channel_and_address(desk: Client, case: Case) -> None:
    close(case)
    told = history(desk, case)
    assert "The customer confirmed the solution and closed the case" in told
    assert case.contact_point
    assert f"{case.customer.name} ({case.contact_point.shown})" in told


def test_tells_a_survey_and_marks_a_low_one(desk: Client, case: Case) -> None:
    close(case)
    actor = builders.contact_actor(case)
    with in_scope([case.business_id]):
        answer_survey(actor=actor, case_id=case.pk, ease=5, kept="yes")
    told = history(desk, case)
    assert "it was very easy · we kept what we promised" in told
    assert "Low mark" not in told
    with in_scope([case.business_id]):
        answer_survey(actor=actor, case_id=case.pk, ease=2, comment="ארוך מדי")
    assert "Low mark" in history(desk, case)


def test_leads_to_a_related_case(desk: Client, case: Case, business: Business) -> None:
    other = builders.a_case(business)
    with in_scope([business.pk]):
        record(
            RelatedCaseFound(
                business_id=business.pk,
                actor="system:pipeline",
                case_id=case.pk,
                related_id=other.pk,
                by="references",
            )
        )
    told = history(desk, case)
    assert "conversation with another customer" in told
    assert f'href="/cases/{other.pk}/"' in told


def test_tells_who_looked_at_the_customers_link(desk: Client, case: Case) -> None:
    assert "opened the customer&#x27;s link" not in history(desk, case)
    desk.get(f"/cases/{case.pk}/link/")
    assert "opened the customer&#x27;s link" in history(desk, case)


def test_tells_moments_in_the_time_zone_of_the_business(desk: Client, case: Case, business: Business) -> None:
    Business.objects.filter(pk=business.pk).update(time_zone="America/New_York")
    with in_scope([business.pk]):
        Message.objects.update(created_at=datetime(2026, 1, 5, 12, 0, tzinfo=UTC))
    for page in ("", "timeline/"):
        assert "07:00" in desk.get(f"/cases/{case.pk}/{page}").content.decode()
