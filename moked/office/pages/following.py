"""Pages about the customers a business follows: their index over time, and where marks and promises disagree."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from moked.businesses.models import Business
from moked.insights.domain.contradictions import Contradiction
from moked.insights.domain.following import Month, Tally, line_of, months_between, months_of, summed
from moked.insights.models import Lesson, ReferenceCustomer
from moked.insights.selectors import (
    Disagreement,
    Followed,
    disagreements,
    followed_customers,
    lessons_of,
    tallies_since,
)
from moked.office.frame import Frame, Office
from moked.office.pages.common import EditPage
from moked.surveys.domain.marks import score_of

MONTHS = 6
DISAGREE_DAYS = 90


@dataclass(frozen=True)
class Figure:
    """One figure of theirs beside everybody's; None where nothing is known."""

    label: str
    own: int | None
    everybody: int | None
    hint: str


@dataclass(frozen=True)
class MonthRow:
    first: date
    own: int | None
    everybody: int | None


@dataclass(frozen=True)
class Plot:
    """Two lines over months; each stretch as the points of an SVG polyline in a box of 100 by 100."""

    own: tuple[str, ...]
    everybody: tuple[str, ...]
    months: tuple[MonthRow, ...]
    is_empty: bool


@dataclass(frozen=True)
class FollowedRow:
    """One followed customer in the list."""

    name: str
    url: str
    owner: str
    review_on: date
    is_review_due: bool
    own: int | None
    everybody: int | None


@dataclass(frozen=True)
class FollowedList:
    frame: Frame
    months: int
    rows: tuple[FollowedRow, ...]
    customers_url: str


@dataclass(frozen=True)
class ReferencePage:
    edit: EditPage
    frame: Frame
    name: str
    customer_url: str
    profile_url: str
    is_ended: bool
    figures: tuple[Figure, ...]
    plot: Plot
    lessons: tuple[Lesson, ...]
    lesson_url: str
    end_url: str


@dataclass(frozen=True)
class DisagreeRow:
    """One case; `served` is the person, when they speak for the customer named first."""

    customer: str
    customer_url: str
    served: str
    case_url: str
    reference: str
    subject: str
    handler: str
    score: int
    promises: str
    at: datetime
    profile_url: str


@dataclass(frozen=True)
class DisagreePage:
    frame: Frame
    days: int
    kept_but_low: tuple[DisagreeRow, ...]
    broken_but_high: tuple[DisagreeRow, ...]


def followed_list(office: Office, now: datetime) -> FollowedList:
    """All followed customers, each with their index. Five queries."""
    references = followed_customers(office.business.pk)
    found, _months = _tallies(office.business, references, now)
    today = now.astimezone(ZoneInfo(office.business.time_zone)).date()
    everybody = summed(found.everybody.values()).index
    return FollowedList(
        frame=office.frame,
        months=MONTHS,
        rows=tuple(
            FollowedRow(
                name=each.customer.name,
                url=office.url("reference", each.pk),
                owner=each.owner.full_name if each.owner else "",
                review_on=each.review_on,
                is_review_due=each.review_on <= today,
                own=_rounded(summed(found.own[each.pk].values()).index),
                everybody=_rounded(everybody),
            )
            for each in references
        ),
        customers_url=reverse("workspace:customers"),
    )


def reference_page(office: Office, reference: ReferenceCustomer, edit: EditPage, now: datetime) -> ReferencePage:
    """One followed customer, beside everybody. Five queries besides the form's."""
    found, firsts = _tallies(office.business, [reference], now)
    months = months_of(firsts, found.own[reference.pk], found.everybody)
    return ReferencePage(
        edit=edit,
        frame=office.frame,
        name=reference.customer.name,
        customer_url=reverse("workspace:customer", args=[reference.customer_id]),
        profile_url=reverse("workspace:profile", args=[reference.customer_id]),
        is_ended=reference.ended_at is not None,
        figures=_figures(summed(each.own for each in months), summed(each.everybody for each in months)),
        plot=_plot(months),
        lessons=tuple(lessons_of(reference.customer)),
        lesson_url=office.url("write_lesson", reference.pk),
        end_url=office.url("end_reference", reference.pk),
    )


