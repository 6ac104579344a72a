"""What the database itself watches over: the audit is append-only, and ended sign-ins are told."""

import json
from typing import Any

import pghistory
import psycopg
import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import ProgrammingError, connection, transaction
from django.test import Client

from moked.businesses.scope import in_scope, in_whole_installation
from moked.staff.models import Membership, Person, Role
from moked.staff.sessions import person_of_session
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "statement",
    ["UPDATE staff_roleevent SET name = 'x'", "DELETE FROM staff_roleevent", "DELETE FROM pghistory_context"],
)
def test_lets_nobody_change_the_audit(statement: str) -> None:
    builders.a_person(builders.a_business())
    with (
        in_whole_installation("a test"),
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_lets_the_owner_not_change_it_by_mistake(database_url: str) -> None:
    with psycopg.connect(database_url) as link:
        link.execute(
            "INSERT INTO businesses_poolevent (pgh_created_at, pgh_label, id, pgh_obj_id, name) "
            "VALUES (now(), 'x', gen_random_uuid(), gen_random_uuid(), 'x')"
        )
        with pytest.raises(psycopg.errors.RaiseException, match="append-only"):
            link.execute("DELETE FROM businesses_poolevent")
        link.rollback()


def test_lets_a_context_gain_facts_and_lose_none() -> None:
    business = builders.a_business()
    with in_scope([business.pk]):
        with pghistory.context(command="first"):
            role = Role.objects.create(business=business, name="א")
            pghistory.context(more="later")
            Role.objects.filter(pk=role.pk).update(name="ב")
        event = Role.pgh_event_model.objects.filter(pgh_obj_id=role.pk).last()  # type: ignore[attr-defined]
        assert event.pgh_context.metadata == {"command": "first", "more": "later"}
        with (
            pytest.raises(ProgrammingError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("UPDATE pghistory_context SET metadata = '{}'")


def test_keeps_what_was_removed() -> None:
    business = builders.a_business()
    with in_scope([business.pk]):
        role = Role.objects.create(business=business, name="א")
        Role.objects.filter(pk=role.pk).delete()
        labels = Role.pgh_event_model.objects.filter(id=role.pk).order_by("pgh_id")  # type: ignore[attr-defined]
        assert list(labels.values_list("pgh_label", flat=True)) == ["insert", "delete"]


def _notices(database_url: str, act: Any) -> list[dict[str, Any]]:
    with psycopg.connect(database_url, autocommit=True) as link:
        link.execute("LISTEN moked_live")
        act()
        return [json.loads(notice.payload) for notice in link.notifies(timeout=0.5)]


@pytest.mark.django_db(transaction=True)
def test_tells_that_a_sign_in_ended_or_a_person_changed(database_url: str) -> None:
    business = builders.a_business()
    person = builders.a_person(business)
    browser = Client()
    browser.force_login(person)
    key = browser.session.session_key
    assert key
    told = _notices(database_url, lambda: SessionStore().delete(key))
    assert [notice["to"][0].partition(":")[0] for notice in told] == ["session"]
    told = _notices(database_url, lambda: Person.objects.filter(pk=person.pk).update(is_active=False))
    assert [notice["to"] for notice in told] == [[f"access:{person.pk}"]]

    def leave() -> None:
        with in_scope([business.pk]):
            Membership.objects.filter(person=person).update(is_active=False)

    assert [notice["to"] for notice in _notices(database_url, leave)] == [[f"access:{person.pk}"]]


def test_knows_whose_a_session_is_until_it_ends() -> None:
    person = builders.a_person(builders.a_business())
    browser = Client()
    browser.force_login(person)
    key = browser.session.session_key
    assert key
    assert person_of_session(key) == person
    person.set_password("another long password")
    person.save()
    assert person_of_session(key) is None
