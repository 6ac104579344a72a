"""A customer at their case's page, by the link of a mail."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases import services as cases
from moked.cases.links import link_for, token_of
from moked.cases.models import Case
from moked.customers.models import ContactPoint
from moked.staff.actors import PersonActor
from tests import builders


@dataclass
class Story:
    """One case, who has it, and its page."""

    business: Business
    agent: PersonActor
    case: Case
    client: Client

    @property
    def contact_point(self) -> ContactPoint:
        """Where the customer wrote from."""
        assert self.case.contact_point
        return self.case.contact_point

    @property
    def token(self) -> str:
        with in_scope([self.business.pk]):
            return token_of(link_for(self.case, self.contact_point))

    def url(self, rest: str = "") -> str:
        return f"/c/{self.token}/{rest}"

    def answer(self, words: str, *, is_proposal: bool = False) -> None:
        """The agent's answer, already on its way."""
        with in_scope([self.business.pk]):
            cases.write_answer(
                actor=self.agent, case_id=self.case.pk, html=f"<p>{words}</p>", is_proposal=is_proposal
            )
            cases.release_due_messages(timezone.now() + timedelta(minutes=1))

    def fresh(self) -> Case:
        """The case as it stands now."""
        with in_scope([self.business.pk]):
            return Case.objects.select_related("business", "contact_point").get(pk=self.case.pk)


def make_story() -> Story:
    """A customer whose internet falls, with an agent who has the case."""
    business = builders.a_business()
    person = builders.a_person(business)
    case = builders.a_case(business, assignee=person, subject="האינטרנט נופל בערבים", text="כל ערב בשמונה הוא נופל")
    return Story(business, builders.actor_of(person), case, Client())


@pytest.fixture
def story(db: None) -> Story:
    return make_story()
