"""Looking at cases whose customers are to hear: what is due is held, and what was held leaves."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from moked.cases.models import Case, Direction, Message, MessageState, Task
from moked.journal.audiences import Part, audiences_of_case
from moked.journal.record import record
from moked.lib.due import run_each, run_together
from moked.lib.realtime import announce
from moked.lib.scans import Moment, due_by
from moked.promises.domain.distress import find_distress
from moked.promises.models import ServicePackage, ServiceProfile
from moked.promises.profiles import terms_remembered
from moked.updates.domain.rhythm import DISTRESS_LASTS, Change, Next, Refusal, Why, next_update, refusal_of
from moked.updates.domain.ways import Instead
from moked.updates.domain.whats_happening import find_status_question
from moked.updates.events import StatusAsked, UpdateHeld
from moked.updates.matters import CaseInView, case_in_view, rhythm_of
from moked.updates.models import StatusQuestion, Update, UpdateWatch
from moked.updates.services.calling import announce_call, write_in_its_place
from moked.updates.services.sending import send_update, words_of
from moked.updates.services.watching import UPDATES, State, end_update

# A case that cannot be judged, for example by a calendar that never opens again, is tried again after this.
AGAIN_IN = timedelta(hours=1)
# While an answer is about to leave, its customer hears from a person; it may still be taken back.
ANSWER_FIRST = timedelta(seconds=15)
# Of what they wrote meanwhile, so much is read at a time; the rest by the next looks, at once.
MOST_READ = 50
# Fenced: to give the first few in order, PostgreSQL might go through everything ever written.
NEWS = """
SELECT * FROM (
  SELECT m.id, m.case_id, m.text, m.created_at
  FROM unnest(%s::uuid[], %s::uuid[]) AS watch (case_id, read_to)
  JOIN cases_message m ON m.case_id = watch.case_id AND (watch.read_to IS NULL OR m.id > watch.read_to)
  WHERE m.direction = 'in' AND NOT m.is_automatic
  OFFSET 0
) AS news
ORDER BY id LIMIT %s
"""
# Where nothing is promised so many are looked at in one go, so many of them in one transaction.
MOST, AT_ONCE = 1000, 50
# Both at once, without waiting: whoever moves the case holds it first.
LOCKS = ("self", "case")
# Where it says when the customer hears next: beside the case, and on the customer's own page.
SHOWS_UPDATES = (Part.SERVICE, Part.HEARD)


@due_by(Moment(UpdateWatch, "next_check_at"))
def sweep_updates(now: datetime) -> int:
    """Looks at every case whose moment has come, in order, each once. Gives how many.

    Where nothing is promised they are only read for the question what is happening, many together.
    """
    quiet = run_together(
        lambda: _due(now).exclude(_promising()).exclude(_holding()).select_related("case"),
        _read_only,
        lambda watch: _postpone(watch, now),
        most=MOST,
        locks=LOCKS,
        at_once=AT_ONCE,
    )
    # Those below are asked for with all that is about them, which takes PostgreSQL long to plan.
    if not _due(now).exists():
        return quiet
    related = ("case__business", "case__customer__canonical", "case__contact_point", "case__assignee", "case__team")
    return quiet + run_each(
        # The others only: of the quiet there may be more than fit above, and each would cost many times as much here.
        lambda: _due(now).filter(_promising() | _holding()).select_related(*related),
        lambda watch: _look(watch, now),
        lambda watch: _postpone(watch, now),
        locks=LOCKS,
    )


def _due(now: datetime) -> QuerySet[UpdateWatch]:
    return UpdateWatch.objects.filter(next_check_at__lte=now).order_by("next_check_at")


def _promising() -> Q:
    """Businesses that promise anything to anybody."""
    business = OuterRef("business")
    packages = ServicePackage.objects.filter(business=business, is_default=True, is_active=True)
    return Q(Exists(packages)) | Q(Exists(ServiceProfile.objects.filter(business=business)))


def _holding() -> Q:
    return Q(Exists(Update.objects.filter(case=OuterRef("case"), state=State.HELD)))


# Nobody hears anything by itself; whatever changes that has them looked at again.
READ = """
UPDATE updates_updatewatch AS w
SET read_to = n.read_to, changes = '{}', next_check_at = CASE WHEN %s THEN w.next_check_at END
FROM unnest(%s::uuid[], %s::uuid[]) AS n (case_id, read_to)
WHERE w.case_id = n.case_id
"""


def _read_only(watches: Sequence[UpdateWatch]) -> None:
    is_more = _read_news(watches, for_despair=False)
    facts = (is_more, [watch.case_id for watch in watches], [watch.read_to for watch in watches])
    with connection.cursor() as cursor:
        cursor.execute(READ, facts)


def _postpone(watch: UpdateWatch, now: datetime) -> None:
    UpdateWatch.objects.filter(pk=watch.pk).update(next_check_at=now + AGAIN_IN)


def _look(watch: UpdateWatch, now: datetime) -> None:
    with terms_remembered():
        _look_at_all(watch, now)


def _look_at_all(watch: UpdateWatch, now: datetime) -> None:
    has_rhythm = rhythm_of(watch.case, now) is not None
    before = watch.distressed_at
    if has_rhythm:
        watch.is_promised, watch.distressed_at = True, _despaired_at(watch, now) or before
    is_more = _read_news([watch], for_despair=has_rhythm)
    if has_rhythm:
        watch.despair_read_to = watch.read_to
    if watch.distressed_at != before:
        announce(list(audiences_of_case(watch.case_id, SHOWS_UPDATES)))
    if is_more:
        watch.save(update_fields=["read_to", "despair_read_to", "distressed_at", "is_promised"])
        return
    # Without a rhythm nothing else matters.
    view = case_in_view(watch.case, watch, now) if has_rhythm else None
    refusal = refusal_of(view.matter) if view else Refusal.NOT_PROMISED
    held = Update.objects.select_for_update().filter(case=watch.case, state=State.HELD).first()
    if held is not None and refusal is not None:
        end_update(held, State.NEEDLESS, now)
    if view is not None and refusal is None:
        watch.next_check_at = _go_on(watch, view, held, now)
    elif view is not None and refusal is Refusal.PAUSED:
        # What changes meanwhile is told afterwards.
        watch.next_check_at = view.matter.paused_until
    else:
        watch.next_check_at, watch.changes = None, []
    watch.save()


def _read_news(watches: Sequence[UpdateWatch], *, for_despair: bool) -> bool:
    """Looks for the question what is happening, and for despair, in what customers wrote meanwhile. Gives whether
    more is to be read."""
    watch_of = {watch.case_id: watch for watch in watches}
    news = list(Message.objects.raw(NEWS, [list(watch_of), [watch.read_to for watch in watches], MOST_READ]))
    for message in news:
        watch = watch_of[message.case_id]
        if for_despair and find_distress(message.text):
            watch.distressed_at = message.created_at
        # With their first word nobody asks what became of it.
        if (watch.read_to or watch.case.follows_id) and find_status_question(message.text):
            _count_question(watch.case, message)
        watch.read_to = message.pk
    return len(news) == MOST_READ


def _despaired_at(watch: UpdateWatch, now: datetime) -> datetime | None:
    """When the customer despaired lately, in words that were read while despair changed nothing."""
    if watch.read_to == watch.despair_read_to:
        return None
    written = Message.objects.filter(case=watch.case_id, direction=Direction.IN, is_automatic=False)
    lately = written.filter(pk__lte=watch.read_to, created_at__gt=now - DISTRESS_LASTS).order_by("-pk")
    if watch.despair_read_to is not None:
        lately = lately.filter(pk__gt=watch.despair_read_to)
    rows = lately.values_list("created_at", "text")[:MOST_READ]
    return next((at for at, text in rows if find_distress(text)), None)


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
    due = next_update(view.matter, now=now, hold=view.hold, hearing=view.hearing)
    if due is None:
        return None
    # What changed waits at once, even overnight: whoever has the case may still be there to improve it. Nobody is
    # asked at night to call.
    if (view.is_call or due.why is not Why.CHANGE) and due.at - view.hold > now:
        return due.at - view.hold
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
    if held.call_id is not None:
        return _write_unless_called(view, held, now)
    return _let_go(view, held, now)


def _write_unless_called(view: CaseInView, held: Update, now: datetime) -> datetime:
    """Nobody called in time, so the customer hears in writing; where that cannot be, the call stays to be made."""
    return now if write_in_its_place(view, held, Instead.NOT_CALLED, now) else now + AGAIN_IN


def hold_update(
    view: CaseInView, due: Next, changes: tuple[Change, ...], before: Update | None, now: datetime
) -> Update:
    """An update waits until `due.at`, in the place of the one before it. The case is locked by the caller."""
    call = _replace(before, now, keeps_call=view.is_call) if before is not None else None
    held = Update(
        business_id=view.case.business_id,
        case=view.case,
        why=due.why.value,
        changes=[change.value for change in changes],
        is_formal=view.matter.is_distressed(now),
        language=view.manner.language,
        made_at=now,
        leave_at=call.due_at if call else due.at,
        call=call,
    )
    if view.out is not None:
        held.way, held.contact_point, held.instead = view.out.way, view.out.point, view.out.instead or ""
    held.text = words_of(view, held)
    held.save(force_insert=True)
    if view.is_call and call is None:
        announce_call(view, held)
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


def _replace(before: Update, now: datetime, *, keeps_call: bool) -> Task | None:
    """Ends what waits for something newer. Whoever was to call does so by the same time, with the newer words."""
    call = before.call if keeps_call else None
    if call is not None:
        before.call = None
        before.save(update_fields=["call"])
    end_update(before, State.REPLACED, now)
    return call


def put_off(view: CaseInView, held: Update, leave_at: datetime) -> datetime:
    """An update leaves later, in words that are so then. The row is locked by the caller."""
    held.leave_at = leave_at
    held.text = words_of(view, held)
    held.save(update_fields=["leave_at", "text"])
    return leave_at


def _let_go(view: CaseInView, held: Update, now: datetime) -> datetime | None:
    """What people saw waiting leaves, unless it is not so any more: then what is so waits anew."""
    if words_of(view, held) != held.text:
        due = Next(view.hearing.opens_at(now + view.hold), Why(held.why))
        return hold_update(view, due, tuple(Change(code) for code in held.changes), held, now).leave_at
    send_update(view, held, now)
    # The next one counts from now.
    return now
