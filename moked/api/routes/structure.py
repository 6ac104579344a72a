"""Teams, skills and topics, one at a time: read by whoever reads staff, changed as in the office."""

from typing import Any, TypeVar
from uuid import UUID

from ninja import Status

from moked.api.gate import ApiRequest, needs
from moked.api.routes.reads import staff
from moked.api.schemas.basis import NamedOut
from moked.api.schemas.staff import (
    PersonOut,
    SkillIn,
    SkillLevelIn,
    TeamChangeIn,
    TeamIn,
    TeamOut,
    TopicChangeIn,
    TopicIn,
    TopicOut,
)
from moked.businesses.models import Topic
from moked.lib.errors import NotFound
from moked.staff.access import get_row
from moked.staff.models import Membership, Skill, Team
from moked.staff.permissions import Permission
from moked.staff.services.structure import (
    change_skill,
    change_team,
    change_topic,
    create_skill,
    create_team,
    create_topic,
    remove_skill,
)
from moked.staff.token_scopes import TokenScope

M = TypeVar("M", Team, Skill, Topic)
# An address is of one router: lists of these are read there.
router = staff
READ, WRITE = needs(TokenScope.READ_STAFF), needs(TokenScope.WRITE_STAFF)
TEAM, SKILL, TOPIC = "/teams/{uuid:team_id}", "/skills/{uuid:skill_id}", "/topics/{uuid:topic_id}"


def _by(request: ApiRequest) -> dict[str, Any]:
    return {"actor": request.actor, "business_id": request.actor.business_id}


def _found(model: type[M], key: UUID) -> M:
    row: M | None = model._default_manager.filter(pk=key).first()
    if row is None:
        raise NotFound
    return row


@router.get(
    "/people/{uuid:person_id}", response=PersonOut, auth=READ, operation_id="get_person", summary="Get a person"
)
def person(request: ApiRequest, person_id: UUID) -> PersonOut:
    """One colleague, as they serve this business."""
    rows = Membership.objects.select_related("person", "role").prefetch_related("teams", "skills")
    found = rows.filter(person=person_id).first()
    if found is None:
        raise NotFound
    return PersonOut.of(found)


@router.get(TEAM, response=TeamOut, auth=READ, operation_id="get_team", summary="Get a team")
def team(request: ApiRequest, team_id: UUID) -> TeamOut:
    """One team."""
    return TeamOut.of(_found(Team, team_id))


@router.post("/teams", response={201: TeamOut}, auth=WRITE, operation_id="create_team", summary="Create a team")
def make_team(request: ApiRequest, body: TeamIn) -> Status[Any]:
    """A new team. A name another one has is refused: `name_taken`."""
    return Status(201, TeamOut.of(create_team(**_by(request), name=body.name, is_active=body.is_active)))


@router.patch(TEAM, response=TeamOut, auth=WRITE, operation_id="change_team", summary="Change a team")
def edit_team(request: ApiRequest, team_id: UUID, body: TeamChangeIn) -> TeamOut:
    """Renames a team, or takes it out of use."""
    held = get_row(Team, **_by(request), row_id=team_id, to=Permission.OFFICE_STRUCTURE, lock=True)
    facts: dict[str, Any] = {"name": held.name, "is_active": held.is_active} | body.model_dump(exclude_unset=True)
    changed = change_team(**_by(request), team_id=team_id, **facts)
    return TeamOut.of(changed)


@router.get(SKILL, response=NamedOut, auth=READ, operation_id="get_skill", summary="Get a skill")
def skill(request: ApiRequest, skill_id: UUID) -> NamedOut:
    """One skill."""
    found = _found(Skill, skill_id)
    return NamedOut(id=found.pk, name=found.name)


@router.post("/skills", response={201: NamedOut}, auth=WRITE, operation_id="create_skill", summary="Create a skill")
def make_skill(request: ApiRequest, body: SkillIn) -> Status[Any]:
    """A new skill, that people may have and topics ask for."""
    made = create_skill(**_by(request), name=body.name)
    return Status(201, NamedOut(id=made.pk, name=made.name))


@router.patch(SKILL, response=NamedOut, auth=WRITE, operation_id="change_skill", summary="Rename a skill")
def edit_skill(request: ApiRequest, skill_id: UUID, body: SkillIn) -> NamedOut:
    """Another name for a skill."""
    changed = change_skill(**_by(request), skill_id=skill_id, name=body.name)
    return NamedOut(id=changed.pk, name=changed.name)


@router.delete(SKILL, response={204: None}, auth=WRITE, operation_id="remove_skill", summary="Remove a skill")
def drop_skill(request: ApiRequest, skill_id: UUID) -> Status[Any]:
    """Removes a skill, from people and topics too."""
    remove_skill(**_by(request), skill_id=skill_id)
    return Status(204, None)


@router.get(TOPIC, response=TopicOut, auth=READ, operation_id="get_topic", summary="Get a topic")
def topic(request: ApiRequest, topic_id: UUID) -> TopicOut:
    """One topic, with the skills it asks for."""
    return TopicOut.of(_found(Topic, topic_id))


@router.post("/topics", response={201: TopicOut}, auth=WRITE, operation_id="create_topic", summary="Create a topic")
def make_topic(request: ApiRequest, body: TopicIn) -> Status[Any]:
    """A new topic. A name another one has is refused: `name_taken`."""
    facts = body.model_dump(exclude={"skills"})
    return Status(201, TopicOut.of(create_topic(**_by(request), facts=facts, skills=_levels(body.skills))))


@router.patch(TOPIC, response=TopicOut, auth=WRITE, operation_id="change_topic", summary="Change a topic")
def edit_topic(request: ApiRequest, topic_id: UUID, body: TopicChangeIn) -> TopicOut:
    """Changes a topic and what it asks for, or takes it out of use. Cases keep theirs."""
    held = get_row(Topic, **_by(request), row_id=topic_id, to=Permission.OFFICE_STRUCTURE, lock=True)
    facts = body.model_dump(exclude={"skills"}, exclude_unset=True)
    skills = dict(held.skills.values_list("skill_id", "level")) if body.skills is None else _levels(body.skills)
    changed = change_topic(**_by(request), topic_id=topic_id, facts={"name": held.name, **facts}, skills=skills)
    return TopicOut.of(changed)


def _levels(asked: list[SkillLevelIn]) -> dict[UUID, int]:
    return {each.skill_id: each.level for each in asked}
