"""The nightly count of what everybody's months came to, so that pages need not add up half a year."""

from dataclasses import asdict
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max

from moked.businesses.models import Business
from moked.insights.models import MonthFigures
from moked.insights.selectors import count_everybody

LOOK_EVERY = timedelta(minutes=10)
NIGHT = time(2)
# What is being written at this moment is counted by pages, and by the next night.
SETTLED_AFTER = timedelta(minutes=5)
ONE_DAY = timedelta(days=1)
# Pages show six months.
FIRST_TIME = timedelta(days=7 * 31)


class NightlyCount:
    """Counts every business's months once a night; asked every second, it mostly has nothing to do."""

    def __init__(self) -> None:
        self.next_at: datetime | None = None

    def __call__(self, now: datetime) -> int:
        """Gives how many businesses were counted; one at a time, so that nothing waits for all of them."""
        if self.next_at is not None and now < self.next_at:
            return 0
        counted = dict(MonthFigures.objects.order_by().values_list("business").annotate(Max("until")))
        due = next((each for each in Business.objects.all() if _is_due(counted.get(each.pk), each, now)), None)
        if due is None:
            self.next_at = now + LOOK_EVERY
            return 0
        count_months(business_id=due.pk, now=now)
        return 1


def _is_due(until: datetime | None, business: Business, now: datetime) -> bool:
    return until is None or until + SETTLED_AFTER < _night_before(business, now)


def _night_before(business: Business, now: datetime) -> datetime:
    here = now.astimezone(ZoneInfo(business.time_zone))
    night = datetime.combine(here.date(), NIGHT, here.tzinfo)
    return night if night <= here else night - ONE_DAY


@transaction.atomic
def count_months(*, business_id: UUID, now: datetime) -> None:
    """Counts this month and the one before it anew, for marks and promises may still change; all that pages show the
    first time. Counting twice changes nothing."""
    business = Business.objects.select_for_update(no_key=True).get(pk=business_id)
    zone = ZoneInfo(business.time_zone)
    today = now.astimezone(zone).date()
    last = (today.replace(day=1) - ONE_DAY).replace(day=1)
    latest = MonthFigures.objects.filter(business=business).aggregate(month=Max("month"))["month"]
    first = min(last, latest) if latest else (today - FIRST_TIME).replace(day=1)
    until = now - SETTLED_AFTER
    found = count_everybody(business, datetime.combine(first, time(), zone), until)
    # Also of a month in which nothing happened: how far it was counted.
    for month in {*found, today.replace(day=1)}:
        counts = asdict(found[month]) if month in found else {}
        MonthFigures.objects.update_or_create(
            business=business, month=month, defaults={"until": until, "counts": counts}
        )
