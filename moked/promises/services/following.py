"""Open clocks follow a change of what holds, marked with the change and done by the worker some at a time.

An emergency set lays itself over what was promised and is lifted off again; a profile changes the promise itself.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from moked.businesses.models import Business
from moked.customers.models import Segment, System
from moked.lib.due import run_each
from moked.lib.scans import Moment, due_by
from moked.promises.models import Clock, ClockRetarget
from moked.promises.services.clocks import OPEN_PHASES, follow_emergency, retarget_clocks

# Clocks that are set anew in one transaction.
AT_ONCE = 100
# When a stretch fails, it is tried again this much later.
AGAIN_IN = timedelta(minutes=1)


def mark_to_follow(holding: Business | Segment | System, why: str) -> None:
    """There may be very many, so the worker takes them some at a time. What was asked earlier for the same holder is
    overtaken by this."""
    now = timezone.now()
    ClockRetarget.objects.filter(_asked_by(holding), done_at=None).update(done_at=now, next_check_at=None)
    ClockRetarget.objects.create(
        business_id=_business_of(holding),
        segment=holding if isinstance(holding, Segment) else None,
        system=holding if isinstance(holding, System) else None,
        why=why,
        asked_at=now,
        next_check_at=now,
    )


def cases_following(holding: Business | Segment | System) -> int:
    """How many cases are still to be brought to what holds now. Two queries, one when there is nothing to do."""
    asked = ClockRetarget.objects.filter(_asked_by(holding), done_at=None).first()
    return _clocks_left(asked).values("case").distinct().count() if asked else 0


def _business_of(holding: Business | Segment | System) -> UUID:
    return holding.pk if isinstance(holding, Business) else holding.business_id


def _asked_by(holding: Business | Segment | System) -> Q:
    segment = holding.pk if isinstance(holding, Segment) else None
    system = holding.pk if isinstance(holding, System) else None
    return Q(business=_business_of(holding), segment=segment, system=system)


def _clocks_left(asked: ClockRetarget) -> QuerySet[Clock]:
    """The open clocks it has not come to yet, by key."""
    rows = Clock.objects.filter(business_id=asked.business_id, phase__in=OPEN_PHASES).order_by("id")
    if asked.segment_id:
        rows = rows.filter(case__customer__segment=asked.segment_id)
    if asked.system_id:
        rows = rows.filter(case__system=asked.system_id)
    return rows.filter(id__gt=asked.after) if asked.after else rows


@due_by(Moment(ClockRetarget, "next_check_at"))
def follow_switches(now: datetime) -> int:
    """Sets the next open clocks of each change anew. Gives how many stretches were done; killed ones begin again."""
    return run_each(
        lambda: ClockRetarget.objects.filter(next_check_at__lte=now).order_by("next_check_at", "id"),
        _set_anew,
        lambda asked: _postpone(asked, now),
    )


def _postpone(asked: ClockRetarget, now: datetime) -> None:
    ClockRetarget.objects.filter(pk=asked.pk).update(next_check_at=now + AGAIN_IN)


def _set_anew(asked: ClockRetarget) -> None:
    locked = _clocks_left(asked).select_for_update(of=("self",)).select_related("calendar", "ladder")
    clocks = list(locked[:AT_ONCE])
    if asked.segment_id or asked.system_id:
        retarget_clocks(clocks, why=asked.why)
    else:
        follow_emergency(clocks, why=asked.why)
    asked.clocks += len(clocks)
    if len(clocks) < AT_ONCE:
        asked.done_at, asked.next_check_at = timezone.now(), None
    else:
        asked.after = clocks[-1].pk
    asked.save(update_fields=["clocks", "after", "done_at", "next_check_at"])
