"""People, teams and the topics they look after."""

from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field, StrictBool

from moked.api.schemas.basis import LEFT_OUT, Input, NamedOut, Text, Weight
from moked.businesses.models import Topic
from moked.staff.models import Membership, Team


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

    @classmethod
    def of(cls, team: Team) -> "TeamOut":
        return cls(id=team.pk, name=team.name, is_active=team.is_active)


class TeamIn(Input):
    name: Annotated[Text, Field(min_length=1, max_length=80, pattern=r"\S")]
    is_active: StrictBool = True


class TeamChangeIn(Input):
    """What is left out stays."""

    name: Annotated[Text, Field(min_length=1, max_length=80, pattern=r"\S")] = LEFT_OUT
    is_active: StrictBool = LEFT_OUT


class SkillIn(Input):
    name: Annotated[Text, Field(min_length=1, max_length=80, pattern=r"\S")]


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
    criticality: Weight
    matter: str
    position: int
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


class SkillLevelIn(Input):
    skill_id: UUID
    level: Annotated[int, Field(strict=True, ge=1, le=5)]


class TopicIn(Input):
    """`skills` are those it asks for, each with the least level."""

    name: Annotated[Text, Field(min_length=1, max_length=120, pattern=r"\S")]
    name_en: Annotated[Text, Field(max_length=120)] = ""
    criticality: Weight = "normal"
    matter: Literal["", "complaint", "cancellation", "enquiry"] = ""
    position: Annotated[int, Field(strict=True, ge=0, le=32767)] = 0
    is_active: StrictBool = True
    skills: Annotated[list[SkillLevelIn], Field(max_length=50)] = []


class TopicChangeIn(Input):
    """What is left out stays; `skills` as given are all it asks for."""

    name: Annotated[Text, Field(min_length=1, max_length=120, pattern=r"\S")] = LEFT_OUT
    name_en: Annotated[Text, Field(max_length=120)] = LEFT_OUT
    criticality: Weight = LEFT_OUT
    matter: Literal["", "complaint", "cancellation", "enquiry"] = LEFT_OUT
    position: Annotated[int, Field(strict=True, ge=0, le=32767)] = LEFT_OUT
    is_active: StrictBool = LEFT_OUT
    skills: Annotated[list[SkillLevelIn], Field(max_length=50)] = LEFT_OUT
