"""Walks every route as everybody who exists, by every method: nothing of others is shown, and nothing changes.

Operations of the API by their tokens are walked in `tests/api/test_operations.py`, sockets in `test_socket_doors.py`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases.links import link_for, token_of
from moked.cases.models import Case
from moked.staff.models import Person
from moked.staff.permissions import ADMINISTRATOR, AGENT, SHIFT_MANAGER, Permission
from tests import builders
from tests.architecture.routes import GUESSES, ROUTES, Route
from tests.rows import Rows
from tests.things import things_of

pytestmark = pytest.mark.django_db

# Stands in every word of the other business; it may appear in no answer a stranger gets.
MARK = "זברה7731"
# The only ones without a limit: they must answer when there is no database to count in.
PROBES = ("health/live", "health/ready", "metrics")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
# 413 is said by a request's length alone, before anything is looked up.
REFUSALS = {302, 303, 401, 403, 404, 405, 413}
# Whoever is signed in may change these about themselves; that nobody else's change is walked by their own tests.
OWN = ("staff_person", "staff_presence", "staff_notice", "staff_personevent", "account_emailaddress")


@dataclass(frozen=True)
class World:
    """Two businesses. Of the second there is one thing of each kind, and people of every role."""

    mine: Business
    theirs: Business
    keys: dict[str, Any]

    def a_neighbour(self) -> Person:
        """Somebody who may do everything, in the first business only."""
        return builders.a_person(self.mine, permissions=list(ADMINISTRATOR))


@pytest.fixture
def world(settings: Any) -> World:
    # Otherwise every door would lead to setting up a second factor, and the walk would prove nothing.
    settings.REQUIRE_SECOND_FACTOR = False
    mine, theirs = builders.a_business("שלנו"), builders.a_business(f"שלהם {MARK}")
    return World(mine, theirs, {**GUESSES, **things_of(theirs, MARK)})


def _walk(
    client: Client, person: Person | None, routes: Iterable[Route], world: World, *, refused: bool, **keys: Any
) -> None:
    rows = Rows(apart_from=() if refused else OWN)
    wrong: list[str] = []
    for route in routes:
        # The office of the other business is there for whoever knows its name.
        named = {"slug": world.theirs.slug} if route.path.startswith("office/") else {}
        address = route.address({**world.keys, **named, **keys})
        for method in METHODS:
            if person and "_auth_user_id" not in client.session:
                client.force_login(person)
            response = client.generic(method, address)
            refused_so = refused and method != "OPTIONS" and not _is_as_if_missing(client, method, route, response)
            told = _told_by(response, refused=refused_so)
            wrong += [f"{method} {route.path} {what}" for what in (*told, *sorted(rows.changed()))]
    assert not wrong, "\n".join(wrong)
    assert not rows.changed_anywhere()


def _is_as_if_missing(client: Client, method: str, route: Route, response: Any) -> bool:
    """Whether a thing that is not there gets the same answer, such as that the form is incomplete."""
    if response.status_code not in (409, 422):
        return False
    nothing = {name: uuid4() for name in route.names} | {name: GUESSES[name] for name in route.names & GUESSES.keys()}
    return bool(client.generic(method, route.address(nothing)).status_code == response.status_code)


def _told_by(response: Any, *, refused: bool) -> Iterator[str]:
    """What an answer does that it may not."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if MARK in body.decode(errors="replace"):
        yield "shows another business's data"
    if response.status_code >= 500 and response.request["PATH_INFO"].strip("/") not in PROBES:
        yield f"fails with {response.status_code}"
    if refused and response.status_code not in REFUSALS:
        yield f"lets in with {response.status_code}"


def _signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


