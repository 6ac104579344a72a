"""The duty plan: who is on duty for a team or a role, and when."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from moked.businesses.models import Business
from moked.journal.record import record
from moked.lib.errors import NotFound
from moked.lib.rows import assign
from moked.staff.access import check_allowed, get_row
from moked.staff.actors import Actor
from moked.staff.domain.duty import DutyInvalid, check_line
from moked.staff.duty import line_of, plan_of, still_serving
from moked.staff.errors import DutyRefused
from moked.staff.events import DutyChanged
from moked.staff.models import DutyLine, Role, Team
from moked.staff.permissions import Permission

TO = Permission.PROMISES_EDIT


@transaction.atomic
def add_duty(
    *, actor: Actor, business_id: UUID, team_id: UUID | None, role_id: UUID | None, facts: Mapping[str, Any]
) -> DutyLine:
    """A further line of a team's or a role's plan, exactly one of the two. `facts` are person_id, weekday or on,
    starts, ends and is_overnight. Raises NotFound for another business's team or role, and DutyRefused.
    """
    check_allowed(actor, business_id, TO)
    if (team_id is None) == (role_id is None):
        raise NotFound
    # Two who write one plan at once wait for one another, so that neither misses the other's line.
    if team_id is not None:
        get_row(Team, actor=actor, business_id=business_id, row_id=team_id, to=TO, lock=True)
    if role_id is not None:
        get_row(Role, actor=actor, business_id=business_id, row_id=role_id, to=TO, lock=True)
    line = DutyLine(business_id=business_id, team_id=team_id, role_id=role_id, **facts)
    _check(line)
    line.save(force_insert=True)
    _record(actor, line)
    return line


@transaction.atomic
def change_duty(*, actor: Actor, business_id: UUID, line_id: UUID, facts: Mapping[str, Any]) -> DutyLine:
    """Changes a line of a plan. Raises DutyRefused."""
    line = get_row(DutyLine, actor=actor, business_id=business_id, row_id=line_id, to=TO)
    _lock_plan(actor, line)
    # As it stands now: somebody may have changed or removed it while we waited.
    line = get_row(DutyLine, actor=actor, business_id=business_id, row_id=line_id, to=TO, lock=True)
    changed = assign(line, facts)
    if changed:
        _check(line)
        line.save(update_fields=changed)
        _record(actor, line)
    return line


@transaction.atomic
def remove_duty(*, actor: Actor, business_id: UUID, line_id: UUID) -> None:
    """Takes a line out of its plan."""
    line = get_row(DutyLine, actor=actor, business_id=business_id, row_id=line_id, to=TO, lock=True)
    _record(actor, line)
    line.delete()


def _lock_plan(actor: Actor, line: DutyLine) -> None:
    if line.team_id is not None:
        get_row(Team, actor=actor, business_id=line.business_id, row_id=line.team_id, to=TO, lock=True)
    if line.role_id is not None:
        get_row(Role, actor=actor, business_id=line.business_id, row_id=line.role_id, to=TO, lock=True)


def _check(line: DutyLine) -> None:
    if line.person_id is not None and not still_serving(line.business_id, (line.person_id,)):
        raise DutyRefused("person_unknown")
    zone = ZoneInfo(Business.objects.values_list("time_zone", flat=True).get(pk=line.business_id))
    others = plan_of(line.business_id, team_id=line.team_id, role_id=line.role_id).exclude(pk=line.pk)
    try:
        check_line(line_of(line), [line_of(each) for each in others], zone)
    except DutyInvalid as error:
        raise DutyRefused(error.code) from error


def _record(actor: Actor, line: DutyLine) -> None:
    record(
        DutyChanged(
            business_id=line.business_id,
            actor=actor.code,
            line_id=line.pk,
            team_id=line.team_id,
            role_id=line.role_id,
        )
    )
