"""A person's own account: name, language, look. It belongs to no business, so no journal names it."""

from collections.abc import Mapping

from django.db import transaction

from moked.lib.errors import Conflict
from moked.lib.rows import assign
from moked.staff.models import Person


@transaction.atomic
def change_profile(*, person: Person, facts: Mapping[str, object]) -> tuple[str, ...]:
    """Changes the person's own details and gives the names of what changed."""
    changed = assign(person, facts)
    if changed:
        person.save(update_fields=list(changed))
    return changed


@transaction.atomic
def create_operator(*, first_name: str, last_name: str, email: str, password: str, language: str) -> Person:
    """The installation's first person, who operates it. Raises Conflict once anybody exists."""
    if Person.objects.exists():
        raise Conflict
    return Person.objects.create_superuser(
        email, password, first_name=first_name, last_name=last_name, language=language
    )
