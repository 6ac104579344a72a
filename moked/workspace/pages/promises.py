"""What was promised in a case, until when, how much is left, and who holds the ball."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from moked.lib.languages import set_apart
from moked.promises.domain.clocks import Happening, Phase, Step, share_used
from moked.promises.domain.terms import ClockKind, Source
from moked.promises.models import Clock, ClockStep
from moked.promises.profiles import open_time_of
from moked.promises.selectors import SOON, clocks_of
from moked.promises.services.measuring import measure_of
from moked.promises.services.promised import LAW
from moked.ui.moments import spoken_duration, spoken_hours

# What ends first of what runs stands on top; a solution is the greater word when both are far.
TITLES: dict[str, Promise] = {
    ClockKind.FIRST_REPLY: _("We promised a first reply by"),
    ClockKind.NEXT_REPLY: _("We promised a reply by"),
    ClockKind.UPDATE: _("We promised an update by"),
    ClockKind.SOLUTION: _("We promised a solution by"),
    ClockKind.STATUTORY: _("The law gives us until"),
}
NAMES: dict[str, Promise] = {
    ClockKind.FIRST_REPLY: _("First reply"),
    ClockKind.NEXT_REPLY: _("Next reply"),
    ClockKind.UPDATE: _("Next update"),
    ClockKind.SOLUTION: _("Solution"),
    ClockKind.STATUTORY: _("Time the law sets"),
}
WHAT: dict[str, Promise] = {
    "start": pgettext_lazy("a clock", "started"),
    "pause": pgettext_lazy("a clock", "stands still"),
    "resume": pgettext_lazy("a clock", "goes on"),
    "stop": pgettext_lazy("a clock", "stopped"),
    "retargeted": pgettext_lazy("a clock", "was set anew"),
    "foreseen": pgettext_lazy("a clock", "will probably not be kept"),
    "broken": pgettext_lazy("a clock", "ran out"),
}
WHY: dict[str, Promise] = {
    Happening.CUSTOMER_WROTE: _("the customer wrote"),
    Happening.ANSWERED: _("we answered"),
    Happening.HEARD: _("the customer heard how it stands"),
    Happening.WAITS_FOR_CUSTOMER: _("the customer's answer is awaited"),
    Happening.PROPOSED: _("a solution was offered"),
    Happening.WORK_GOES_ON: _("work goes on"),
    Happening.CLOSED: _("the customer closed the case"),
    Happening.LEFT_UNCONFIRMED: _("the customer stayed silent"),
    Happening.REOPENED: _("the customer reopened the case"),
    Happening.NO_CASE: _("it was marked as not a case"),
    Happening.MERGED_APART: _("it was merged into another matter by law"),
    Happening.BROUGHT_BACK: _("the case was brought back"),
    "emergency_on": _("emergency hours and promises were switched on"),
    "emergency_off": _("emergency hours and promises were switched off"),
    "estimate": _("the estimate comes after its end"),
    "profile_set": _("the service profile changed"),
    "case_details_changed": _("the case's details changed"),
    "case_moved_to_customer": _("the case went to another customer"),
}
SOURCES: dict[str, Promise] = {
    Source.PACKAGE: _("package"),
    Source.BUSINESS: _("for everybody"),
    Source.SEGMENT: _("segment"),
    Source.EMERGENCY: _("emergency"),
    Source.ORGANISATION: _("organisation"),
    Source.PERSON: _("this customer"),
    Source.SYSTEM: _("system"),
    LAW: _("law:"),
}


def named_source(source: str, name: str) -> str:
    """Who promises something: the layer, and its name where it has one."""
    layer = str(SOURCES[source])
    if not name or source == LAW:
        return f"{layer} {name}".rstrip()
    return gettext("%(layer)s “%(name)s”") % {"layer": layer, "name": set_apart(name)}


@dataclass(frozen=True)
class Ending:
    """How a promise, or what somebody was to do, ends or ended. `at` belongs behind the words; None where they say it
    all."""

    words: str
    at: datetime | None = None
    is_broken: bool = False


def ending_of(clock: Clock) -> Ending:
    """Until when a promise runs, or what became of it."""
    if clock.broken_at:
        return Ending(gettext("The promise was not kept:"), clock.broken_at, is_broken=True)
    if clock.phase == Phase.STOPPED:
        return Ending(gettext("The promise was kept"))
    if clock.phase == Phase.VOID:
        return Ending(gettext("The promise is no longer needed"))
    if clock.due_at is None:
        return Ending(gettext("The promise stands still"))
    return Ending(gettext("The promise ends"), clock.due_at)


@dataclass(frozen=True)
class StepLine:
    """Something that happened to a clock. `counts_from` is when its time began, where that was before it started."""

    at: datetime
    what: str
    why: str
    counts_from: datetime | None


@dataclass(frozen=True)
class ClockLine:
    """One promise. `percent` is how much of it is used up; `tone` is empty, warn or error."""

    title: str
    name: str
    due_at: datetime | None
    left: str
    percent: int
    tone: str
    # running, paused, kept, broken
    standing: str
    is_late: bool
    target: str
    source: str
    hours: str
    steps: tuple[StepLine, ...]


@dataclass(frozen=True)
class PromiseCard:
    """`first` is the promise that ends first; the rest stand below it."""

    first: ClockLine | None
    others: tuple[ClockLine, ...]


def promise_card(case_id: UUID) -> PromiseCard | None:
    """What was promised in a case; None when nothing was. Two queries."""
    now = timezone.now()
    latest = {(clock.case_id, clock.kind): clock for clock in clocks_of(case_id)}
    if not latest:
        return None
    lines = [(clock, _line(clock, now)) for clock in latest.values()]
    running = [pair for pair in lines if pair[0].phase in (Phase.RUNNING, Phase.PAUSED)]
    running.sort(key=lambda pair: (pair[0].due_at is None, pair[0].due_at or now))
    first = running[0][1] if running else None
    return PromiseCard(first, tuple(line for _, line in lines if line is not first))


def _line(clock: Clock, now: datetime) -> ClockLine:
    end = clock.stopped_at or now
    # Hours of service never make days; those of day and night do.
    said = spoken_hours if clock.calendar else spoken_duration
    used = share_used(measure_of(clock), open_time_of(clock.calendar), end)
    return ClockLine(
        title=str(TITLES[clock.kind]),
        name=str(NAMES[clock.kind]),
        due_at=clock.due_at,
        left=said(_left(clock.target * (1 - used))),
        percent=min(round(used * 100), 100),
        tone="error" if clock.broken_at else ("warn" if used * 10 >= SOON else ""),
        standing=_standing(clock),
        is_late=clock.due_at is not None and clock.due_at < now,
        target=said(clock.target),
        source=named_source(clock.source, clock.source_name),
        hours=clock.calendar.name if clock.calendar else str(_("day and night")),
        steps=tuple(_step_line(clock, step) for step in clock.steps.all()),
    )


def _step_line(clock: Clock, step: ClockStep) -> StepLine:
    """The law counts from the notice, and we from the customer's words, whenever somebody says so or reads them."""
    is_counted_before = step.what == Step.START and step.at - clock.started_at >= timedelta(minutes=1)
    return StepLine(
        step.at,
        str(WHAT.get(step.what, step.what)),
        str(WHY.get(step.why, "")),
        clock.started_at if is_counted_before else None,
    )


def _left(time: timedelta) -> timedelta:
    """What is left of a promise, of many hours to the hour."""
    hour = timedelta(hours=1)
    return round(time / hour) * hour if time >= 10 * hour else max(time, timedelta(0))


def _standing(clock: Clock) -> str:
    if clock.phase in (Phase.RUNNING, Phase.PAUSED):
        return "paused" if clock.phase == Phase.PAUSED else "running"
    return "broken" if clock.broken_at else "kept"
