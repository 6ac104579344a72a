"""Ready answers are refused in words when their braces cannot be read."""

import pytest

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.knowledge.errors import FormsUnclear
from moked.knowledge.models import AnswerBlock
from moked.knowledge.services import change_answer_block, create_answer_block
from moked.staff.permissions import Permission
from tests import builders

pytestmark = pytest.mark.django_db
GOOD = "{{את|אתה|אפשר}}"


def test_refuses_unreadable_forms_and_changes_nothing() -> None:
    business: Business = builders.a_business()
    actor = builders.actor_of(builders.a_person(business, permissions=list(Permission)))
    with in_scope([business.pk]):
        facts = {"title": "תשובה", "body": GOOD}
        block = create_answer_block(actor=actor, business_id=business.pk, facts=facts)
        with pytest.raises(FormsUnclear, match="את"):
            change_answer_block(
                actor=actor, business_id=business.pk, answer_id=block.pk, facts={"body": "{{את|אתה}}"}
            )
        with pytest.raises(FormsUnclear):
            create_answer_block(actor=actor, business_id=business.pk, facts={"title": "עוד", "body": "{{את"})
        with pytest.raises(FormsUnclear, match=r"\{\{ customer.nonsense \}\}"):
            change_answer_block(
                actor=actor, business_id=business.pk, answer_id=block.pk, facts={"body": "{{ customer.nonsense }}"}
            )
        assert [row.body for row in AnswerBlock.objects.all()] == [GOOD]
