"""The page of who had to ask; and pausing everything that leaves by itself."""

from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.updates.models import StatusQuestion, UpdateWatch
from tests import builders


def _asked(business: Business, *, is_promised: bool, asked: int, others: int) -> None:
    for number in range(asked + others):
        case = builders.a_case(business)
        with in_scope([business.pk]):
            UpdateWatch.objects.filter(case=case).update(is_promised=is_promised)
            if number < asked:
                StatusQuestion.objects.create(
                    business=business, case=case, message=case.messages.first(), at=timezone.now()
                )


def test_tells_apart_cases_with_updates_and_without(
    business: Business, browser: Client, outside_browser: Client, agent_browser: Client
) -> None:
    _asked(business, is_promised=True, asked=1, others=3)
    _asked(business, is_promised=False, asked=2, others=0)
    address = reverse("office:updates", args=[business.slug])
    page = browser.get(address).content.decode()
    assert "1 of 4 cases" in page
    assert "2 of 2 cases" in page
    assert outside_browser.get(address).status_code == 404
    assert agent_browser.get(address).status_code == 403


def test_costs_the_same_for_many_cases(business: Business, browser: Client) -> None:
    address = reverse("office:updates", args=[business.slug])
    browser.get(address)
    counts = []
    for _ in range(2):
        _asked(business, is_promised=True, asked=1, others=1)
        with CaptureQueriesContext(connection) as queries:
            browser.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_pauses_everything_with_a_reason_and_an_end(business: Business, browser: Client) -> None:
    address = reverse("office:updates", args=[business.slug])
    ahead = timezone.localtime() + timedelta(days=1)
    until = f"{ahead:%Y-%m-%dT%H:%M}"
    assert browser.post(address, {"until": until, "reason": ""}).status_code == 422
    for never in ("2020-01-01T10:00", "9999-12-31T23:59"):
        assert browser.post(address, {"until": never, "reason": "x"}).status_code == 422
    assert Business.objects.get(pk=business.pk).automatics_paused_until is None
    assert browser.post(address, {"until": until, "reason": "moving house"}).status_code == 302
    assert "moving house" in browser.get(address).content.decode()
    browser.post(reverse("office:resume_updates", args=[business.slug]))
    assert Business.objects.get(pk=business.pk).automatics_paused_until is None


def test_lets_nobody_else_pause_it(business: Business, agent_browser: Client, outside_browser: Client) -> None:
    ahead = timezone.localtime() + timedelta(days=1)
    chosen = {"until": f"{ahead:%Y-%m-%dT%H:%M}", "reason": "x"}
    address = reverse("office:updates", args=[business.slug])
    assert agent_browser.post(address, chosen).status_code == 403
    assert outside_browser.post(address, chosen).status_code == 404
    assert Business.objects.get(pk=business.pk).automatics_paused_until is None