def disagree_page(office: Office, now: datetime) -> DisagreePage:
    """Both lists. Two queries."""
    rows = disagreements(office.business.pk, now - timedelta(days=DISAGREE_DAYS))
    return DisagreePage(
        frame=office.frame,
        days=DISAGREE_DAYS,
        kept_but_low=tuple(_disagree_row(row) for row in rows if row.kind is Contradiction.KEPT_BUT_LOW),
        broken_but_high=tuple(_disagree_row(row) for row in rows if row.kind is Contradiction.BROKEN_BUT_HIGH),
    )


def _tallies(
    business: Business, references: Sequence[ReferenceCustomer], now: datetime
) -> tuple[Followed, tuple[date, ...]]:
    zone = ZoneInfo(business.time_zone)
    today = now.astimezone(zone).date()
    back = today.year * 12 + today.month - 1 - (MONTHS - 1)
    first = date(back // 12, back % 12 + 1, 1)
    since = datetime(first.year, first.month, 1, tzinfo=zone)
    return tallies_since(business, references, since), months_between(first, today)


def _figures(own: Tally, everybody: Tally) -> tuple[Figure, ...]:
    labels = (
        ("index", _("Index"), _("the mean of those known")),
        ("promises_kept", _("Promises kept"), _count(own.promises, "promises")),
        ("ease", _("Ease"), _count(own.ease_marks, "marks")),
        ("satisfaction", _("Satisfaction"), _count(own.satisfaction_marks, "marks")),
        ("careful", _("Answers in careful words"), _count(own.answers, "answers")),
    )
    return tuple(
        Figure(str(label), _rounded(getattr(own, name)), _rounded(getattr(everybody, name)), hint)
        for name, label, hint in labels
    )


def _count(count: int, what: str) -> str:
    if what == "promises":
        return ngettext("of %(count)d promise", "of %(count)d promises", count) % {"count": count}
    if what == "marks":
        return ngettext("of %(count)d mark", "of %(count)d marks", count) % {"count": count}
    return ngettext("of %(count)d answer", "of %(count)d answers", count) % {"count": count}


def _plot(months: Sequence[Month]) -> Plot:
    own, everybody = [each.own.index for each in months], [each.everybody.index for each in months]
    return Plot(
        own=_stretches(own),
        everybody=_stretches(everybody),
        months=tuple(
            MonthRow(each.first, _rounded(each.own.index), _rounded(each.everybody.index)) for each in months
        ),
        is_empty=all(each is None for each in (*own, *everybody)),
    )


def _stretches(values: Sequence[float | None]) -> tuple[str, ...]:
    """A lone month is drawn as a short stroke, so that it is seen."""
    lines = []
    for stretch in line_of(values):
        points = [(point.x, point.y) for point in stretch]
        if len(points) == 1:
            (x, y) = points[0]
            points = [(max(x - 1, 0), y), (min(x + 1, 100), y)]
        lines.append(" ".join(f"{x},{y}" for x, y in points))
    return tuple(lines)


def _rounded(value: float | None) -> int | None:
    return None if value is None else round(value)


def _disagree_row(row: Disagreement) -> DisagreeRow:
    case = row.response.case
    person = case.customer.known_as
    customer = row.organisation or person
    return DisagreeRow(
        customer=customer.name,
        customer_url=reverse("workspace:customer", args=[customer.pk]),
        served=person.name if row.organisation else "",
        case_url=reverse("workspace:case", args=[case.pk]),
        reference=case.reference,
        subject=case.title,
        handler=case.assignee.full_name if case.assignee else "",
        score=round(score_of(row.response.marks) or 0),
        promises=_promises(row),
        at=row.response.answered_at,  # type: ignore[arg-type]  # only answered ones are read
        profile_url=reverse("workspace:change_profile", args=[customer.pk]),
    )


def _promises(row: Disagreement) -> str:
    said = {"broken": row.broken, "count": row.promises}
    if not row.broken:
        return ngettext("%(count)d promise kept", "all %(count)d promises kept", row.promises) % said
    return _("%(broken)d of %(count)d promises broken") % said
