"""What was promised to a customer, on the page of their case."""

from datetime import timedelta

import pytest
from django.utils import timezone

from moked.businesses.scope import in_scope
from moked.cases.models import Case
from moked.portal.visit import open_visit
from moked.promises.models import Commitment
from moked.promises.services import keep_commitment, make_commitment, release_commitment, sweep_commitments
from tests import builders
from tests.portal.conftest import Story

pytestmark = pytest.mark.django_db


def _promise(story: Story, case: Case | None = None, kind: str = "call") -> Commitment:
    with in_scope([story.business.pk]):
        return make_commitment(
            actor=story.agent,
            case_id=(case or story.case).pk,
            kind=kind,
            what="אתקשר אליך",
            due_at=timezone.now() + timedelta(hours=2),
        )


def _page(story: Story, language: str = "he") -> str:
    return story.client.get(story.url(), headers={"accept-language": language}).content.decode()


def test_says_who_will_do_what_and_until_when(story: Story) -> None:
    made = _promise(story)
    page = _page(story)
    assert "שיחת טלפון אליך מנועה" in page
    assert timezone.localtime(made.due_at).strftime("%H:%M") in page


def test_ticks_what_was_kept_and_owns_up_to_what_was_not(story: Story) -> None:
    kept, late = _promise(story), _promise(story, kind="fix")
    with in_scope([story.business.pk]):
        keep_commitment(actor=story.agent, commitment_id=kept.pk)
        sweep_commitments(late.due_at + timedelta(minutes=1))
    page = _page(story)
    assert "קוים" in page
    assert "באיחור" in page


def test_claims_nothing_done_that_was_only_released_after_its_time(story: Story) -> None:
    done, released = _promise(story), _promise(story, kind="fix")
    with in_scope([story.business.pk]):
        sweep_commitments(released.due_at + timedelta(minutes=1))
        keep_commitment(actor=story.agent, commitment_id=done.pk)
        release_commitment(actor=story.agent, commitment_id=released.pk, reason="nobody waits for it")
    page = _page(story)
    assert page.count("בוצע, מאוחר ממה שהובטח") == 1
    assert page.count("זה לא קוים. אנחנו מצטערים.") == 1


def test_shows_a_customer_their_own_only(story: Story) -> None:
    with in_scope([story.business.pk]):
        neighbour = builders.a_case(story.business)
    _promise(story, neighbour)
    assert 'id="commitments"' not in _page(story)


def test_wakes_the_page_when_it_changes(story: Story) -> None:
    made = _promise(story)
    with in_scope([story.business.pk]):
        before = open_visit(story.token).stamp
        keep_commitment(actor=story.agent, commitment_id=made.pk)
        assert open_visit(story.token).stamp != before
