"""The page of how estimates held."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.promises.models import Estimate
from moked.staff.models import Team
from tests import builders


def _judged(business: Business, team: Team, held: list[bool]) -> None:
    now = timezone.now()
    with in_scope([business.pk]):
        for each in held:
            case = builders.a_case(business, team_id=team.pk)
            Estimate.objects.create(
                business=business, case=case, basis="promise", why="opening", likely_at=now, latest_at=now, held=each
            )


def test_shows_a_share_of_five_cases_and_hides_one_of_four(
    business: Business, browser: Client, outside_browser: Client, agent_browser: Client
) -> None:
    _judged(business, builders.a_team(business, "Network"), [True, True, True, True, False])
    _judged(business, builders.a_team(business, "Billing"), [True] * 4)
    address = reverse("office:estimates", args=[business.slug])
    page = browser.get(address).content.decode()
    assert "Network" in page
    assert "80%" in page
    assert "Billing" not in page
    assert outside_browser.get(address).status_code == 404
    assert agent_browser.get(address).status_code == 403


def test_costs_the_same_for_many_teams(business: Business, browser: Client) -> None:
    address = reverse("office:estimates", args=[business.slug])
    # The first visit of a session costs more.
    browser.get(address)
    counts = []
    for name in ("a", "b"):
        _judged(business, builders.a_team(business, name), [True] * 5)
        with CaptureQueriesContext(connection) as queries:
            browser.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]
