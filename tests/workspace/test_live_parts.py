"""Every part of a page that looks different after an act was told to fetch itself.

A long story of one case is told, beside a second one of the same agent; after each act the parts of the agent's page
are fetched and compared with those before. Whatever changed must have been announced to the topics under which the
part lives, and a page that was away meanwhile must find it in the journal.
"""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import psycopg
import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases import services as cases
from moked.cases.models import Case, Channel, MessageState, Task, WaitingFor
from moked.customers import services as customers
from moked.customers.merging import merge_customers, unmerge_customer
from moked.journal.reader import JournalReader, Position, oldest_running_transaction
from moked.lib.realtime import CHANNEL
from moked.promises.services import create_calendar, create_package, set_profile, sweep_clocks
from moked.routing.services import set_presence
from moked.staff.actors import PersonActor, SystemActor
from moked.staff.models import Person
from moked.staff.permissions import Permission
from moked.updates.models import Update
from moked.updates.services import sweep_updates
from moked.workspace.live import StaffConsumer
from tests import builders
from tests.updates.conftest import ALWAYS, AT_ANY_HOUR

pytestmark = pytest.mark.django_db(transaction=True)

LIVE = re.compile(r"<[a-z]+\b[^>]*\bid=\"(?P<id>[^\"]+)\"[^>]*\bdata-live=\"(?P<topics>[^\"]*)\"[^>]*>")
ADDRESS = re.compile(r"\bhx-get=\"([^\"]*)\"")
# What differs each time a page is made, whatever happened; an update not written yet is expected some time from now.
PASSING = re.compile(r"csrfmiddlewaretoken\" value=\"[^\"]*\"|\?since=[0-9a-f-]+|(?<=העדכון הבא עד )<time.*?</time>")
PARTS = {"bell", "work", "case-head", "timeline", "panel"}


@dataclass(frozen=True)
class Comparison:
    """The parts that look different now, those that were told, and those that a page finds which was away."""

    changed: set[str]
    told: set[str]
    found: set[str]


class Screen:
    """The open page of a case, and what its socket would have been told."""

    def __init__(self, person: Person, case: Case, ear: psycopg.Connection) -> None:
        self.person, self.ear = person, ear
        self.browser = Client()
        self.browser.force_login(person)
        self.socket = StaffConsumer()
        self.socket.actor = builders.actor_of(person)
        page = self.browser.get(f"/cases/{case.pk}/").content.decode()
        self.topics: dict[str, set[str]] = {}
        self.addresses: dict[str, str] = {}
        for tag in LIVE.finditer(page):
            address = ADDRESS.search(tag[0])
            assert address
            self.topics[tag["id"]] = set(tag["topics"].split())
            self.addresses[tag["id"]] = address[1]
        assert self.topics.keys() == PARTS
        self._look()

    def _look(self) -> None:
        """Fetches all parts, and listens to what they name, as a page does whose socket says hello."""
        self.shown = {
            part: PASSING.sub("", self.browser.get(address, headers={"HX-Request": "true"}).content.decode())
            for part, address in self.addresses.items()
        }
        for html in self.shown.values():
            self.topics |= {
                tag["id"]: set(tag["topics"].split()) for tag in LIVE.finditer(html) if tag["id"] in PARTS
            }
        self.heard = self._heard()
        self.position = Position(oldest_running_transaction())

    def _heard(self) -> dict[str, set[str]]:
        return self.socket._allowed(sorted(set().union(*self.topics.values())))

    def _parts_of(self, audiences: Iterable[str], heard: dict[str, set[str]]) -> set[str]:
        told = set().union(*(heard.get(audience, set()) for audience in audiences))
        return {part for part, topics in self.topics.items() if topics & told}

    def compare(self) -> Comparison:
        """What became of the parts since they were looked at last."""
        said = {
            audience
            for notice in self.ear.notifies(timeout=0.1)
            for audience in json.loads(notice.payload)["to"]
            if json.loads(notice.payload)["kind"] == "changed"
        }
        told = self._parts_of(said, self.heard)
        coming_back = self._heard()
        found = self._parts_of(JournalReader().audiences_since(self.position, coming_back), coming_back)
        before = self.shown
        self._look()
        return Comparison({part for part in PARTS if self.shown[part] != before[part]}, told, found)


@pytest.fixture
def place(database_url: str) -> Iterator["Story"]:
    business = builders.a_business()
    noa = builders.a_person(business, permissions=list(Permission))
    samir = builders.a_person(business, first_name="סמיר", permissions=list(Permission))
    _promise_updates(business, builders.actor_of(noa))
    case = builders.a_case(business, assignee=noa)
    # Beside the case that the page shows, a list in which one can pass another.
    others = [builders.a_case(business, assignee=noa, subject=subject) for subject in ("חשבונית כפולה", "נתב חדש")]
    for each in (case, *others):
        _hears_at_any_hour(each, builders.actor_of(noa))
    with psycopg.connect(database_url, autocommit=True) as ear, in_scope([business.pk]):
        ear.execute(f"LISTEN {CHANNEL}")
        yield Story(case, others, noa, samir, Screen(noa, case, ear))


