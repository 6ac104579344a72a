"""Every part of a page that looks different after an act was told to fetch itself.

A long story of one case is told; after each act the parts of the agent's page are fetched and compared with those
before. Whatever changed must have been announced to the topics under which the part lives.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

import psycopg
import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from moked.businesses.scope import in_scope
from moked.cases import services as cases
from moked.cases.models import Case, Channel, MessageState, Task, WaitingFor
from moked.customers import services as customers
from moked.lib.realtime import CHANNEL
from moked.routing.services import set_presence
from moked.staff.actors import SystemActor
from moked.staff.models import Person
from moked.workspace.live import OWN
from tests import builders

pytestmark = pytest.mark.django_db(transaction=True)

LIVE = re.compile(r"<[a-z]+\b[^>]*\bid=\"(?P<id>[^\"]+)\"[^>]*\bdata-live=\"(?P<topics>[^\"]*)\"[^>]*>")
ADDRESS = re.compile(r"\bhx-get=\"([^\"]*)\"")
# What differs each time a page is made, whatever happened.
PASSING = re.compile(r"csrfmiddlewaretoken\" value=\"[^\"]*\"|\?since=[0-9a-f-]+")
PARTS = {"bell", "work", "case-head", "timeline", "panel"}


class Screen:
    """The open page of a case, and what its socket would have been told."""

    def __init__(self, person: Person, case: Case, ear: psycopg.Connection) -> None:
        self.person, self.ear = person, ear
        self.browser = Client()
        self.browser.force_login(person)
        page = self.browser.get(f"/cases/{case.pk}/").content.decode()
        self.topics: dict[str, set[str]] = {}
        self.addresses: dict[str, str] = {}
        for tag in LIVE.finditer(page):
            address = ADDRESS.search(tag[0])
            assert address
            self.topics[tag["id"]] = {self._audience(topic) for topic in tag["topics"].split()}
            self.addresses[tag["id"]] = address[1]
        assert self.topics.keys() == PARTS
        self.shown = self._fetched()

    def _audience(self, topic: str) -> str:
        return f"{OWN[topic]}:{self.person.pk}" if topic in OWN else topic

    def _fetched(self) -> dict[str, str]:
        return {
            part: PASSING.sub("", self.browser.get(address, headers={"HX-Request": "true"}).content.decode())
            for part, address in self.addresses.items()
        }

    def compare(self) -> tuple[set[str], set[str]]:
        """The parts that look different now, and those that were told."""
        said = {
            audience
            for notice in self.ear.notifies(timeout=0.1)
            for audience in json.loads(notice.payload)["to"]
            if json.loads(notice.payload)["kind"] == "changed"
        }
        before, self.shown = self.shown, self._fetched()
        told = {part for part, topics in self.topics.items() if topics & said}
        return {part for part in PARTS if self.shown[part] != before[part]}, told


@pytest.fixture
def place(database_url: str) -> Iterator["Story"]:
    business = builders.a_business()
    noa, samir = builders.a_person(business), builders.a_person(business, first_name="סמיר")
    case = builders.a_case(business, assignee=noa)
    with psycopg.connect(database_url, autocommit=True) as ear, in_scope([business.pk]):
        ear.execute(f"LISTEN {CHANNEL}")
        yield Story(case, noa, samir, Screen(noa, case, ear))


class Story:
    """Acts on one case, each compared with what the page was told."""

    def __init__(self, case: Case, noa: Person, samir: Person, screen: Screen) -> None:
        self.case, self.samir, self.screen = case, samir, screen
        self.noa, self.colleague = builders.actor_of(noa), builders.actor_of(samir)
        self.customer = builders.contact_actor(case)

    @contextmanager
    def told_of_all(self, act: str, *, but: str = "") -> Iterator[None]:
        """Fails when a part changed in the block that was not told, except the one named."""
        yield
        changed, told = self.screen.compare()
        assert changed - {but} <= told, f"after {act}: {changed - told} went stale"

    def writes(self, *, is_automatic: bool = False) -> None:
        case = Case.objects.get(pk=self.case.pk)
        assert case.contact_point
        cases.receive_message(
            actor=SystemActor("mail"),
            case=case,
            contact_point=case.contact_point,
            channel=Channel.MAIL,
            text="ומה עכשיו?",
            is_automatic=is_automatic,
        )

    def answers(self, *, is_proposal: bool = False) -> None:
        message = cases.write_answer(
            actor=self.noa, case_id=self.case.pk, html="<p>בטיפול</p>", is_proposal=is_proposal
        )
        with transaction.atomic():
            case = Case.objects.select_for_update().get(pk=self.case.pk)
            cases.release_message(actor=self.noa, message=message, case=case)


def test_tells_a_page_of_all_that_is_said(place: Story) -> None:
    with place.told_of_all("a further message"):
        place.writes()
    with place.told_of_all("an answer"):
        place.answers()
    with place.told_of_all("a message that turns the case to us"):
        place.writes()
    with place.told_of_all("a robot's message"):
        place.writes(is_automatic=True)
    with place.told_of_all("a note that asks for a look"):
        html, mentions = "<p>להסתכל בבקשה</p>", [place.screen.person.pk]
        cases.write_note(actor=place.colleague, case_id=place.case.pk, html=html, mentions=mentions)
    with place.told_of_all("an answer that waits"):
        held = cases.write_answer(actor=place.noa, case_id=place.case.pk, html="<p>רגע</p>")
    assert held.state == MessageState.HELD
    with place.told_of_all("an answer taken back"):
        cases.take_back_answer(actor=place.noa, message_id=held.pk)
    with place.told_of_all("a solution on offer"):
        place.answers(is_proposal=True)
    with place.told_of_all("a no to it"):
        cases.reject_solution(actor=place.customer, case_id=place.case.pk, reason_text="עדיין לא")
    with place.told_of_all("a closing"):
        cases.confirm_solved(actor=place.customer, case_id=place.case.pk, channel="portal")
    with place.told_of_all("a message that opens it again"):
        place.writes()


def test_tells_a_page_of_all_that_is_arranged(place: Story) -> None:
    key, soon = place.case.pk, timezone.now() + timedelta(hours=3)
    topic = builders.a_topic(place.case.business)
    with place.told_of_all("waiting"):
        cases.put_aside_until(actor=place.noa, case_id=key, waiting_for=WaitingFor.SUPPLIER, until=soon)
    with place.told_of_all("a message meanwhile"):
        place.writes()
    with place.told_of_all("a new subject and topic"):
        cases.change_details(actor=place.colleague, case_id=key, subject="אחר לגמרי", topic_id=topic.pk)
    with place.told_of_all("a task"):
        task = _task(place, key)
    with place.told_of_all("a task given on"):
        cases.give_task(actor=place.colleague, task_id=task, owner_id=place.samir.pk)
    with place.told_of_all("a task done"):
        cases.end_task(actor=place.colleague, task_id=task, note="נעשה")
    with place.told_of_all("a hand-over"):
        cases.hand_over(actor=place.noa, case_id=key, reason="מומחיות", to_person_id=place.samir.pk)
    with place.told_of_all("a hand-over back"):
        cases.hand_over(actor=place.colleague, case_id=key, reason="חזרה", to_person_id=place.screen.person.pk)
    with place.told_of_all("a pause"):
        set_presence(actor=place.noa, kind="pause")


def _task(place: Story, case_id: UUID) -> UUID:
    due = timezone.now() + timedelta(hours=2)
    owner, what = place.screen.person.pk, "לבדוק מול הספק"
    task = cases.open_task(
        actor=place.colleague, case_id=case_id, kind=Task.Kind.WORK, due_at=due, owner_id=owner, what=what
    )
    return task.pk


def test_tells_a_page_of_all_that_concerns_its_customer(place: Story) -> None:
    customer, point = place.case.customer, place.case.contact_point
    assert point
    # A list of fifty customers does not listen to each of them.
    with place.told_of_all("a new name", but="work"):
        customers.change_customer(actor=place.colleague, customer_id=customer.pk, name="שם אחר")
    with place.told_of_all("a proven address"):
        customers.mark_verified(actor=SystemActor("mail"), contact_point=point, by="mail")
    with place.told_of_all("another case"):
        cases.open_case(
            actor=SystemActor("mail"),
            business_id=place.case.business_id,
            contact_point=point,
            channel=Channel.MAIL,
            subject="עוד עניין",
            language="he",
        )


def test_leaves_alone_what_a_further_message_does_not_change(place: Story) -> None:
    place.writes()
    place.screen.compare()
    place.writes()
    changed, told = place.screen.compare()
    assert changed <= told == {"timeline", "work"}
