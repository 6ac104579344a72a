"""Ladders as the office keeps them."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from moked.journal.record import record
from moked.lib.rows import assign
from moked.promises.domain.ladders import LadderInvalid, check_ladder
from moked.promises.domain.silence import LONGEST_SILENCE
from moked.promises.errors import LadderRefused
from moked.promises.events import LadderChanged, LadderCreated
from moked.promises.models import Clock, Ladder, Rung
from moked.promises.services.calling import steps_of
from moked.staff.access import check_allowed, get_row
from moked.staff.actors import Actor
from moked.staff.errors import NameTaken
from moked.staff.models import Membership, Role, Team
from moked.staff.permissions import Permission

TO = Permission.PROMISES_EDIT
RUNG_FACTS = ("sort", "at_share", "person_id", "team_id", "role_id", "is_by_duty", "does", "answer_within")


@transaction.atomic
def create_ladder(
    *, actor: Actor, business_id: UUID, facts: Mapping[str, Any], rungs: Sequence[Mapping[str, Any]]
) -> Ladder:
    """A new ladder; `rungs` are the facts of each in order, named by RUNG_FACTS. Raises LadderRefused, NameTaken."""
    check_allowed(actor, business_id, TO)
    ladder = Ladder(business_id=business_id, **facts)
    _check_own(ladder)
    ladder.active_since = timezone.now() if ladder.is_active else None
    ladder.save(force_insert=True)
    _write_rungs(ladder, rungs)
    record(LadderCreated(business_id=business_id, actor=actor.code, ladder_id=ladder.pk))
    return ladder


@transaction.atomic
def change_ladder(
    *,
    actor: Actor,
    business_id: UUID,
    ladder_id: UUID,
    facts: Mapping[str, object],
    rungs: Sequence[Mapping[str, Any]],
) -> Ladder:
    """Changes a ladder and its rungs; promises that run with it follow. Raises LadderRefused, NameTaken."""
    ladder = get_row(Ladder, actor=actor, business_id=business_id, row_id=ladder_id, to=TO, lock=True)
    changed = assign(ladder, facts)
    if changed:
        _check_own(ladder)
        if "is_active" in changed:
            ladder.active_since = timezone.now() if ladder.is_active else None
        ladder.save(update_fields=[*changed, "active_since"])
    if _write_rungs(ladder, rungs):
        changed = (*changed, "rungs")
    if changed:
        record(LadderChanged(business_id=business_id, actor=actor.code, ladder_id=ladder_id, fields=changed))
        # Looked at by the next sweep: there may be very many.
        now = timezone.now()
        Clock.objects.filter(ladder=ladder, phase="running", broken_at=None).update(next_check_at=now)
        if {"silent_after", "is_active"} & set(changed):
            Clock.objects.filter(ladder=ladder, phase="running").update(silent_check_at=now)
    return ladder


def _check_own(ladder: Ladder) -> None:
    if ladder.silent_after is not None and not timedelta(0) < ladder.silent_after <= LONGEST_SILENCE:
        raise LadderRefused("silence")
    others = Ladder.objects.filter(business_id=ladder.business_id, name=ladder.name).exclude(pk=ladder.pk)
    if others.exists():
        raise NameTaken


def _write_rungs(ladder: Ladder, rungs: Sequence[Mapping[str, Any]]) -> bool:
    """Writes the rungs by position; whether anything differs from before."""
    before = {rung.position: rung for rung in ladder.rungs.all()}
    rows = []
    is_changed = False
    for position, facts in enumerate(rungs, start=1):
        row = before.pop(position, None) or Rung(business_id=ladder.business_id, ladder=ladder, position=position)
        values = {name: facts.get(name) for name in RUNG_FACTS} | {"is_by_duty": bool(facts.get("is_by_duty"))}
        is_changed |= bool(assign(row, values)) or row._state.adding
        rows.append(row)
    try:
        check_ladder(steps_of(rows))
    except LadderInvalid as error:
        raise LadderRefused(error.code, error.position) from error
    _check_theirs(ladder.business_id, rows)
    for row in rows:
        row.save()
    Rung.objects.filter(pk__in=[row.pk for row in before.values()]).delete()
    return is_changed or bool(before)


def _check_theirs(business_id: UUID, rungs: Sequence[Rung]) -> None:
    """Whoever is called serves this business."""
    people = set(Membership.objects.filter(business_id=business_id).values_list("person_id", flat=True))
    teams = set(Team.objects.filter(business_id=business_id).values_list("pk", flat=True))
    roles = set(Role.objects.filter(business_id=business_id).values_list("pk", flat=True))
    for rung in rungs:
        known = ((rung.person_id, people), (rung.team_id, teams), (rung.role_id, roles))
        if any(key is not None and key not in keys for key, keys in known):
            raise LadderRefused("nobody_named", rung.position)
        if rung.is_by_duty and rung.person_id is not None:
            raise LadderRefused("duty_of_a_person", rung.position)
    _check_once(rungs)
    _check_takers(business_id, rungs)


def _check_once(rungs: Sequence[Rung]) -> None:
    """Nobody is called for the same twice, without a word that nobody else is there."""
    seen: set[tuple[object, ...]] = set()
    for rung in rungs:
        asked = (rung.person_id, rung.team_id, rung.role_id, rung.is_by_duty, rung.does)
        if asked in seen:
            raise LadderRefused("called_twice", rung.position)
        seen.add(asked)


def _check_takers(business_id: UUID, rungs: Sequence[Rung]) -> None:
    """Somebody who answers no customers cannot take a case, and their word that they have it would be refused."""
    for rung in rungs:
        if rung.does != Rung.Does.TAKE:
            continue
        named = {"person_id": rung.person_id, "teams": rung.team_id, "role_id": rung.role_id}
        who = {name: key for name, key in named.items() if key is not None}
        members = Membership.objects.filter(business_id=business_id, is_active=True, **who)
        answering = members.filter(role__permissions__contains=[Permission.CASES_ANSWER.value])
        if members.exists() and not answering.exists():
            raise LadderRefused("may_not_take", rung.position)