def _promise_updates(business: Business, actor: PersonActor) -> None:
    """From now on replies and updates are promised, at any hour of any day."""
    with in_scope([business.pk]):
        calendar = create_calendar(actor=actor, business_id=business.pk, name="תמיד", document=ALWAYS)
        targets = {"update": {"normal": 240}, "next_reply": {"normal": 600}, "first_reply": {"normal": 600}}
        facts = {"name": "שירות רגיל", "calendar": calendar, "targets": targets, "is_default": True}
        create_package(actor=actor, business_id=business.pk, facts=facts)


def _hears_at_any_hour(case: Case, actor: PersonActor) -> None:
    since = timezone.localdate() - timedelta(days=2)
    with in_scope([case.business_id]):
        set_profile(actor=actor, customer=case.customer, effective_from=since, facts=AT_ANY_HOUR)


class Story:
    """Acts on one case, each compared with what the page was told."""

    def __init__(self, case: Case, others: list[Case], noa: Person, samir: Person, screen: Screen) -> None:
        self.case, self.others, self.samir, self.screen = case, others, samir, screen
        self.noa, self.colleague = builders.actor_of(noa), builders.actor_of(samir)
        self.customer = builders.contact_actor(case)

    @contextmanager
    def told_of_all(self, act: str) -> Iterator[None]:
        """Fails when a part changed in the block that was not told."""
        yield
        seen = self.screen.compare()
        assert seen.changed <= seen.told, f"after {act}: {seen.changed - seen.told} went stale"
        assert seen.changed <= seen.found, f"after {act}: {seen.changed - seen.found} came back stale"

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
    for other in place.others:
        with place.told_of_all("a note in a case further down the list"):
            cases.write_note(actor=place.colleague, case_id=other.pk, html="<p>לידיעה</p>")
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
    with place.told_of_all("a hand-over taken back"):
        cases.take_hand_over_back(actor=place.noa, case_id=key)
    with place.told_of_all("a hand-over anew"):
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
    with place.told_of_all("a new name"):
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


def test_tells_a_page_of_all_that_its_customer_becomes(place: Story) -> None:
    theirs = place.case.customer_id
    visitor, namesake, third = (
        builders.a_case(place.case.business, contact_point=builders.a_contact_point(place.case.business, name=name))
        for name in ("אורחת בצ'אט", "דנה א'", "דנה אברמוב-לוי")
    )
    place.screen.compare()
    with place.told_of_all("somebody who is them"):
        merge_customers(actor=place.colleague, customer_id=visitor.customer_id, into_id=theirs)
    with place.told_of_all("a new address of that one"):
        customers.add_contact_point(
            actor=place.colleague, customer_id=visitor.customer_id, kind="email", value="dana@home.test"
        )
    with place.told_of_all("a further case of that one"):
        builders.a_case(place.case.business, contact_point=visitor.contact_point, subject="עוד עניין")
    with place.told_of_all("somebody who is that one"):
        merge_customers(actor=place.colleague, customer_id=namesake.customer_id, into_id=visitor.customer_id)
    with place.told_of_all("a merge into another"):
        merge_customers(actor=place.colleague, customer_id=theirs, into_id=third.customer_id)
    with place.told_of_all("a new name of that other"):
        customers.change_customer(actor=place.colleague, customer_id=third.customer_id, name="דנה הלוי")
    with place.told_of_all("taking back what hung on them"):
        unmerge_customer(actor=place.colleague, customer_id=visitor.customer_id)
    with place.told_of_all("taking that merge back"):
        unmerge_customer(actor=place.colleague, customer_id=theirs)


def test_tells_a_page_of_all_that_is_promised(place: Story) -> None:
    with place.told_of_all("an update held"):
        sweep_updates(timezone.now())
    assert Update.objects.get(case=place.case).state == "held"
    with place.told_of_all("an update that left"):
        sweep_updates(timezone.now() + timedelta(minutes=10))
    assert Update.objects.get(case=place.case).state != "held"
    with place.told_of_all("a promise that was broken"):
        sweep_clocks(timezone.now() + timedelta(days=2))


def test_leaves_alone_what_a_further_message_does_not_change(place: Story) -> None:
    place.writes()
    place.screen.compare()
    place.writes()
    seen = place.screen.compare()
    assert seen.changed <= seen.told == {"timeline", "work"}
