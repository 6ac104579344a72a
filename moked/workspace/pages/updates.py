"""What the customer of a case hears by itself: what waits, why and when, what comes next, and what keeps it away."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from moked.calendars.domain.hours import CalendarInvalid
from moked.cases.models import Case
from moked.lib.postgres.questions import asked_often
from moked.promises.domain.manner import Manner
from moked.staff.actors import PersonActor
from moked.staff.permissions import Permission
from moked.ui.moments import spoken_hours
from moked.updates.domain.rhythm import Next, Refusal, Why, next_update, refusal_of
from moked.updates.domain.ways import Instead, Way
from moked.updates.matters import CaseInView, case_in_view, next_expected, preview_of
from moked.updates.models import Update, UpdateWatch
from moked.workspace.pages.promises import named_source

REFUSALS: Mapping[Refusal, Promise] = {
    Refusal.NOT_PROMISED: gettext_lazy("No rhythm of updates is promised here, so none leaves by itself."),
    Refusal.THEIR_TURN: gettext_lazy("The next word is the customer's; updates rest meanwhile."),
    Refusal.NO_ADDRESS: gettext_lazy("There is no address to which an update could go."),
}


@dataclass(frozen=True)
class HeldUpdate:
    """An update that waits. Without addresses there is nothing to do."""

    text: str
    leave_at: datetime
    why: str
    send_url: str
    skip_url: str
    more_url: str
    # Somebody is to call with it.
    is_call: bool


WAYS: Mapping[Way, Promise] = {
    Way.MAIL: gettext_lazy("by e-mail"),
    Way.CHAT: gettext_lazy("in the chat"),
    Way.PHONE: gettext_lazy("by phone"),
}
INSTEAD: Mapping[Instead, Promise] = {
    Instead.NO_MAIL: gettext_lazy("there is no e-mail address that takes mail"),
    Instead.NO_CHAT: gettext_lazy("no chat is open in this case"),
    Instead.NO_PHONE: gettext_lazy("no phone number is known"),
    Instead.NOT_CALLED: gettext_lazy("nobody called in time"),
    Instead.NOT_REACHED: gettext_lazy("they did not answer the phone"),
}


@dataclass(frozen=True)
class SkippedUpdate:
    """The last update, which somebody decided not to send; `who` may be empty."""

    at: datetime
    who: str
    reason: str


@dataclass(frozen=True)
class UpdatesCard:
    """`resting` says why nothing comes by itself; otherwise `next_by` is until when the next one comes, and `why`."""

    held: HeldUpdate | None
    skipped: SkippedUpdate | None
    next_by: datetime | None
    why: str
    rhythm: str
    # By which way they hear, and what stood in the way of the one they chose; then how the last one went.
    way: str
    last_way: str
    resting: str
    paused_until: datetime | None
    paused_because: str
    is_paused_by_business: bool
    preview_url: str
    pause_url: str
    resume_url: str


@dataclass(frozen=True)
class UpdatePreview:
    """What would be sent now, and why and when it would be: at `leaves_at`, by telephone if `is_call`, where it waits
    already; otherwise `next_by`."""

    text: str
    leaves_at: datetime | None
    is_call: bool
    next_by: datetime | None
    why: str
    resting: str
    hears: str


@asked_often
def _watch(case_id: UUID) -> QuerySet[UpdateWatch]:
    return UpdateWatch.objects.filter(case_id=case_id)


def updates_card(actor: PersonActor, case: Case) -> UpdatesCard | None:
    """What comes by itself; None for a case that is over. Eleven queries at most."""
    now = timezone.now()
    watch = next(iter(_watch(case.pk)), None)
    view = case_in_view(case, watch, now)
    if view.matter.is_over:
        return None
    held = Update.objects.filter(case=case, state=Update.State.HELD).first()
    may = actor.may(Permission.CASES_ANSWER, case.business_id)
    refusal = refusal_of(view.matter)
    due = _next(view, now) if refusal is None else None
    ended = _last_ended(case)
    by_business = case.business.automatics_paused_until
    is_by_business = by_business is not None and by_business == view.matter.paused_until
    return UpdatesCard(
        held=_held(view, held, may=may) if held and refusal is None else None,
        skipped=_skipped(ended),
        next_by=next_expected(view, held, now),
        why=_why(due.why, view) if due else "",
        rhythm=_rhythm(view),
        way=_way(view.out.way, view.out.instead) if view.out and refusal is None else "",
        last_way=_last_way(_last_sent(case, ended)),
        resting=str(REFUSALS.get(refusal, "")) if refusal else "",
        paused_until=view.matter.paused_until,
        paused_because=case.business.automatics_paused_because if is_by_business else case.automatics_paused_because,
        is_paused_by_business=is_by_business,
        preview_url=reverse("workspace:preview_update", args=[case.pk]),
        pause_url=reverse("workspace:pause", args=[case.pk]) if may and not view.matter.paused_until else "",
        resume_url=(
            reverse("workspace:unpause", args=[case.pk])
            if may and view.matter.paused_until and not is_by_business
            else ""
        ),
    )


def update_preview(case: Case) -> UpdatePreview:
    """What the customer would hear now."""
    now = timezone.now()
    view = case_in_view(case, UpdateWatch.objects.filter(case=case).first(), now)
    held = Update.objects.filter(case=case, state=Update.State.HELD).first()
    refusal = refusal_of(view.matter)
    held = held if refusal is None else None
    due = _next(view, now) if refusal is None else None
    resting = str(REFUSALS.get(refusal, _("What leaves by itself is paused."))) if refusal else ""
    hears = _hears(view.manner)
    return UpdatePreview(
        text=held.text if held else preview_of(view, now),
        leaves_at=held.leave_at if held else None,
        is_call=held is not None and held.call_id is not None,
        next_by=next_expected(view, held, now),
        why=_why(Why(held.why), view) if held else (_why(due.why, view) if due else ""),
        resting=resting,
        hears=f"{_way(view.out.way, view.out.instead)} {hears}" if view.out else hears,
    )


def _next(view: CaseInView, now: datetime) -> Next | None:
    try:
        return next_update(view.matter, now=now, hold=view.hold, hearing=view.hearing)
    except CalendarInvalid:
        # A calendar that never opens again says no moment.
        return None


def _held(view: CaseInView, held: Update, *, may: bool) -> HeldUpdate:
    is_call = held.call_id is not None

    def address(name: str, key: UUID) -> str:
        return reverse(f"workspace:{name}", args=[view.case.pk, key]) if may and not is_call else ""

    return HeldUpdate(
        text=held.text,
        leave_at=held.leave_at,
        why=_why(Why(held.why), view),
        send_url=address("send_update", held.pk),
        skip_url=address("skip_update", held.pk),
        more_url=address("more_time", held.pk),
        is_call=is_call,
    )


def _last_ended(case: Case) -> Update | None:
    ended = Update.objects.filter(case=case, state__in=[Update.State.SENT, Update.State.SKIPPED])
    return ended.select_related("decided_by").order_by("-made_at").first()


def _last_sent(case: Case, ended: Update | None) -> Update | None:
    """Asked for only where the one that ended last was not sent."""
    if ended is None or ended.state == Update.State.SENT:
        return ended
    return case.updates.filter(state=Update.State.SENT).order_by("-made_at").select_related("decided_by").first()


def _skipped(last: Update | None) -> SkippedUpdate | None:
    if last is None or last.state != Update.State.SKIPPED or last.ended_at is None:
        return None
    return SkippedUpdate(last.ended_at, last.decided_by.first_name if last.decided_by else "", last.reason)


def _way(way: Way, instead: Instead | None) -> str:
    if instead is None:
        return _("Told %(way)s.") % {"way": WAYS[way]}
    return _("Told %(way)s, since %(reason)s.") % {"way": WAYS[way], "reason": INSTEAD[instead]}


def _last_way(last: Update | None) -> str:
    """How the last update went, where it was by another way than the customer chose or by telephone."""
    if last is None or (not last.instead and last.way != Way.PHONE):
        return ""
    if last.instead:
        words = _("The last update went %(way)s, since %(reason)s.")
        return words % {"way": WAYS[Way(last.way)], "reason": INSTEAD[Instead(last.instead)]}
    return _("The last update was told by phone: %(who)s.") % {
        "who": last.decided_by.first_name if last.decided_by else ""
    }


def _why(why: Why, view: CaseInView) -> str:
    if why is Why.CHANGE:
        return _("because something changed that the customer wants to know")
    if why is Why.DISTRESS:
        return _("because the customer is in distress, and hears more often")
    return _("because that is the promised rhythm")


def _rhythm(view: CaseInView) -> str:
    said = view.rhythm
    if said is None:
        return ""
    return _("An update at least every %(time)s (%(source)s)") % {
        "time": spoken_hours(said.value),
        "source": named_source(said.layer.source, said.layer.name),
    }


def _hears(manner: Manner) -> str:
    hours = {"since": f"{manner.hears_from:%H:%M}", "until": f"{manner.hears_until:%H:%M}"}
    if manner.keeps_rest_days:
        return _("Only between %(since)s and %(until)s, and not on Sabbath and holidays.") % hours
    return _("Only between %(since)s and %(until)s.") % hours
