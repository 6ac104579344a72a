"""A person's own account: name, language, look. It belongs to no business, so no journal names it."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from moked.lib.errors import Conflict, NotAllowed
from moked.lib.rows import assign
from moked.staff.models import Person, Presence


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
    person = Person.objects.create_superuser(
        email, password, first_name=first_name, last_name=last_name, language=language
    )
    Presence.objects.create(person=person)
    return person


@transaction.atomic
def change_access(*, by: Person, person_id: UUID, is_active: bool, is_staff: bool) -> Person:
    """Says whether a person may sign in, and operate the installation. Raises NotAllowed for anybody but an operator,
    Conflict for closing one's own account."""
    if not by.is_superuser:
        raise NotAllowed
    if by.pk == person_id and not (is_active and is_staff):
        raise Conflict(_("Nobody closes their own account."))
    person = Person.objects.select_for_update().get(pk=person_id)
    changed = assign(person, {"is_active": is_active, "is_staff": is_staff, "is_superuser": is_staff})
    if changed:
        person.save(update_fields=list(changed))
    return person
