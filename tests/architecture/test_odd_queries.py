"""Opens every page by every word its query may hold, with what nobody would type: it answers, whatever that is."""

import warnings
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from moked.staff.permissions import ADMINISTRATOR
from tests import builders
from tests.architecture.routes import GUESSES, ROUTES
from tests.things import things_of

pytestmark = pytest.mark.django_db
KEY = "00000000-0000-0000-0000-000000000000"
WORDS = (
    "after", "before", "id", "q", "page", "cursor", "key", "customer", "since", "until", "who", "kind", "state",
    "team", "topic", "person", "position", "next", "from", "to", "limit", "business", "other", "draft", "picture",
)  # fmt: skip
ODD = (
    "\0", f"x~{KEY}", "9" * 40, f"0001-01-01T00:00:00+14:00~{KEY}", f"9999-12-31T23:59:59-14:00~{KEY}", "9999-12-31",
    "2026-02-31", KEY, "2026-01-01T00:00:00+00:00~99999",
)  # fmt: skip


@pytest.mark.parametrize("odd", ODD)
def test_answers_odd_queries(odd: str, settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = False
    business = builders.a_business()
    keys = {**GUESSES, **things_of(business), "slug": business.slug}
    client = Client()
    client.force_login(builders.a_person(business, permissions=list(ADMINISTRATOR)))
    query = urlencode(dict.fromkeys(WORDS, odd))
    for route in ROUTES:
        if route.is_operator or not route.door or route.door.kind in ("token", "probe"):
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            response = client.get(f"{route.address(keys)}?{query}")
        assert response.status_code < 500, f"{route.path}?{query}"
        if "_auth_user_id" not in client.session:
            client.force_login(builders.a_person(business, permissions=list(ADMINISTRATOR)))
