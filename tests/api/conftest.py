"""A business with one thing of each kind, its neighbour with the same, and callers with tokens."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases import services as cases
from moked.cases.files import IncomingFile
from moked.channels.models import Delivery, Inbound
from moked.knowledge.models import AnswerBlock
from moked.routing.models import WorkItem
from moked.staff.models import Membership, Skill
from moked.staff.permissions import ADMINISTRATOR
from moked.staff.services.tokens import create_token
from moked.staff.token_scopes import TokenScope
from moked.surveys.models import SurveyResponse
from moked.webhooks.models import Delivery as WebhookDelivery
from moked.webhooks.services import create_endpoint
from tests import builders


def a_token(business: Business, *scopes: str, **facts: Any) -> str:
    """The secret of a new token; with every scope unless told otherwise."""
    giver = builders.a_person(business, permissions=list(ADMINISTRATOR))
    with in_scope([business.pk]):
        made = create_token(
            actor=builders.actor_of(giver),
            business_id=business.pk,
            name="a machine",
            scopes=scopes or TokenScope.values,
            expires_at=facts.get("expires_at"),
        )
    return made.secret


@dataclass
class Caller:
    """A machine that calls by token."""

    secret: str

    def __call__(self, method: str, path: str, body: object = None, **headers: str) -> Any:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.secret:
            named.setdefault("Authorization", f"Bearer {self.secret}")
        kind = named.pop("Content-Type", "application/json")
        data = {} if body is None else {"data": body, "content_type": kind}
        answer = getattr(Client(), method.lower())(f"/api/v1{path}", headers=named, **data)
        if answer.streaming:
            answer.whole = b"".join(answer.streaming_content)
            answer.close()
        return answer


@pytest.fixture
def business() -> Business:
    return builders.a_business("שלנו")


@pytest.fixture
def neighbour() -> Business:
    return builders.a_business("שכנים")


@pytest.fixture
def caller(business: Business) -> Caller:
    return Caller(a_token(business))


@pytest.fixture
def caller_with(business: Business) -> Callable[..., Caller]:
    return lambda *scopes: Caller(a_token(business, *scopes))


def things_of(business: Business) -> dict[str, UUID]:
    """The keys of one thing of each kind, by the name a path gives them."""
    colleague = builders.a_person(business)
    case = builders.a_case(business, assignee=colleague)
    other = builders.a_case(business, contact_point=case.contact_point)
    with in_scope([business.pk]):
        message = cases.receive_message(
            actor=builders.contact_actor(case),
            case=case,
            contact_point=case.contact_point,  # type: ignore[arg-type]
            channel=case.channel,
            text="עוד משהו",
            files=[IncomingFile("a.txt", "text/plain", b"hello")],
        )
        delivery = Delivery.objects.create(
            business=business,
            message=message,
            contact_point=case.contact_point,
            provider_id=f"{message.pk}@x.test",
            state=Delivery.State.FAILED,
        )
        SurveyResponse.objects.create(business=business, case=case, ease=4, comment="תודה")
        admin = builders.actor_of(builders.a_person(business, permissions=list(ADMINISTRATOR)))
        endpoint = create_endpoint(
            actor=admin, business_id=business.pk, facts={"name": "a shop", "url": "https://8.8.8.8/hook"}
        )
        sent = WebhookDelivery.objects.create(
            business=business, endpoint=endpoint, event_type="case_opened", payload={}, state="failed"
        )
        return {
            "endpoint_id": endpoint.pk,
            "webhook_delivery_id": sent.pk,
            "case_id": case.pk,
            "other_id": other.pk,
            "message_id": message.pk,
            "attachment_id": message.attachments.get().pk,
            "customer_id": case.customer_id,
            "contact_point_id": case.contact_point_id,  # type: ignore[dict-item]
            "answer_id": AnswerBlock.objects.create(business=business, title="נוסח", body="שלום").pk,
            "inbound_id": Inbound.objects.create(
                business=business,
                account=builders.mail_account(business),
                provider_id="x",
                raw=b"From: x@y.test",
                state=Inbound.State.NEEDS_A_LOOK,
            ).pk,
            "item_id": WorkItem.objects.get(case=case).pk,
            "delivery_id": delivery.pk,
            "topic_id": builders.a_topic(business).pk,
            "team_id": builders.a_team(business).pk,
            "skill_id": Skill.objects.create(business=business, name="סיב").pk,
            "membership_id": Membership.objects.filter(person=colleague).get().pk,
            "person_id": colleague.pk,
        }


# What counting, cleaning and last use may change without anything having happened.
BOOKKEEPING = {"api_requestcount", "staff_apitoken", "staff_apitokenevent"}


def fingerprint(business: Business) -> dict[str, Any]:
    """Every row of a business in every table, as one hash a table."""
    found = {}
    with in_scope([business.pk]), connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'business_id'"
            " WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relnamespace = 'public'::regnamespace"
        )
        for (table,) in cursor.fetchall():
            if table not in BOOKKEEPING:
                cursor.execute(f"SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table} t")
                found[table] = cursor.fetchone()
    return found
