"""What was promised to a customer and runs, on the page of their case."""

from datetime import timedelta

import pytest
from django.utils import timezone

from moked.businesses.scope import in_scope
from moked.portal.visit import open_visit
from moked.promises.models import Clock
from moked.promises.services import sweep_clocks
from tests.portal.conftest import Story

pytestmark = pytest.mark.django_db


def a_clock(story: Story, kind: str) -> Clock:
    now = timezone.now()
    with in_scope([story.business.pk]):
        return Clock.objects.create(
            business_id=story.business.pk,
            case=story.case,
            kind=kind,
            phase="running",
            target=timedelta(hours=1),
            source="package",
            started_at=now,
            due_at=now + timedelta(hours=1),
            next_check_at=now + timedelta(hours=1),
        )


def _break(story: Story, clock: Clock) -> tuple[str, str]:
    """The stamp of the page before the promise is broken, and after it."""
    with in_scope([story.business.pk]):
        before = open_visit(story.token).stamp
        assert clock.due_at
        assert sweep_clocks(clock.due_at + timedelta(minutes=1)) == 1
        clock.refresh_from_db()
        assert clock.broken_at is not None
        return before, open_visit(story.token).stamp


def test_wakes_the_page_when_a_promise_is_broken_though_no_estimate_is_told(story: Story) -> None:
    before, after = _break(story, a_clock(story, "first_reply"))
    assert after != before


def test_wakes_nobody_for_the_rhythm_of_updates(story: Story) -> None:
    """When they hear next is told beside what is promised, with the estimate."""
    before, after = _break(story, a_clock(story, "update"))
    assert after == before
