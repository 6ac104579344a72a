"""Handing a case over, and taking that back before anything came of it."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from moked.cases.access import get_case
from moked.cases.domain.hand_overs import TAKE_BACK_WITHIN, Deed, is_begun
from moked.cases.errors import HandOverStands, MoveImpossible, RecipientMissing
from moked.cases.events import GIVING, CaseHandedOver, HandOverTakenBack
from moked.cases.models import Attachment, Case, Direction, Draft, Message
from moked.cases.services.indexing import index_words
from moked.cases.services.moves import ASIDE
from moked.journal.models import JournalEntry
from moked.journal.record import record
from moked.lib.richtext import html_from_text
from moked.staff.actors import PersonActor, StaffActor
from moked.staff.models import Membership, Notice, Team
from moked.staff.notices import withdraw_notices, write_notice
from moked.staff.permissions import Permission


@transaction.atomic
def hand_over(
    *,
    actor: StaffActor,
    case_id: UUID,
    reason: str,
    to_person_id: UUID | None = None,
    to_team_id: UUID | None = None,
) -> Case:
    """Hands a case to one colleague or one team, with a reason that stands in the timeline as a note.

    A colleague has it at once; a team's router chooses who. Raises RecipientMissing.
    """
    case = get_case(actor, case_id, to=Permission.CASES_HAND_OVER, lock=True)
    if (to_person_id is None) == (to_team_id is None):
        raise RecipientMissing
    if to_person_id is not None and (to_person_id == actor.person_id or not _serves(case.business_id, to_person_id)):
        raise RecipientMissing
    if (
        to_team_id is not None
        and not Team.objects.filter(business_id=case.business_id, pk=to_team_id, is_active=True).exists()
    ):
        raise RecipientMissing
    note = _write_reason(actor, case, reason)
    previous, previous_team = case.assignee_id, case.team_id
    case.assignee_id = to_person_id
    case.team_id = to_team_id or case.team_id
    case.last_activity_at = timezone.now()
    case.save()
    if to_person_id is not None:
        write_notice(
            business_id=case.business_id,
            person_id=to_person_id,
            kind=Notice.Kind.HAND_OVER,
            case_id=case.pk,
            by_id=actor.person_id,
        )
    record(
        CaseHandedOver(
            business_id=case.business_id,
            actor=actor.code,
            case_id=case.pk,
            person_id=to_person_id,
            to_person_id=to_person_id,
            to_team_id=to_team_id,
            note_id=note.pk if note else None,
            previous_id=previous,
            previous_team_id=previous_team,
        )
    )
    return case


def _serves(business_id: UUID, person_id: UUID) -> bool:
    return Membership.objects.filter(business_id=business_id, person_id=person_id, is_active=True).exists()


def _write_reason(actor: StaffActor, case: Case, reason: str) -> Message | None:
    if not reason.strip():
        return None
    index_words(case, reason)
    return Message.objects.create(
        business_id=case.business_id,
        case=case,
        direction=Direction.NOTE,
        channel=case.channel,
        author_id=actor.person_id,
        token_id=actor.token_id,
        text=reason.strip(),
        html=html_from_text(reason),
        created_at=timezone.now(),
    )


@transaction.atomic
def take_hand_over_back(*, actor: PersonActor, case_id: UUID) -> Case:
    """The case is with whoever had it before the actor handed it over, and with that team. The reason stays: it may
    have been read.

    Raises HandOverStands when the last to give the case away was not the actor, or not just now, and when somebody
    has begun with it since; MoveImpossible for a case that was merged or set aside.
    """
    case = get_case(actor, case_id, to=Permission.CASES_HAND_OVER, lock=True)
    if case.case_state in ASIDE:
        raise MoveImpossible
    handed, since = _given_last(case)
    if handed.code != CaseHandedOver.code or handed.actor != actor.code:
        raise HandOverStands
    if _is_begun(case, handed, since, actor):
        raise HandOverStands(_("Work on the case has begun, so the hand-over stands. You can hand it over again."))
    previous, to = _key(handed, "previous_id"), _key(handed, "to_person_id")
    # One that an earlier version recorded does not tell whose team it was.
    team = _key(handed, "previous_team_id") if "previous_team_id" in handed.facts else case.team_id
    # Whoever left meanwhile does not get it back.
    case.assignee_id = previous if previous and _serves(case.business_id, previous) else None
    case.team_id = team
    case.last_activity_at = timezone.now()
    case.save(update_fields=["assignee", "team", "last_activity_at"])
    if to is not None:
        withdraw_notices(person_id=to, kind=Notice.Kind.HAND_OVER, case_id=case.pk, by_id=actor.person_id)
    record(
        HandOverTakenBack(
            business_id=case.business_id,
            actor=actor.code,
            case_id=case.pk,
            person_id=case.assignee_id,
            previous_id=to,
            team_id=team,
        )
    )
    return case


def _given_last(case: Case) -> tuple[JournalEntry, list[JournalEntry]]:
    """The entry by which the case was given away last, and those after it. Raises HandOverStands when that is too
    long ago."""
    lately = JournalEntry.objects.filter(case_id=case.pk, at__gte=timezone.now() - TAKE_BACK_WITHIN)
    entries = list(lately.order_by("id"))
    places = [place for place, entry in enumerate(entries) if entry.code in GIVING]
    if not places:
        raise HandOverStands
    return entries[places[-1]], entries[places[-1] + 1 :]


def _is_begun(case: Case, handed: JournalEntry, since: list[JournalEntry], actor: PersonActor) -> bool:
    deeds = [Deed(entry.actor, is_not_now=entry.facts.get("outcome") == "declined") for entry in since]
    if is_begun(deeds, actor.code):
        return True
    drafts = Draft.objects.filter(case=case, saved_at__gte=handed.at)
    # Those of no person are a machine's, which tells by what it does with them, or a customer's, who begins nothing.
    files = Attachment.objects.filter(case=case, message=None, uploaded_by__isnull=False, created_at__gte=handed.at)
    return (
        drafts.exclude(person_id=actor.person_id).exists() or files.exclude(uploaded_by_id=actor.person_id).exists()
    )


def _key(entry: JournalEntry, name: str) -> UUID | None:
    value = entry.facts.get(name)
    return UUID(value) if value else None
