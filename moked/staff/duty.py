"""Reads of the duty plan: its lines as the rules see them, and who is on duty."""

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from moked.businesses.models import Business
from moked.staff.domain.duty import Line, on_duty
from moked.staff.models import DutyLine, Membership


def plan_of(business_id: UUID, *, team_id: UUID | None, role_id: UUID | None) -> QuerySet[DutyLine]:
    """The lines of one team's or one role's plan."""
    return DutyLine.objects.filter(business_id=business_id, team=team_id, role=role_id)


def line_of(row: DutyLine) -> Line:
    """A stored line as the rules see it."""
    return Line(row.pk, row.person_id, row.starts, row.ends, row.is_overnight, row.weekday, row.on)


def duty_now(business_id: UUID, *, team_id: UUID | None, role_id: UUID | None, at: datetime) -> list[UUID]:
    """Who is on duty at a moment of those who still serve the business. Two queries, three when somebody is."""
    zone = ZoneInfo(Business.objects.values_list("time_zone", flat=True).get(pk=business_id))
    today = at.astimezone(zone).date()
    # Dates long past stay in the plan; a shift that goes on now began yesterday at the earliest.
    near = Q(on=None) | Q(on__range=(today - timedelta(days=1), today))
    rows = plan_of(business_id, team_id=team_id, role_id=role_id).filter(near)
    people = on_duty(map(line_of, rows), at, zone)
    serving = still_serving(business_id, people) if people else set()
    return [person for person in people if person in serving]


def still_serving(business_id: UUID, people: tuple[UUID, ...]) -> set[UUID]:
    """Which of these people serve the business and may sign in. One query."""
    active = Q(business_id=business_id, is_active=True, person__is_active=True)
    return set(Membership.objects.filter(active, person__in=people).values_list("person_id", flat=True))
