"""Looking at cases whose customers are to hear: what is due is held, and what was held leaves."""

from datetime import datetime, timedelta
from uuid import UUID

from moked.cases.models import Case, Direction, Message, MessageState
from moked.cases.services import send_automatic
from moked.journal.record import record
from moked.lib.due import run_each
from moked.lib.richtext import html_from_text
from moked.promises.domain.distress import find_distress
from moked.updates.domain.rhythm import Change, Next, Refusal, Why, next_update, refusal_of
from moked.updates.domain.whats_happening import find_status_question
from moked.updates.domain.words import told_anew, update_text
from moked.updates.events import StatusAsked, UpdateHeld, UpdateSent
from moked.updates.matters import CaseInView, case_in_view, facts_at, next_after
from moked.updates.models import StatusQuestion, Update, UpdateWatch
from moked.updates.services.watching import UPDATES, State, end_update

# A case that cannot be judged, for example by a calendar that never opens again, is tried again after this.
AGAIN_IN = timedelta(hours=1)
# While an answer is about to leave, its customer hears from a person; it may still be taken back.
ANSWER_FIRST = timedelta(seconds=15)
# Of what they wrote meanwhile, so much is looked into.
MOST_READ = 20


def sweep_updates(now: datetime) -> int:
    """Looks at every case whose moment has come, in order, each once. Gives how many."""
    related = ("case__business", "case__customer__canonical", "case__contact_point", "case__assignee", "case__team")
    return run_each(
        lambda: UpdateWatch.objects.select_related(*related).filter(next_check_at__lte=now).order_by("next_check_at"),
        lambda watch: _look(watch, now),
        lambda watch: _postpone(watch, now),
        # Both at once, without waiting: whoever moves the case holds it first.
        locks=("self", "case"),
    )


def _postpone(watch: UpdateWatch, now: datetime) -> None:
    UpdateWatch.objects.filter(pk=watch.pk).update(next_check_at=now + AGAIN_IN)


def _look(watch: UpdateWatch, now: datetime) -> None:
    _read_news(watch)
    view = case_in_view(watch.case, watch, now)
    watch.is_promised = watch.is_promised or view.matter.every is not None
    held = Update.objects.select_for_update().filter(case=watch.case, state=State.HELD).first()
    refusal = refusal_of(view.matter)
    if refusal is None:
        watch.next_check_at = _go_on(watch, view, held, now)
    else:
        if held is not None:
            end_update(held, State.NEEDLESS, now)
        if refusal is Refusal.PAUSED:
            # What changes meanwhile is told afterwards.
            watch.next_check_at = view.matter.paused_until
        else:
            watch.next_check_at, watch.changes = None, []
    watch.save()


def _read_news(watch: UpdateWatch) -> None:
    """Looks for despair and for the question what is happening in what the customer wrote meanwhile."""
    rows = Message.objects.filter(case=watch.case_id, direction=Direction.IN, is_automatic=False).order_by("pk")
    news = list((rows.filter(pk__gt=watch.read_to) if watch.read_to else rows)[:MOST_READ])
    for message in news:
        is_first = watch.read_to is None and message is news[0]
        if find_distress(message.text):
            watch.distressed_at = message.created_at
        # With their first word nobody asks what became of it.
        if (not is_first or watch.case.follows_id) and find_status_question(message.text):
            _count_question(watch.case, message)
    if news:
        watch.read_to = news[-1].pk


def _count_question(case: Case, message: Message) -> None:
    _row, is_new = StatusQuestion.objects.get_or_create(
        message=message, defaults={"business_id": case.business_id, "case": case, "at": message.created_at}
    )
    if is_new:
        record(
            StatusAsked(
                business_id=case.business_id,
                actor=UPDATES.code,
                case_id=case.pk,
                person_id=case.assignee_id,
                message_id=message.pk,
            )
        )


def _go_on(watch: UpdateWatch, view: CaseInView, held: Update | None, now: datetime) -> datetime | None:
    """Holds, replaces or lets go; gives when to look again."""
    if watch.changes or held is None:
        return _hold_next(watch, view, held, now)
    return _look_at_held(view, held, now)


