"""An address that a colleague only added to a customer may be anybody's."""

from collections.abc import Iterator

import pytest
from django.test import Client

from moked.businesses.scope import in_scope
from moked.cases import services as cases
from moked.customers import ports
from moked.customers.models import ContactPoint
from moked.customers.services import add_contact_point
from tests import builders
from tests.portal.conftest import Story


@pytest.fixture(autouse=True)
def codes() -> Iterator[list[str]]:
    """What arrives at the visitor's address: a port's fake."""
    arrived: list[str] = []
    bound, ports.code_sender.send = ports.code_sender.send, lambda _point, code, _language: arrived.append(code)
    yield arrived
    ports.code_sender.send = bound


def added_story(story: Story) -> Story:
    """A case that came from an address added by hand to the first story's customer."""
    with in_scope([story.business.pk]):
        point = add_contact_point(
            actor=story.agent, customer_id=story.case.customer_id, kind="email", value="typo@stranger.test"
        )
    case = builders.a_case(story.business, contact_point=point, subject="של מישהו אחר לגמרי")
    return Story(story.business, story.agent, case, Client())


def identify(story: Story, codes: list[str]) -> None:
    story.client.post(story.url("code/"))
    assert story.client.post(story.url("code/confirm/"), {"code": codes[-1]}).status_code == 303


def test_opens_the_cases_of_that_address_alone(story: Story, codes: list[str]) -> None:
    added = added_story(story)
    identify(added, codes)
    page = added.client.get(added.url("cases/")).content.decode()
    assert added.case.subject in page
    assert story.case.subject not in page
    assert added.client.get(added.url(f"cases/{story.case.pk}/")).status_code == 404


def test_tells_no_personal_details(story: Story, codes: list[str]) -> None:
    added = added_story(story)
    identify(added, codes)
    page = added.client.get(added.url("details/")).content.decode()
    assert "typo@stranger.test" in page
    assert story.contact_point.shown not in page
    assert story.case.customer.name not in page


def test_opens_everything_once_a_colleague_confirmed_it(story: Story, codes: list[str]) -> None:
    added = added_story(story)
    with in_scope([story.business.pk]):
        ContactPoint.objects.filter(pk=added.contact_point.pk).update(tie=ContactPoint.Tie.CONFIRMED)
    identify(added, codes)
    assert story.case.subject in added.client.get(added.url("cases/")).content.decode()
    assert story.contact_point.shown in added.client.get(added.url("details/")).content.decode()


def test_shows_nothing_of_the_case_it_was_merged_into(story: Story) -> None:
    added = added_story(story)
    with in_scope([story.business.pk]):
        cases.merge_cases(actor=story.agent, case_id=added.case.pk, into_id=story.case.pk)
    assert story.case.subject not in added.client.get(added.url()).content.decode()
