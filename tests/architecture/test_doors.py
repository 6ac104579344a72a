"""Walks every route with another business's sign-in and with none: nothing is shown and nothing changes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases import services as cases
from moked.cases.files import IncomingFile
from moked.cases.models import Case
from moked.customers.models import MergeSuggestion
from moked.knowledge.models import AnswerBlock
from moked.staff.models import Membership, Notice, Person, Role, Skill
from moked.staff.permissions import ADMINISTRATOR
from moked.ui.doors import Door
from tests import builders

pytestmark = pytest.mark.django_db

# Stands in every word of the other business; it may appear in no answer a stranger gets.
MARK = "זברה7731"
# Routes of libraries with guards of their own, walked by their own tests.
LIBRARIES = ("operator/", "static/")


@dataclass(frozen=True)
class Route:
    path: str
    pattern: URLPattern

    @property
    def door(self) -> Door | None:
        return getattr(self.pattern.callback, "door", None)


def _routes(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[Route]:
    for entry in (resolver or get_resolver()).url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _routes(entry, path)
        elif not path.startswith(LIBRARIES):
            yield Route(path, entry)


ROUTES = list(_routes())
# The only ones without a limit: they must answer when there is no database to count in.
PROBES = ("health/live", "health/ready", "metrics")


@pytest.fixture
def world(settings: Any) -> dict[str, Any]:
    """Two businesses, a person of the first who may do everything there, and one thing of each kind of the second."""
    # Otherwise every door would lead to setting up a second factor, and the walk would prove nothing.
    settings.REQUIRE_SECOND_FACTOR = False
    mine = builders.a_business("שלנו")
    theirs = builders.a_business(f"שלהם {MARK}")
    person = builders.a_person(mine, permissions=list(ADMINISTRATOR))
    colleague = builders.a_person(theirs, first_name=MARK, permissions=list(ADMINISTRATOR))
    case = builders.a_case(
        theirs,
        contact_point=builders.a_contact_point(theirs, name=f"לקוחה {MARK}"),
        subject=f"עניין {MARK}",
        text=f"סיפור {MARK}",
        assignee=colleague,
    )
    with in_scope([theirs.pk]):
        topic, team = builders.a_topic(theirs, f"נושא {MARK}"), builders.a_team(theirs, f"צוות {MARK}")
        skill = Skill.objects.create(business=theirs, name=f"מיומנות {MARK}")
        answer = AnswerBlock.objects.create(business=theirs, title=f"נוסח {MARK}", body=MARK)
        notice = Notice.objects.create(business=theirs, person=colleague, kind="mention", case_id=case.pk)
        message = cases.receive_message(
            actor=builders.contact_actor(case),
            case=case,
            contact_point=case.contact_point,  # type: ignore[arg-type]
            channel=case.channel,
            text=MARK,
            files=[IncomingFile(f"{MARK}.txt", "text/plain", MARK.encode())],
        )
        double = builders.a_contact_point(theirs, name=f"לקוחה {MARK}")
        first, second = sorted((case.customer_id, double.customer_id))
        suggestion = MergeSuggestion.objects.filter(first=first, second=second).first()
        suggestion = suggestion or MergeSuggestion.objects.create(
            business=theirs, first_id=first, second_id=second, confidence=1, score=4, reasons=["same_name"]
        )
        keys: dict[str, UUID | str | int] = {
            "case_id": case.pk,
            "other_id": case.pk,
            "message_id": message.pk,
            "attachment_id": message.attachments.get().pk,
            "customer_id": case.customer_id,
            "suggestion_id": suggestion.pk,
            "contact_point_id": case.contact_point_id or case.pk,
            "business_id": theirs.pk,
            "topic_id": topic.pk,
            "team_id": team.pk,
            "skill_id": skill.pk,
            "role_id": Role.objects.get().pk,
            "membership_id": Membership.objects.get().pk,
            "person_id": colleague.pk,
            "answer_id": answer.pk,
            "block_id": answer.pk,
            "notice_id": notice.pk,
            "account_id": builders.mail_account(theirs).pk,
            "mailbox_id": builders.mail_account(theirs).pk,
            "widget_id": builders.chat_account(theirs).pk,
            # Keys of things that walk with their owner: any of another business must look like a missing one.
            "offer_id": case.pk,
            "identification_id": case.pk,
            "inbound_id": case.pk,
            "letter_id": case.pk,
            "token_id": case.pk,
            "endpoint_id": case.pk,
            "webhook_delivery_id": case.pk,
            "item_id": case.pk,
            "delivery_id": case.pk,
            "pk": 1,
            "number": 1,
            # What a stranger can only guess.
            "token": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "key": "guessed-key",
            "slug": "guessed",
            "address": "guessed@customers.test",
            "provider_id": "guessed",
            "uidb36": "1",
            "step": "mail",
        }
    return {"mine": mine, "theirs": theirs, "person": person, "case": case, "keys": keys}


def _address(route: Route, keys: dict[str, Any]) -> str:
    path = route.path
    for name, converter in route.pattern.pattern.converters.items():
        assert name in keys, f"{route.path}: the walker has no {name} of another business; add one to `world`"
        path = path.replace(f"<{_converter_name(path, name)}{name}>", converter.to_url(keys[name]))
    for name in _inherited(path):
        path = path.replace(name, str(keys[name.strip("<>").rpartition(":")[2]]))
    return "/" + path


def _converter_name(path: str, name: str) -> str:
    return path.split(f"{name}>", maxsplit=1)[0].rpartition("<")[2]


def _inherited(path: str) -> list[str]:
    """Parameters that an include's prefix brought."""
    return ["<" + part.split(">")[0] + ">" for part in path.split("<")[1:]]


