"""What a guide says was found at an ending, and the units of its numbers, on the screens of both sides."""

import pytest
from django.test import Client

from moked.businesses.scope import in_scope
from moked.cases.links import link_for, token_of
from moked.diagnosis.domain.guides import Asks, Side, StepDraft
from moked.diagnosis.models import Guide
from moked.diagnosis.services import change_guide
from moked.staff.permissions import ADMINISTRATOR
from tests import builders
from tests.diagnosis.walking import FACTS, Together

SLOW = "הקו איטי מן המובטח"
STEPS = (
    StepDraft("כמה מראה בדיקת המהירות?", Side.CUSTOMER, Asks.NUMBER, unit="Mbps"),
    StepDraft("מה הלחץ בצינור?", Side.AGENT, Asks.NUMBER, then=f"סוף: {SLOW}", unit="בר"),
)


@pytest.fixture
def measured(pair: Together) -> Together:
    """A guide of two numbers with an ending."""
    administrator = builders.actor_of(builders.a_person(pair.business, permissions=list(ADMINISTRATOR)))
    facts = {**FACTS, "name": pair.guide.name}
    with in_scope([pair.business.pk]):
        change_guide(
            actor=administrator, business_id=pair.business.pk, guide_id=pair.guide.pk, facts=facts, steps=STEPS
        )
    return pair


def _desk(pair: Together) -> Client:
    client = Client()
    client.force_login(pair.noa)
    return client


def _page(pair: Together) -> str:
    with in_scope([pair.business.pk]):
        assert pair.case.contact_point
        return f"/c/{token_of(link_for(pair.case, pair.case.contact_point))}/"


def test_shows_units_beside_the_field_and_with_the_answer(measured: Together) -> None:
    diagnosis, home = measured.begin(), _page(measured)
    desk, phone = _desk(measured), Client(headers={"accept-language": "he"})
    for asked in (phone.get(home), desk.get(f"/diagnoses/{diagnosis.pk}/")):
        assert "<bdi>Mbps</bdi>" in asked.content.decode()
    measured.customer_says(diagnosis, "s1", "35")
    for answered in (phone.get(home), desk.get(f"/diagnoses/{diagnosis.pk}/")):
        assert "<bdi>35 Mbps</bdi>" in answered.content.decode()
    assert "<bdi>בר</bdi>" in desk.get(f"/diagnoses/{diagnosis.pk}/").content.decode()


def test_begins_the_finding_with_what_the_guide_says(measured: Together) -> None:
    diagnosis, home = measured.begin(), _page(measured)
    desk, phone = _desk(measured), Client(headers={"accept-language": "he"})
    measured.customer_says(diagnosis, "s1", "35")
    form = f"/diagnoses/{diagnosis.pk}/finding/"
    assert SLOW not in desk.get(form).content.decode()
    measured.agent_says(diagnosis, "s2", "3")
    assert SLOW in desk.get(f"/diagnoses/{diagnosis.pk}/").content.decode()
    assert SLOW in desk.get(form).content.decode()
    # The customer reads what the agent puts, and nothing before.
    assert SLOW not in phone.get(home).content.decode()
    measured.propose(diagnosis, found="הקו איטי בערב")
    measured.question(diagnosis)
    again = desk.get(form).content.decode()
    assert "הקו איטי בערב" in again
    assert SLOW not in again


def test_keeps_an_ending_and_a_unit_as_the_office_wrote_them(pair: Together) -> None:
    office = Client()
    office.force_login(builders.a_person(pair.business, permissions=list(ADMINISTRATOR), language="en"))
    home = f"/office/{pair.business.slug}/guides/"
    step = {"step-0-ask": "כמה מעלות?", "step-0-by": "customer", "step-0-asks": "number", "count": "1"}
    facts = {"name": "מזגן", "topic": "", "system": "", "is_active": "on"}
    ends = {"step-0-then": "סוף: המסנן סתום"}
    refused = office.post(f"{home}new/", {**facts, **step, **ends, "step-0-asks": "text", "step-0-unit": "°C"})
    assert refused.status_code == 422
    assert "Only a number has a unit" in refused.content.decode()
    office.post(f"{home}new/", {**facts, **step, **ends, "step-0-unit": "°C"})
    with in_scope([pair.business.pk]):
        guide = Guide.objects.get(name="מזגן")
    shown = office.get(f"{home}{guide.pk}/").content.decode()
    assert "סוף: המסנן סתום" in shown
    assert 'value="°C"' in shown
