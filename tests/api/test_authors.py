"""Who wrote what a machine wrote: the desk names the token."""

from typing import Any

import pytest
from django.test import Client

from moked.businesses.models import Business
from tests import builders
from tests.api.conftest import Caller, a_token

pytestmark = pytest.mark.django_db


def test_names_the_token_on_the_desk(business: Business, settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = False
    caller = Caller(a_token(business))
    team = builders.a_team(business, "גבייה")
    case = builders.a_case(business)
    made = caller("post", f"/cases/{case.pk}/answers", {"text": "החבילה בדרך"})
    caller("post", f"/cases/{case.pk}/notes", {"text": "המלאי נגמר"})
    caller("post", f"/cases/{case.pk}/hand-over", {"to_team_id": str(team.pk), "reason": "חיוב"})
    assert made.json()["author_id"] is None
    assert made.json()["token_id"]
    desk = Client()
    desk.force_login(builders.a_person(business, language="en"))
    page = desk.get(f"/cases/{case.pk}/").content.decode()
    # The answer, the note, the reason, and the line that tells of handing over.
    assert page.count("a machine") >= 4
    said = [part.split("</li>")[0] for part in page.split('data-message="')[1:]]
    by_machine = [part for part in said if "a machine" in part]
    assert len(by_machine) == 3
    assert all("by the API" in part for part in by_machine)
    assert not any("a machine" in part for part in said if part.startswith("in"))
