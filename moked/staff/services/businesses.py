"""A business opening and changing. It stands here because the journal is built upon businesses, not below them."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.businesses.services import create_business
from moked.journal.record import record
from moked.lib.rows import assign
from moked.staff.access import check_allowed
from moked.staff.actors import Actor
from moked.staff.events import BusinessChanged, BusinessCreated
from moked.staff.models import Membership, Person, Presence, Role
from moked.staff.permissions import ADMINISTRATOR, AGENT, SHIFT_MANAGER, Permission


@transaction.atomic
def open_business(
    *, actor: Actor, administrator: Person, name: str, slug: str, case_prefix: str, language: str
) -> Business:
    """A new business with the three usual roles; its first administrator serves it from the first moment."""
    business = create_business(name=name, slug=slug, case_prefix=case_prefix, language=language)
    with in_scope([business.pk]), translation.override(language):
        for role_name, permissions in (
            (gettext("Agents"), AGENT),
            (gettext("Shift managers"), SHIFT_MANAGER),
            (gettext("Administrators"), ADMINISTRATOR),
        ):
            role = Role.objects.create(business=business, name=role_name, permissions=list(permissions))
        Presence.objects.get_or_create(person=administrator)
        Membership.objects.create(
            business=business, person=administrator, role=role, languages=[administrator.language]
        )
        record(BusinessCreated(business_id=business.pk, actor=actor.code))
    return business


@transaction.atomic
def change_business(*, actor: Actor, business: Business, facts: Mapping[str, object]) -> None:
    """Changes the business's settings."""
    check_allowed(actor, business.pk, Permission.OFFICE_BUSINESS)
    row = Business.objects.select_for_update().get(pk=business.pk)
    changed = assign(row, facts)
    if changed:
        row.save(update_fields=list(changed))
        record(BusinessChanged(business_id=row.pk, actor=actor.code, fields=changed))
