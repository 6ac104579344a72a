"""Writes about people, their roles, and what a business is made of. Each records what happened."""

from moked.staff.services.accounts import change_access, change_profile, create_operator
from moked.staff.services.businesses import change_business, open_business
from moked.staff.services.duty import add_duty, change_duty, remove_duty
from moked.staff.services.people import MembershipFacts, change_membership, invite_person, repeat_invitation
from moked.staff.services.roles import change_role, create_role, remove_role
from moked.staff.services.structure import (
    change_skill,
    change_team,
    change_topic,
    create_skill,
    create_team,
    create_topic,
    remove_skill,
)

__all__ = [
    "MembershipFacts",
    "add_duty",
    "change_access",
    "change_business",
    "change_duty",
    "change_membership",
    "change_profile",
    "change_role",
    "change_skill",
    "change_team",
    "change_topic",
    "create_operator",
    "create_role",
    "create_skill",
    "create_team",
    "create_topic",
    "invite_person",
    "open_business",
    "remove_duty",
    "remove_role",
    "remove_skill",
    "repeat_invitation",
]
