"""Reads about people."""

from uuid import UUID

from django.db.models import QuerySet

from moked.businesses.scope import in_whole_installation
from moked.lib.postgres.questions import asked_often
from moked.staff.actors import PersonActor
from moked.staff.models import Membership, Person


def person_actor(person: Person) -> PersonActor:
    """The person with their permissions in every business they actively serve. One query."""
    with in_whole_installation("which businesses a person serves is asked before any scope is known"):
        rows = _memberships(person.pk)
    return PersonActor(person.pk, {business: frozenset(allowed) for business, allowed in rows})


@asked_often
def _memberships(person_id: UUID) -> QuerySet[Membership, tuple[UUID, list[str]]]:
    rows = Membership.objects.filter(person_id=person_id, is_active=True)
    return rows.values_list("business_id", "role__permissions")


def people_of(business_ids: frozenset[UUID]) -> list[Person]:
    """Active people who serve any of the businesses, by name."""
    return _people(list(business_ids))


@asked_often
def _people(business_ids: list[UUID]) -> QuerySet[Person]:
    serving = Membership.objects.filter(business_id__any_of=business_ids, is_active=True).values("person")
    return Person.objects.filter(pk__in=serving, is_active=True).order_by("first_name", "last_name")
