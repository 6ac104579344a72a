"""What a business promises: service hours, packages, times by law, and profiles by version."""

from datetime import date, datetime, time
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field, StrictBool

from moked.api.schemas.basis import LEFT_OUT, Day, Input, LanguageCode, Text
from moked.calendars.models import ServiceCalendar
from moked.promises.models import ServicePackage, ServiceProfile, Statute

Level = Literal["basic", "extended", "full"]
Hour = Annotated[Text, Field(pattern=r"^[0-9]{1,2}:[0-9]{2}$")]
Hours = Annotated[list[Annotated[list[Hour], Field(max_length=2)]], Field(max_length=12)]
Minutes = Annotated[int, Field(strict=True, ge=1, le=525_600)]
# As `2026-09-21`; a day has hours of its own.
Dates = dict[Annotated[Text, Field(max_length=10)], Hours]
Name = Annotated[Text, Field(min_length=1, max_length=80, pattern=r"\S")]


class WeekIn(Input):
    """Pairs of from and until, such as `["09:00", "17:00"]`. A day that is not named is closed."""

    sun: Hours | None = None
    mon: Hours | None = None
    tue: Hours | None = None
    wed: Hours | None = None
    thu: Hours | None = None
    fri: Hours | None = None
    sat: Hours | None = None


class HoursIn(Input):
    """When a service is open. `holidays` are those of a country, such as `IL`; they have `holiday_hours`, and the
    days before them `eve_hours`. `dates` name single days with hours of their own, none for closed."""

    timezone: Annotated[Text, Field(max_length=60)]
    week: WeekIn
    dates: Dates | None = None
    holidays: Annotated[Text, Field(max_length=10)] | None = None
    holiday_hours: Hours | None = None
    eve_hours: Hours | None = None

    def document(self) -> dict[str, Any]:
        """As it is stored: what is not said is left out."""
        return self.model_dump(exclude_none=True)


class CalendarIn(Input):
    name: Name
    hours: HoursIn


class CalendarChangeIn(Input):
    """What is left out stays; `hours` as given are all of them."""

    name: Name = LEFT_OUT
    hours: HoursIn = LEFT_OUT
    is_active: StrictBool = LEFT_OUT


class CalendarOut(Schema):
    """Service hours, as `hours` of `CalendarIn` are written."""

    id: UUID
    name: str
    hours: dict[str, Any]
    is_active: bool

    @classmethod
    def of(cls, row: ServiceCalendar) -> "CalendarOut":
        return cls(id=row.pk, name=row.name, hours=row.document, is_active=row.is_active)


class CalendarPage(Schema):
    items: list[CalendarOut]
    next_cursor: str | None


class MinutesIn(Input):
    """Minutes of open time, by how critical a case is."""

    low: Minutes | None = None
    normal: Minutes | None = None
    high: Minutes | None = None
    critical: Minutes | None = None


class TargetsIn(Input):
    """Until when, by what is promised. Where a criticality has no time, nothing is promised for it."""

    first_reply: MinutesIn | None = None
    next_reply: MinutesIn | None = None
    update: MinutesIn | None = None
    solution: MinutesIn | None = None
    statutory: MinutesIn | None = None

    def document(self) -> dict[str, dict[str, int]]:
        """As it is stored."""
        said: dict[str, dict[str, int]] = self.model_dump(exclude_none=True)
        return {kind: minutes for kind, minutes in said.items() if minutes}


class PackageOut(Schema):
    """A product of service. `targets` are as in `TargetsIn`."""

    id: UUID
    name: str
    level: Level
    price: str
    owner_id: UUID | None
    calendar_id: UUID
    ladder_id: UUID | None
    targets: dict[str, Any]
    is_default: bool
    is_active: bool

    @classmethod
    def of(cls, row: ServicePackage) -> "PackageOut":
        return cls(**{name: getattr(row, name) for name in cls.model_fields})


class PackagePage(Schema):
    items: list[PackageOut]
    next_cursor: str | None