OPEN = [route for route in ROUTES if route.door and route.door.kind in ("public", "probe")]
PERSONAL = [route for route in ROUTES if route.door and route.door.kind == "signed_in"]
GUARDED = [route for route in ROUTES if route.door and route.door.kind == "permission"]
OPERATOR = [route for route in ROUTES if route.is_operator]
MACHINES = [route for route in ROUTES if route.door and route.door.kind == "token"]


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.path)
def test_declares_who_may_pass(route: Route) -> None:
    if route.is_operator:
        return
    assert route.door is not None, f"{route.path} declares no door"
    assert route in [*OPEN, *PERSONAL, *GUARDED, *MACHINES], f"{route.path} has a door nobody walks"
    if route.door.kind == "public":
        assert route.door.reason
        assert route.door.limit is not None, f"{route.path} is open to everybody as often as they like"
    if route.door.kind == "probe":
        assert route.path in PROBES


def test_shows_a_stranger_nothing(world: World) -> None:
    client = Client()
    _walk(client, None, OPEN, world, refused=False)
    _walk(client, None, [*PERSONAL, *GUARDED, *OPERATOR, *MACHINES], world, refused=True)


def test_shows_the_administrator_of_another_business_nothing(world: World) -> None:
    person = world.a_neighbour()
    client = _signed_in(person)
    _walk(client, person, [*OPEN, *PERSONAL], world, refused=False)
    _walk(client, person, OPERATOR, world, refused=True)


def test_opens_no_thing_of_another_business(world: World) -> None:
    person = world.a_neighbour()
    client = _signed_in(person)
    named, lists = [], []
    for route in GUARDED:
        (named if "<" in route.path else lists).append(route)
    _walk(client, person, named, world, refused=True)
    _walk(client, person, lists, world, refused=False)


@pytest.mark.parametrize(
    ("role", "given", "walked"),
    [
        ("nobody's", [], [*AGENT]),
        ("an agent's", AGENT, [*Permission]),
        ("a shift manager's", SHIFT_MANAGER, [*Permission]),
    ],
)
def test_opens_no_door_a_role_lacks(
    role: str, given: list[Permission], walked: list[Permission], world: World
) -> None:
    person = builders.a_person(world.theirs, permissions=list(given))
    wanted = set(walked) - set(given)
    locked = [route for route in GUARDED if route.door and route.door.permission in wanted]
    assert locked
    _walk(_signed_in(person), person, locked, world, refused=True)


def test_keeps_the_administrator_of_a_business_out_of_the_installation(world: World) -> None:
    person = builders.a_person(world.theirs, permissions=list(ADMINISTRATOR))
    _walk(_signed_in(person), person, OPERATOR, world, refused=True)


def test_keeps_the_operator_out_of_a_business(world: World) -> None:
    person = Person.objects.create_superuser("op@staff.test", "three unrelated words", first_name="Op")
    _walk(_signed_in(person), person, GUARDED, world, refused=True)


def test_shows_a_customer_only_their_own(world: World) -> None:
    """With a link that opens, to a case of the first business, and the keys of the second."""
    case = builders.a_case(world.mine)
    with in_scope([world.mine.pk]):
        token = token_of(link_for(case, case.contact_point))  # type: ignore[arg-type]
    others = [route for route in OPEN if "<str:token>" in route.path and route.path.count("<") > 1]
    assert others
    _walk(Client(), None, others, world, refused=True, token=token)


def test_shows_its_own_people_their_case(world: World) -> None:
    """The walker would find nothing in an empty house: the mark is there for those who may see it."""
    client = _signed_in(builders.a_person(world.theirs))
    page = client.get(f"/cases/{world.keys['case_id']}/")
    assert page.status_code == 200
    assert MARK in page.content.decode()
    assert Case._base_manager.count() == 0


def test_sees_what_a_request_changes(world: World) -> None:
    """The walker would find nothing with its eyes shut."""
    rows = Rows()
    _signed_in(builders.a_person(world.theirs)).post(f"/cases/{world.keys['case_id']}/rename/", {"subject": "אחר"})
    assert "cases_case" in rows.changed()