WATCHED_TABLES = (
    "cases_case",
    "cases_message",
    "cases_attachment",
    "customers_customer",
    "customers_mergesuggestion",
    "staff_membership",
)


def _fingerprint(business: Business) -> list[Any]:
    """Counts of every row of a business, and the journal's end."""
    with in_scope([business.pk]), connection.cursor() as cursor:
        cursor.execute("SELECT count(*), coalesce(max(id), 0) FROM journal_entry")
        state: list[Any] = list(cursor.fetchone())
        for table in (
            "cases_case",
            "cases_message",
            "cases_attachment",
            "customers_customer",
            "customers_mergesuggestion",
            "staff_membership",
        ):
            cursor.execute(f"SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table} t")
            state.append((table, cursor.fetchone()))
    return state


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.path)
def test_declares_who_may_pass(route: Route) -> None:
    assert route.door is not None, f"{route.path} declares no door"
    if route.door.kind == "public":
        assert route.door.reason
        assert route.door.limit is not None, f"{route.path} is open to everybody as often as they like"
    if route.door.kind == "probe":
        assert route.path in PROBES


@pytest.mark.parametrize("method", ["get", "post"])
def test_shows_another_business_nothing_and_changes_nothing(world: dict[str, Any], method: str) -> None:
    client = Client()
    client.force_login(world["person"])
    before = _fingerprint(world["theirs"])
    for route in ROUTES:
        response = getattr(client, method)(_address(route, world["keys"]))
        _expect_nothing(route, response)
        if _signs_out(client):
            client.force_login(world["person"])
    assert _fingerprint(world["theirs"]) == before


@pytest.mark.parametrize("method", ["get", "post"])
def test_shows_a_stranger_nothing_and_changes_nothing(world: dict[str, Any], method: str) -> None:
    before = _fingerprint(world["theirs"])
    people = Person.objects.count()
    for route in ROUTES:
        response = getattr(Client(), method)(_address(route, world["keys"]))
        _expect_nothing(route, response)
        if route.door and route.door.kind not in ("public", "probe"):
            assert response.status_code in {302, 401, 403, 404, 405}, f"{route.path} let a stranger in"
    assert _fingerprint(world["theirs"]) == before
    assert Person.objects.count() == people


def _expect_nothing(route: Route, response: Any) -> None:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    assert MARK not in body.decode(errors="replace"), f"{route.path} shows another business's data"
    assert response.status_code < 500 or route.path in PROBES, f"{route.path} fails with {response.status_code}"


def _signs_out(client: Client) -> bool:
    return "_auth_user_id" not in client.session


def test_shows_its_own_people_their_case(world: dict[str, Any]) -> None:
    """The walker would find nothing in an empty house: the mark is there for those who may see it."""
    with in_scope([world["theirs"].pk]):
        owner = Person.objects.get(cases=world["case"])
    client = Client()
    client.force_login(owner)
    page = client.get(f"/cases/{world['case'].pk}/")
    assert page.status_code == 200
    assert MARK in page.content.decode()
    assert Case._base_manager.count() == 0
