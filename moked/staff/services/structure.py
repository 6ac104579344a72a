"""Teams, skills and topics of a business."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from moked.businesses.models import Topic
from moked.journal.record import record
from moked.lib.rows import assign
from moked.staff.access import check_allowed, get_row
from moked.staff.actors import Actor
from moked.staff.errors import NameTaken
from moked.staff.events import (
    SkillChanged,
    SkillCreated,
    SkillRemoved,
    TeamChanged,
    TeamCreated,
    TopicChanged,
    TopicCreated,
)
from moked.staff.models import Skill, Team, TopicSkill
from moked.staff.permissions import Permission

TO = Permission.OFFICE_STRUCTURE


def _keep_name_once(
    model: type[Team | Skill | Topic], business_id: UUID, name: str, row_id: UUID | None = None
) -> None:
    same = model.objects.filter(business_id=business_id, name=name)
    if (same.exclude(pk=row_id) if row_id else same).exists():
        raise NameTaken


@transaction.atomic
def create_team(*, actor: Actor, business_id: UUID, name: str, is_active: bool = True) -> Team:
    """A new team. Raises NameTaken."""
    check_allowed(actor, business_id, TO)
    _keep_name_once(Team, business_id, name)
    team = Team.objects.create(business_id=business_id, name=name, is_active=is_active)
    record(TeamCreated(business_id=business_id, actor=actor.code, team_id=team.pk))
    return team


@transaction.atomic
def change_team(*, actor: Actor, business_id: UUID, team_id: UUID, name: str, is_active: bool) -> Team:
    """Renames a team, or takes it out of use. Raises NameTaken."""
    team = get_row(Team, actor=actor, business_id=business_id, row_id=team_id, to=TO, lock=True)
    _keep_name_once(Team, business_id, name, team_id)
    changed = assign(team, {"name": name, "is_active": is_active})
    if changed:
        team.save(update_fields=list(changed))
        record(TeamChanged(business_id=business_id, actor=actor.code, team_id=team_id, fields=changed))
    return team


@transaction.atomic
def create_skill(*, actor: Actor, business_id: UUID, name: str) -> Skill:
    """A new skill. Raises NameTaken."""
    check_allowed(actor, business_id, TO)
    _keep_name_once(Skill, business_id, name)
    skill = Skill.objects.create(business_id=business_id, name=name)
    record(SkillCreated(business_id=business_id, actor=actor.code, skill_id=skill.pk))
    return skill


@transaction.atomic
def change_skill(*, actor: Actor, business_id: UUID, skill_id: UUID, name: str) -> Skill:
    """Renames a skill. Raises NameTaken."""
    skill = get_row(Skill, actor=actor, business_id=business_id, row_id=skill_id, to=TO, lock=True)
    _keep_name_once(Skill, business_id, name, skill_id)
    changed = assign(skill, {"name": name})
    if changed:
        skill.save(update_fields=list(changed))
        record(SkillChanged(business_id=business_id, actor=actor.code, skill_id=skill_id, fields=changed))
    return skill


@transaction.atomic
def remove_skill(*, actor: Actor, business_id: UUID, skill_id: UUID) -> None:
    """Removes a skill, from people and topics too."""
    skill = get_row(Skill, actor=actor, business_id=business_id, row_id=skill_id, to=TO, lock=True)
    skill.delete()
    record(SkillRemoved(business_id=business_id, actor=actor.code, skill_id=skill_id))


@transaction.atomic
def create_topic(
    *, actor: Actor, business_id: UUID, facts: Mapping[str, object], skills: Mapping[UUID, int]
) -> Topic:
    """A new topic, with the skills it asks for: skill -> least level. Raises NameTaken."""
    check_allowed(actor, business_id, TO)
    _keep_name_once(Topic, business_id, str(facts["name"]))
    topic = Topic(business_id=business_id)
    assign(topic, facts)
    topic.save(force_insert=True)
    _ask_skills(actor, topic, skills)
    record(TopicCreated(business_id=business_id, actor=actor.code, topic_id=topic.pk))
    return topic


@transaction.atomic
def change_topic(
    *, actor: Actor, business_id: UUID, topic_id: UUID, facts: Mapping[str, object], skills: Mapping[UUID, int]
) -> Topic:
    """Changes a topic and what it asks for. Raises NameTaken."""
    topic = get_row(Topic, actor=actor, business_id=business_id, row_id=topic_id, to=TO, lock=True)
    _keep_name_once(Topic, business_id, str(facts["name"]), topic_id)
    columns = assign(topic, facts)
    if columns:
        topic.save(update_fields=list(columns))
    changed = (*columns, *(("skills",) if _ask_skills(actor, topic, skills) else ()))
    if changed:
        record(TopicChanged(business_id=business_id, actor=actor.code, topic_id=topic_id, fields=changed))
    return topic


def _ask_skills(actor: Actor, topic: Topic, wanted: Mapping[UUID, int]) -> bool:
    asked = TopicSkill.objects.filter(topic=topic)
    held = dict(asked.values_list("skill_id", "level"))
    for skill_id, level in wanted.items():
        if held.get(skill_id) == level:
            continue
        skill = get_row(Skill, actor=actor, business_id=topic.business_id, row_id=skill_id, to=TO)
        TopicSkill.objects.update_or_create(
            topic=topic,
            skill=skill,
            defaults={"level": level},
            create_defaults={"level": level, "business_id": topic.business_id},
        )
    asked.filter(skill_id__in=held.keys() - wanted.keys()).delete()
    return held != dict(wanted)
