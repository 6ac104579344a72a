"""A business, its neighbour, and callers with tokens."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.staff.permissions import ADMINISTRATOR
from moked.staff.services.tokens import create_token
from moked.staff.token_scopes import TokenScope
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
            # Reading it to the end closes it.
            answer.whole = b"".join(answer.streaming_content)
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
