"""Links to a case's page: only the very one opens, and only its own case."""

from datetime import timedelta

import pytest
from django.utils import timezone

from moked.businesses.scope import in_scope
from moked.cases import services as cases
from moked.cases.links import revoke_links
from moked.cases.models import CaseLink, Message
from tests import builders
from tests.portal.conftest import Story

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def test_refuses_a_token_with_any_letter_changed(story: Story) -> None:
    token = story.token
    for place, letter in enumerate(token):
        other = LETTERS[LETTERS.index(letter) ^ 1]
        forged = token[:place] + other + token[place + 1 :]
        answer = story.client.get(f"/c/{forged}/")
        assert answer.status_code == 404, place
        # Where nothing opens there is nowhere to go.
        assert "mk-dock" not in answer.content.decode()


@pytest.mark.parametrize("token", ["x", "א", "%00", "A" * 43, "A" * 400, "..", "{token}="])
def test_refuses_what_was_never_a_token(story: Story, token: str) -> None:
    assert story.client.get(f"/c/{token.format(token=story.token)}/").status_code == 404


def test_shows_one_page_for_every_link_that_opens_nothing(story: Story) -> None:
    token = story.token
    pages = {story.client.get("/c/forged/").content.decode().replace("forged", "")}
    with in_scope([story.business.pk]):
        CaseLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    pages.add(story.client.get(f"/c/{token}/").content.decode().replace(token, ""))
    fresh = story.token
    with in_scope([story.business.pk]):
        revoke_links(actor=story.agent, case_id=story.case.pk)
    pages.add(story.client.get(f"/c/{fresh}/").content.decode().replace(fresh, ""))
    assert len({_without_form_token(page) for page in pages}) == 1


def _without_form_token(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if "csrf" not in line.lower())


def test_opens_nothing_of_another_case_or_business(story: Story) -> None:
    other = builders.a_case(story.business, subject="פנייה של מישהו אחר")
    foreign = builders.a_case(builders.a_business("רהיטי הגליל"), subject="ספה")
    with in_scope([story.business.pk]):
        file = cases.attach_upload(
            actor=story.agent, case_id=other.pk, name="a.txt", content_type="text/plain", content=b"x"
        )
    page = story.client.get(story.url()).content.decode()
    assert other.subject not in page
    assert foreign.subject not in page
    assert story.client.get(story.url(f"file/{file.pk}/")).status_code == 404


def _sent(story: Story) -> int:
    with in_scope([story.business.pk]):
        return Message.objects.filter(case=story.case, is_automatic=True, direction="out").count()


def test_sends_a_fresh_link_only_to_the_old_one_s_own_address(story: Story) -> None:
    token = story.token
    with in_scope([story.business.pk]):
        CaseLink.objects.update(expires_at=timezone.now() - timedelta(days=1))
    answers = [
        story.client.post(f"/c/{wrong}/new-link/", {"address": address})
        for wrong, address in (
            (token, "somebody@else.test"),
            (token, "no address"),
            ("forged", story.contact_point.shown),
        )
    ]
    assert _sent(story) == 0
    answers.append(story.client.post(f"/c/{token}/new-link/", {"address": story.contact_point.shown.upper()}))
    assert _sent(story) == 1
    assert {answer.status_code for answer in answers} == {200}
    bodies = {
        _without_form_token(answer.content.decode().replace(token, "").replace("forged", "")) for answer in answers
    }
    assert len(bodies) == 1


def test_sends_no_second_link_within_minutes(story: Story) -> None:
    for _ in range(3):
        story.client.post(story.url("new-link/"), {"address": story.contact_point.shown})
    assert _sent(story) == 1
