"""What holds for everybody, for a segment or for a system: written by version, as what holds for one customer is."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from moked.businesses.models import Business
from moked.businesses.selectors import today_in
from moked.customers.events import SegmentSet
from moked.customers.models import Customer, Segment, System
from moked.customers.selectors import canonical_ids
from moked.journal.record import record
from moked.lib.rows import assign
from moked.promises.events import ProfileSet
from moked.promises.models import ServiceProfile
from moked.promises.services.clocks import retarget_clocks_of
from moked.promises.services.following import mark_to_follow
from moked.promises.services.terms import check_hearing, check_targets
from moked.staff.access import check_allowed
from moked.staff.actors import StaffActor
from moked.staff.permissions import Permission

Holding = Business | Segment | System


@transaction.atomic
def set_profile_of(
    *, actor: StaffActor, holding: Holding, effective_from: date, facts: Mapping[str, object]
) -> ServiceProfile:
    """Writes down a version of what holds for everybody of a business, for a segment or for a system from a day on.

    Open clocks of a segment and of a system follow, some at a time, when it holds already; those of everybody keep
    what was promised to them, as they do when a package changes. Raises TermsRefused.
    """
    business_id = holding.pk if isinstance(holding, Business) else holding.business_id
    check_allowed(actor, business_id, Permission.PROFILES_EDIT)
    profile = ServiceProfile(
        business_id=business_id, effective_from=effective_from, made_by_id=actor.person_id, **_holder(holding)
    )
    assign(profile, facts)
    check_targets(profile.targets)
    check_hearing(profile)
    profile.save(force_insert=True)
    record(ProfileSet(business_id=business_id, actor=actor.code, profile_id=profile.pk, holder=profile.holder))
    if not isinstance(holding, Business) and effective_from <= today_in(holding.business):
        mark_to_follow(holding, "profile_set")
    return profile


def _holder(holding: Holding) -> dict[str, object]:
    match holding:
        case Segment():
            return {"holder": ServiceProfile.Holder.SEGMENT, "segment": holding}
        case System():
            return {"holder": ServiceProfile.Holder.SYSTEM, "system": holding}
        case _:
            return {"holder": ServiceProfile.Holder.BUSINESS}


def follow_segment(event: SegmentSet) -> None:
    """Reaction: what was promised to a customer follows the segment they are of now."""
    customer = Customer.objects.get(pk=event.customer_id)
    retarget_clocks_of(customer_ids=canonical_ids(customer), why="segment_set")