class PackageIn(Input):
    """`is_default` makes it the one for everybody without another."""

    name: Name
    level: Level = "basic"
    price: Annotated[Text, Field(max_length=60)] = ""
    owner_id: UUID | None = None
    calendar_id: UUID
    ladder_id: UUID | None = None
    targets: TargetsIn = TargetsIn()
    is_default: StrictBool = False
    is_active: StrictBool = True


class PackageChangeIn(Input):
    """What is left out stays, and null empties; `targets` as given are all of them."""

    name: Name = LEFT_OUT
    level: Level = LEFT_OUT
    price: Annotated[Text, Field(max_length=60)] = LEFT_OUT
    owner_id: UUID | None = None
    calendar_id: UUID = LEFT_OUT
    ladder_id: UUID | None = None
    targets: TargetsIn = LEFT_OUT
    is_default: StrictBool = LEFT_OUT
    is_active: StrictBool = LEFT_OUT


class StatuteOut(Schema):
    """The time a law sets for a kind of matter, day and night from the notice. `registered_seconds` is the one for a
    notice by registered mail, where that is another."""

    matter: Literal["complaint", "cancellation", "enquiry"]
    within_seconds: int
    registered_seconds: int | None
    source: str
    is_active: bool

    @classmethod
    def of(cls, row: Statute) -> "StatuteOut":
        return cls(
            matter=row.matter,  # type: ignore[arg-type]  # its choices are these
            within_seconds=int(row.within.total_seconds()),
            registered_seconds=int(row.registered.total_seconds()) if row.registered else None,
            source=row.source,
            is_active=row.is_active,
        )


class StatutesOut(Schema):
    items: list[StatuteOut]


class StatuteIn(Input):
    matter: Literal["complaint", "cancellation", "enquiry"]
    within_seconds: Annotated[int, Field(strict=True, ge=1, le=31_536_000)]
    registered_seconds: Annotated[int, Field(strict=True, ge=1, le=31_536_000)] | None = None
    source: Annotated[Text, Field(min_length=1, max_length=200, pattern=r"\S")]
    is_active: StrictBool = True


class ProfileOut(Schema):
    """A version of what holds for a holder from a day on. What is empty says nothing: then the package says it, or
    whoever stands farther from the matter. `targets` are as in `TargetsIn`."""

    id: UUID
    holder: Literal["business", "segment", "organisation", "person", "system"]
    customer_id: UUID | None
    segment_id: UUID | None
    system_id: UUID | None
    effective_from: date
    made_at: datetime
    package_id: UUID | None
    calendar_id: UUID | None
    ladder_id: UUID | None
    targets: dict[str, Any]
    level: str
    knowledge: str
    manner: str
    language: str
    form_of_address: str
    tone: str
    road: str
    hears_from: time | None
    hears_until: time | None
    keeps_rest_days: bool | None
    limits: str
    agent_id: UUID | None
    deputy_id: UUID | None
    escalations_shown: bool | None

    @classmethod
    def of(cls, row: ServiceProfile) -> "ProfileOut":
        return cls(**{name: getattr(row, name) for name in cls.model_fields})


class ProfilePage(Schema):
    items: list[ProfileOut]
    next_cursor: str | None


class ProfileIn(Input):
    """A further version, whole: what is left out says nothing."""

    effective_from: Day
    package_id: UUID | None = None
    calendar_id: UUID | None = None
    ladder_id: UUID | None = None
    targets: TargetsIn = TargetsIn()
    level: Literal["", "basic", "extended", "full"] = ""
    knowledge: Literal["", "new", "user", "expert"] = ""
    manner: Annotated[Text, Field(max_length=300)] = ""
    language: LanguageCode | None = None
    form_of_address: Literal["", "f", "m", "n"] = ""
    tone: Literal["", "formal", "plain", "warm"] = ""
    road: Literal["", "mail", "chat", "phone"] = ""
    hears_from: Hour | None = None
    hears_until: Hour | None = None
    keeps_rest_days: StrictBool | None = None
    limits: Annotated[Text, Field(max_length=500)] = ""
    agent_id: UUID | None = None
    deputy_id: UUID | None = None
    escalations_shown: StrictBool | None = None
