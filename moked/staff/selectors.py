"""Reads about people."""

from uuid import UUID

from moked.businesses.scope import in_whole_installation
from moked.staff.actors import PersonActor
from moked.staff.models import Membership, Person


def person_actor(person: Person) -> PersonActor:
    """The person with their permissions in every business they actively serve. One query."""
    with in_whole_installation("which businesses a person serves is asked before any scope is known"):
        rows = list(
            Membership.objects.filter(person=person, is_active=True).values_list("business_id", "role__permissions")
        )
    return PersonActor(person.pk, {business: frozenset(allowed) for business, allowed in rows})


def people_of(business_ids: frozenset[UUID]) -> list[Person]:
    """Active people who serve any of the businesses, by name."""
    serving = Membership.objects.filter(business_id__in=business_ids, is_active=True).values("person")
    return list(Person.objects.filter(pk__in=serving, is_active=True).order_by("first_name", "last_name"))