def _hold_next(watch: UpdateWatch, view: CaseInView, held: Update | None, now: datetime) -> datetime | None:
    hold = watch.case.business.update_hold
    due = next_update(view.matter, now=now, hold=hold, hearing=view.hearing)
    if due is None:
        return None
    # What changed waits at once, even overnight: whoever has the case may still be there to improve it.
    if due.why is not Why.CHANGE and due.at - hold > now:
        return due.at - hold
    changes = (tuple(Change(code) for code in held.changes) if held else ()) + tuple(view.matter.changes)
    watch.changes = []
    return hold_update(view, due, changes, held, now).leave_at


def _look_at_held(view: CaseInView, held: Update, now: datetime) -> datetime | None:
    if held.leave_at > now:
        return held.leave_at
    if not view.hearing.is_open(now):
        return put_off(view, held, view.hearing.opens_at(now))
    if Message.objects.filter(case=view.case, state=MessageState.HELD).exists():
        return now + ANSWER_FIRST
    return _let_go(view, held, now)


def hold_update(
    view: CaseInView, due: Next, changes: tuple[Change, ...], before: Update | None, now: datetime
) -> Update:
    """An update waits until `due.at`, in the place of the one before it. The case is locked by the caller."""
    if before is not None:
        end_update(before, State.REPLACED, now)
    held = Update(
        business_id=view.case.business_id,
        case=view.case,
        why=due.why.value,
        changes=[change.value for change in changes],
        is_formal=view.matter.is_distressed(now),
        language=view.manner.language,
        made_at=now,
        leave_at=due.at,
    )
    held.text = words_of(view, held)
    held.save(force_insert=True)
    record(
        UpdateHeld(
            business_id=held.business_id,
            actor=UPDATES.code,
            case_id=held.case_id,
            person_id=view.case.assignee_id,
            update_id=held.pk,
            why=held.why,
        )
    )
    return held


def put_off(view: CaseInView, held: Update, leave_at: datetime) -> datetime:
    """An update leaves later, in words that are so then. The row is locked by the caller."""
    held.leave_at = leave_at
    held.text = words_of(view, held)
    held.save(update_fields=["leave_at", "text"])
    return leave_at


def words_of(view: CaseInView, update: Update) -> str:
    """What an update says as things stand now."""
    changes = tuple(Change(code) for code in update.changes)
    after = next_after(view, update.leave_at)
    return update_text(facts_at(view, update.leave_at, changes=changes, is_formal=update.is_formal, next_by=after))


def _let_go(view: CaseInView, held: Update, now: datetime) -> datetime | None:
    """What people saw waiting leaves, unless it is not so any more: then what is so waits anew."""
    if words_of(view, held) != held.text:
        hold = view.case.business.update_hold
        due = Next(view.hearing.opens_at(now + hold), Why(held.why))
        return hold_update(view, due, tuple(Change(code) for code in held.changes), held, now).leave_at
    send_update(view, held, now)
    # The next one counts from now.
    return now


def send_update(
    view: CaseInView, held: Update, now: datetime, *, actor_code: str = UPDATES.code, person_id: UUID | None = None
) -> None:
    """Lets an update leave, with the time of the next one as it is now. Both rows are locked.

    It moves no case and keeps no promise of an answer.
    """
    case = view.case
    held.text = told_anew(held.text, held.language, next_after(view, now))
    message = send_automatic(
        actor=UPDATES, case=case, text=held.text, html=html_from_text(held.text), language=held.language
    )
    held.state, held.ended_at, held.message, held.decided_by_id = State.SENT, now, message, person_id
    held.save(update_fields=["state", "ended_at", "message", "decided_by", "text", "is_improved"])
    record(
        UpdateSent(
            business_id=case.business_id,
            actor=actor_code,
            case_id=case.pk,
            person_id=case.assignee_id,
            update_id=held.pk,
            message_id=message.pk,
            why=held.why,
            is_improved=held.is_improved,
        )
    )
