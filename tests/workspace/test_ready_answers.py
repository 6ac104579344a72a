"""Ready answers in the composer follow how the customer is addressed."""

import pytest
from django.utils import timezone

from moked.businesses.scope import in_scope
from moked.customers.naming import stand_in
from moked.knowledge.models import AnswerBlock
from moked.promises.services import create_calendar, create_package, set_profile
from moked.staff.permissions import Permission
from moked.updates.domain.words import greeting
from moked.workspace.pages.composer import ready_answers
from tests import builders
from tests.updates.conftest import ALWAYS

pytestmark = pytest.mark.django_db
BODY = "{{ customer.greeting }}\n\n{{את מוזמנת|אתה מוזמן|אפשר}} להשיב."


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ({}, "שלום דנה,\n\nאפשר להשיב."),
        ({"form_of_address": "f", "tone": "warm"}, "היי דנה,\n\nאת מוזמנת להשיב."),
        ({"form_of_address": "m", "tone": "formal"}, "דנה אברמוב, שלום רב,\n\nאתה מוזמן להשיב."),
    ],
)
def test_says_it_in_the_customers_manner(facts: dict[str, str], text: str) -> None:
    business = builders.a_business()
    person = builders.a_person(business, permissions=list(Permission))
    actor, case = builders.actor_of(person), builders.a_case(business)
    with in_scope([business.pk]):
        calendar = create_calendar(actor=actor, business_id=business.pk, name="תמיד", document=ALWAYS)
        package = {"name": "רגיל", "calendar": calendar, "targets": {"update": {"normal": 60}}, "is_default": True}
        create_package(actor=actor, business_id=business.pk, facts=package)
        if facts:
            set_profile(actor=actor, customer=case.customer, effective_from=timezone.localdate(), facts=facts)
        AnswerBlock.objects.create(business=business, title="תשובה", body=BODY)
        (answer,) = ready_answers(person, case, "")
    assert answer.text == text
    assert answer.html.startswith('<p dir="rtl">')


def test_greets_a_visitor_who_gave_no_name_without_one() -> None:
    business = builders.a_business()
    person, case = builders.a_person(business, permissions=list(Permission)), builders.a_case(business)
    with in_scope([business.pk]):
        case.customer.name = stand_in("he")
        AnswerBlock.objects.create(business=business, title="תשובה", body="{{ customer.greeting }}")
        (answer,) = ready_answers(person, case, "")
    assert answer.text == greeting("", "plain", "he")
    assert "פנייה" not in answer.text
