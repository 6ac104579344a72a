"""What concerns a person: each notice with what it is about and how that stands now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from moked.cases.models import Case, Task
from moked.customers.models import Customer
from moked.promises.models import Commitment, Escalation
from moked.staff.models import Notice, Person
from moked.workspace.pages.calls import step_words, trigger_words
from moked.workspace.pages.promises import NAMES as PROMISE_NAMES
from moked.workspace.pages.promises import Ending, ending_of

SHOWN = 50
ICONS = {
    Notice.Kind.MENTION: "mention",
    Notice.Kind.HAND_OVER: "transfer",
    Notice.Kind.REOPENED: "redo",
    Notice.Kind.NOT_DELIVERED: "alert",
    Notice.Kind.ESCALATED: "stairs",
    Notice.Kind.COMMITMENT: "check",
    Notice.Kind.COMMITMENT_DUE: "clock",
    Notice.Kind.WEBHOOK_STOPPED: "alert",
    Notice.Kind.AGREEMENT_APPROVED: "check",
    Notice.Kind.AGREEMENT_REFUSED: "alert",
    Notice.Kind.AGREEMENT_RENEWAL: "refresh",
    Notice.Kind.AGREEMENT_STUCK: "alert",
    Notice.Kind.TASK: "task",
    Notice.Kind.TASK_DUE: "clock",
    Notice.Kind.TASK_MISSED: "stairs",
    Notice.Kind.LOW_MARK: "star",
    Notice.Kind.PLAN_REVIEW: "star",
    Notice.Kind.CALLED_IN: "warning",
}


@dataclass(frozen=True)
class NoticeRow:
    """One notice. `by` is who it comes from, or what it concerns where that is no case; `what` was to be done, and
    `ends` says by when. `who`, `reference` and `subject` are those of its case."""

    id: UUID
    url: str
    by: str
    words: str
    what: str
    ends: Ending | None
    who: str
    reference: str
    subject: str
    icon: str
    at: datetime
    is_unread: bool
    zone: str


@dataclass(frozen=True)
class NoticeList:
    rows: tuple[NoticeRow, ...]
    unread: int
    read_all_url: str


# Of a case, what a notice may speak of.
About = Escalation | Commitment | Task


def notice_list(person: Person) -> NoticeList:
    """A person's notices, newest first. Six queries at most."""
    rows = Notice.objects.filter(person=person).select_related("by", "business").order_by("-created_at")
    notices = list(rows[:SHOWN])
    cases = Case.objects.select_related("business", "customer__canonical").in_bulk(
        [each.case_id for each in notices if each.case_id]
    )
    customers = Customer.objects.in_bulk([each.customer_id for each in notices if each.customer_id])
    about = _spoken_of(each.about_id for each in notices if each.about_id)
    shown = tuple(
        _row(notice, cases.get(notice.case_id), customers.get(notice.customer_id), about.get(notice.about_id))
        for notice in notices
        if notice.case_id is None or notice.case_id in cases
    )
    return NoticeList(shown, sum(row.is_unread for row in shown), reverse("workspace:read_notices"))


def _spoken_of(ids: Iterable[UUID]) -> Mapping[UUID | None, About]:
    keys = list(ids)
    found: dict[UUID | None, About] = {}
    found.update(Escalation.objects.select_related("clock").in_bulk(keys))
    found.update(Commitment.objects.in_bulk(keys))
    found.update(Task.objects.in_bulk(keys))
    return found


def _row(notice: Notice, case: Case | None, customer: Customer | None, about: About | None) -> NoticeRow:
    by = notice.by.full_name if notice.by else ""
    if not by and case is None:
        by = customer.name if customer else notice.business.name
    return NoticeRow(
        id=notice.pk,
        url=reverse("workspace:read_notice", args=[notice.pk]),
        by=by,
        words=_call_words(about) if isinstance(about, Escalation) else str(notice.get_kind_display()),
        what=_what(about),
        ends=_ends(about),
        who=case.customer.known_as.name if case else "",
        reference=case.reference if case else "",
        subject=case.subject if case else "",
        icon=ICONS[Notice.Kind(notice.kind)],
        at=notice.created_at,
        is_unread=notice.read_at is None,
        zone=(case.business if case else notice.business).time_zone,
    )


def _call_words(call: Escalation) -> str:
    """Of a promise its name; else why the step was called."""
    about = PROMISE_NAMES[call.clock.kind] if call.clock else trigger_words(Escalation.Trigger(call.trigger))
    return _("%(step)s, calls you: %(about)s") % {"step": step_words(call), "about": about}


def _what(about: About | None) -> str:
    match about:
        case Commitment():
            return about.what
        case Task():
            return about.says
        case _:
            return ""


def _ends(about: About | None) -> Ending | None:
    match about:
        case Escalation():
            return ending_of(about.clock) if about.clock else None
        case Commitment(state=Commitment.State.BROKEN, done_at=datetime()):
            return Ending(_("done later than promised"))
        case Commitment():
            is_open, is_broken = about.settled_at is None, about.state == Commitment.State.BROKEN
        case Task():
            is_open, is_broken = about.state == Task.State.OPEN, about.due_at <= timezone.now()
        case _:
            return None
    if not is_open:
        return Ending(str(about.get_state_display()), is_broken=False)
    if is_broken:
        return Ending(_("not done in time, was due"), about.due_at, is_broken=True)
    return Ending(pgettext("a deadline", "until"), about.due_at)
