"""People, teams and the topics they look after."""

from uuid import UUID

from ninja import Schema

from moked.api.schemas.basis import NamedOut
from moked.businesses.models import Topic
from moked.staff.models import Membership


class SkillLevelOut(Schema):
    skill_id: UUID
    level: int


class PersonOut(Schema):
    """A person as they serve this business."""

    id: UUID
    name: str
    email: str
    role: NamedOut
    teams: list[NamedOut]
    skills: list[SkillLevelOut]
    languages: list[str]
    is_active: bool

    @classmethod
    def of(cls, membership: Membership) -> "PersonOut":
        """Needs person and role loaded, teams and skills prefetched."""
        person = membership.person
        return cls(
            id=person.pk,
            name=person.full_name,
            email=person.email,
            role=NamedOut(id=membership.role_id, name=membership.role.name),
            teams=[NamedOut(id=team.pk, name=team.name) for team in membership.teams.all()],
            skills=[SkillLevelOut(skill_id=held.skill_id, level=held.level) for held in membership.skills.all()],
            languages=membership.languages,
            is_active=membership.is_active and person.is_active,
        )


class PersonPage(Schema):
    items: list[PersonOut]
    next_cursor: str | None


class TeamOut(Schema):
    id: UUID
    name: str
    is_active: bool


class TeamPage(Schema):
    items: list[TeamOut]
    next_cursor: str | None


class NamedPage(Schema):
    items: list[NamedOut]
    next_cursor: str | None


class TopicOut(Schema):
    id: UUID
    name: str
    name_en: str
    is_active: bool
    skills: list[SkillLevelOut]

    @classmethod
    def of(cls, topic: Topic) -> "TopicOut":
        """Needs skills prefetched."""
        asked = [SkillLevelOut(skill_id=each.skill_id, level=each.level) for each in topic.skills.all()]
        own = set(cls.model_fields) - {"skills"}
        return cls(skills=asked, **{name: getattr(topic, name) for name in own})


class TopicPage(Schema):
    items: list[TopicOut]
    next_cursor: str | None
