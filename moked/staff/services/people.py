"""People joining a business, and what each is given there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from moked.journal.record import record
from moked.lib.errors import Conflict
from moked.lib.rows import assign
from moked.staff.access import check_allowed, get_row
from moked.staff.actors import Actor
from moked.staff.errors import AlreadyMember
from moked.staff.events import MembershipChanged, MembershipCreated, PersonInvited
from moked.staff.models import Membership, MembershipSkill, Person, Presence, Role, Skill, Team, TeamMember
from moked.staff.permissions import Permission
from moked.staff.services.roles import keep_an_administrator
from moked.staff.tasks import send_invitation


@dataclass(frozen=True, kw_only=True)
class MembershipFacts:
    """What a person is given in a business. `skills` is skill -> level, one to five."""

    role_id: UUID
    team_ids: frozenset[UUID] = frozenset()
    skills: Mapping[UUID, int] = field(default_factory=dict)
    languages: tuple[str, ...] = ("he",)
    live_capacity: int = 1
    written_capacity: int = 3
    is_active: bool = True


@transaction.atomic
def invite_person(
    *,
    actor: Actor,
    business_id: UUID,
    email: str,
    first_name: str,
    last_name: str,
    language: str,
    facts: MembershipFacts,
) -> Membership:
    """Lets a person serve the business; whoever is new here gets a mail to choose a password.

    Raises AlreadyMember, and NotFound for a role, team or skill of another business.
    """
    check_allowed(actor, business_id, Permission.OFFICE_PEOPLE)
    person = Person.objects.filter(email__iexact=email).first()
    is_new = person is None
    if person is None:
        person = Person.objects.create_user(
            email, None, first_name=first_name, last_name=last_name, language=language
        )
    if Membership.objects.filter(business_id=business_id, person=person).exists():
        raise AlreadyMember
    role = get_row(Role, actor=actor, business_id=business_id, row_id=facts.role_id, to=Permission.OFFICE_PEOPLE)
    Presence.objects.get_or_create(person=person)
    membership = Membership.objects.create(
        business_id=business_id,
        person=person,
        role=role,
        languages=list(facts.languages),
        live_capacity=facts.live_capacity,
        written_capacity=facts.written_capacity,
        is_active=facts.is_active,
    )
    _give_teams(actor, membership, facts.team_ids)
    _give_skills(actor, membership, facts.skills)
    record(
        MembershipCreated(business_id=business_id, actor=actor.code, person_id=person.pk, membership_id=membership.pk)
    )
    if is_new:
        _invite(actor, membership)
    return membership


@transaction.atomic
def repeat_invitation(*, actor: Actor, business_id: UUID, membership_id: UUID) -> None:
    """Sends the invitation again. Raises Conflict when the person has already chosen a password."""
    membership = get_row(
        Membership, actor=actor, business_id=business_id, row_id=membership_id, to=Permission.OFFICE_PEOPLE, lock=True
    )
    if membership.person.has_usable_password():
        raise Conflict
    _invite(actor, membership)


@transaction.atomic
def change_membership(*, actor: Actor, business_id: UUID, membership_id: UUID, facts: MembershipFacts) -> Membership:
    """Changes what a person is given. Raises LastAdministrator."""
    membership = get_row(
        Membership, actor=actor, business_id=business_id, row_id=membership_id, to=Permission.OFFICE_PEOPLE, lock=True
    )
    role = get_row(Role, actor=actor, business_id=business_id, row_id=facts.role_id, to=Permission.OFFICE_PEOPLE)
    columns = assign(
        membership,
        {
            "role_id": role.pk,
            "languages": list(facts.languages),
            "live_capacity": facts.live_capacity,
            "written_capacity": facts.written_capacity,
            "is_active": facts.is_active,
        },
    )
    if columns:
        membership.save(update_fields=list(columns))
        keep_an_administrator(business_id)
    changed = (
        *columns,
        *(("teams",) if _give_teams(actor, membership, facts.team_ids) else ()),
        *(("skills",) if _give_skills(actor, membership, facts.skills) else ()),
    )
    if changed:
        record(
            MembershipChanged(
                business_id=business_id,
                actor=actor.code,
                person_id=membership.person_id,
                membership_id=membership_id,
                fields=changed,
            )
        )
    return membership


def _invite(actor: Actor, membership: Membership) -> None:
    record(PersonInvited(business_id=membership.business_id, actor=actor.code, person_id=membership.person_id))
    send_invitation.defer(person_id=str(membership.person_id), business_id=str(membership.business_id))


def _give_teams(actor: Actor, membership: Membership, wanted: frozenset[UUID]) -> bool:
    held = set(membership.team_members.values_list("team_id", flat=True))
    for team_id in wanted - held:
        team = get_row(
            Team, actor=actor, business_id=membership.business_id, row_id=team_id, to=Permission.OFFICE_PEOPLE
        )
        TeamMember.objects.create(business_id=membership.business_id, membership=membership, team=team)
    membership.team_members.filter(team_id__in=held - wanted).delete()
    return held != wanted


def _give_skills(actor: Actor, membership: Membership, wanted: Mapping[UUID, int]) -> bool:
    held = dict(membership.skills.values_list("skill_id", "level"))
    for skill_id, level in wanted.items():
        if held.get(skill_id) == level:
            continue
        skill = get_row(
            Skill, actor=actor, business_id=membership.business_id, row_id=skill_id, to=Permission.OFFICE_PEOPLE
        )
        MembershipSkill.objects.update_or_create(
            membership=membership,
            skill=skill,
            defaults={"level": level},
            create_defaults={"level": level, "business_id": membership.business_id},
        )
    membership.skills.filter(skill_id__in=held.keys() - wanted.keys()).delete()
    return held != dict(wanted)
