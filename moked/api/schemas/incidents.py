"""Incidents, and what is said to all of their customers."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field, StrictBool

from moked.api.schemas.basis import LEFT_OUT, Input, Moment, Text
from moked.businesses.models import PublicNotice
from moked.cases.incident_models import Incident, IncidentUpdate
from moked.promises.models import Emergency

Words = Annotated[Text, Field(min_length=1, max_length=4000, pattern=r"\S")]


class IncidentOut(Schema):
    """What an incident gathers by is empty where it does not narrow."""

    id: UUID
    title: str
    topic_id: UUID | None
    system_name: str
    words: str
    began_at: datetime
    gathers: bool
    opened_at: datetime
    over_at: datetime | None
    cases: int
    lessons: str

    @classmethod
    def of(cls, incident: Incident) -> "IncidentOut":
        """Needs `cases` counted beside it: those in it, or that were when it ended."""
        return cls(**{name: getattr(incident, name) for name in cls.model_fields})


class IncidentPage(Schema):
    items: list[IncidentOut]
    next_cursor: str | None


class IncidentIn(Input):
    """Give what its cases have in common: a topic, the name of a system, or phrases parted by commas."""

    title: Annotated[Text, Field(min_length=1, max_length=120, pattern=r"\S")]
    topic_id: UUID | None = None
    system_name: Annotated[Text, Field(max_length=120)] = ""
    words: Annotated[Text, Field(max_length=300)] = ""
    began_at: Moment | None = None
    gathers: StrictBool = True


class IncidentChangeIn(Input):
    """What is left out stays, and null empties. When it is over, only `lessons` may still be written."""

    title: Annotated[Text, Field(min_length=1, max_length=120, pattern=r"\S")] = LEFT_OUT
    topic_id: UUID | None = None
    system_name: Annotated[Text, Field(max_length=120)] = LEFT_OUT
    words: Annotated[Text, Field(max_length=300)] = LEFT_OUT
    gathers: StrictBool = LEFT_OUT
    lessons: Annotated[Text, Field(max_length=4000)] = LEFT_OUT


class TextsByLanguage(Input):
    he: Words | None = None
    en: Words | None = None
    ar: Words | None = None
    ru: Words | None = None


class TextsIn(Input):
    texts: TextsByLanguage


class IncidentUpdateIn(TextsIn):
    id: UUID | None = None


class IncidentUpdateOut(Schema):
    id: UUID
    incident_id: UUID
    kind: Literal["update", "solved"]
    texts: dict[str, str]
    written_at: datetime

    @classmethod
    def of(cls, update: IncidentUpdate) -> "IncidentUpdateOut":
        return cls(**{name: getattr(update, name) for name in cls.model_fields})


class IncidentUpdatePage(Schema):
    items: list[IncidentUpdateOut]
    next_cursor: str | None


class NoticeOut(Schema):
    """What everybody who turns to the business is told meanwhile; no more since `shown_until`."""

    id: UUID
    incident_id: UUID | None
    texts: dict[str, str]
    shown_from: datetime
    shown_until: datetime | None

    @classmethod
    def of(cls, notice: PublicNotice) -> "NoticeOut":
        own = {name: getattr(notice, name) for name in cls.model_fields if name != "incident_id"}
        return cls(incident_id=notice.about_id, **own)


class NoticesOut(Schema):
    items: list[NoticeOut]


class EmergencyOut(Schema):
    """A time in which the hours and promises of a package prepared ahead held, and who was called in. It is on until
    `off_at` is said."""

    id: UUID
    package_id: UUID
    reason: str
    on_at: datetime
    off_at: datetime | None
    team_ids: list[UUID]

    @classmethod
    def of(cls, row: Emergency) -> "EmergencyOut":
        """Needs those called in prefetched."""
        own = {name: getattr(row, name) for name in ("id", "package_id", "reason", "on_at", "off_at")}
        return cls(team_ids=sorted(each.team_id for each in row.called_in.all()), **own)


class EmergencyPage(Schema):
    items: list[EmergencyOut]
    next_cursor: str | None


class EmergencyIn(Input):
    """Which package holds meanwhile, why, and the teams that are called in."""

    package_id: UUID
    reason: Annotated[Text, Field(min_length=1, max_length=300, pattern=r"\S")]
    team_ids: Annotated[list[UUID], Field(max_length=100)] = []
