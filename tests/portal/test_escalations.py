"""What was called for a case, on the customer's page where their profile says so."""

from datetime import date

import pytest
from django.utils import timezone

from moked.businesses.scope import in_scope
from moked.portal.visit import open_visit
from moked.promises.models import Escalation, ServiceProfile
from tests.portal.conftest import Story

pytestmark = pytest.mark.django_db


def _call(story: Story, sort: str = "professional") -> Escalation:
    with in_scope([story.business.pk]):
        return Escalation.objects.create(
            business=story.business, case=story.case, position=1, sort=sort, trigger="share", fired_at=timezone.now()
        )


def _agree(story: Story, *, shown: bool | None) -> None:
    with in_scope([story.business.pk]):
        ServiceProfile.objects.create(
            business=story.business,
            holder="person",
            customer=story.case.customer,
            escalations_shown=shown,
            effective_from=date(2026, 1, 1),
        )


def _page(story: Story) -> str:
    return story.client.get(story.url(), headers={"accept-language": "he"}).content.decode()


@pytest.mark.parametrize("shown", [False, None])
def test_hides_them_unless_it_was_agreed(story: Story, shown: bool | None) -> None:
    _call(story)
    assert 'id="escalations"' not in _page(story)
    _agree(story, shown=shown)
    assert 'id="escalations"' not in _page(story)


def test_shows_to_whom_it_was_passed_on_and_wakes_the_page(story: Story) -> None:
    _agree(story, shown=True)
    with in_scope([story.business.pk]):
        before = open_visit(story.token).stamp
    call = _call(story, "managerial")
    page = _page(story)
    assert "הועבר להנהלה שלנו" in page
    with in_scope([story.business.pk]):
        assert open_visit(story.token).stamp != before
        Escalation.objects.filter(pk=call.pk).update(ended_by=story.agent.person_id, outcome="confirmed")
    assert "בטיפול של" in _page(story)


def test_says_once_what_was_done_twice(story: Story) -> None:
    _agree(story, shown=True)
    _call(story, "managerial")
    with in_scope([story.business.pk]):
        Escalation.objects.update(position=2)
    _call(story, "managerial")
    assert _page(story).count("הועבר להנהלה שלנו") == 1
