"""Pages behind a code: the customer's other cases and what we know them by."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from moked.cases.domain.states import CaseState
from moked.cases.models import Case
from moked.cases.selectors import cases_of_customers
from moked.customers.selectors import canonical_ids, contact_points_of
from moked.portal.pages.frame import Frame, frame_of
from moked.portal.visit import Visit

MOST_CASES = 100


@dataclass(frozen=True)
class CaseRow:
    """One of the customer's cases in their list."""

    subject: str
    reference: str
    words: str
    tone: str
    opened_at: datetime
    url: str
    is_current: bool


@dataclass(frozen=True)
class CasesPage:
    frame: Frame
    rows: tuple[CaseRow, ...]


@dataclass(frozen=True)
class AddressRow:
    """One address or number; `is_proven` when the customer showed that it is theirs."""

    shown: str
    is_proven: bool


@dataclass(frozen=True)
class DetailsPage:
    frame: Frame
    name: str
    language: str
    addresses: tuple[AddressRow, ...]
    case_url: str


def own_cases(visit: Visit) -> list[Case]:
    """The cases of whoever has the link's address, newest first, without what was put aside.

    Of an address that was only added to a customer, those alone that came from it: it may be anybody's.
    """
    point = visit.contact_point
    cases = cases_of_customers(
        canonical_ids(point.customer), limit=MOST_CASES, contact_point=None if point.is_tied else point
    )
    return [case for case in cases if case.state != CaseState.SET_ASIDE]


def cases_page(visit: Visit) -> CasesPage:
    """The list of the customer's cases."""
    return CasesPage(
        frame=frame_of(visit, current="cases"),
        rows=tuple(_row(visit, case) for case in own_cases(visit)),
    )


def _row(visit: Visit, case: Case) -> CaseRow:
    words, tone = _words(case)
    is_current = case.pk == visit.case.pk
    return CaseRow(
        subject=case.subject or gettext("Your case"),
        reference=case.reference,
        words=words,
        tone=tone,
        opened_at=case.opened_at,
        url=reverse("portal:case", args=[visit.token])
        if is_current
        else reverse("portal:other_case", args=[visit.token, case.pk]),
        is_current=is_current,
    )


def _words(case: Case) -> tuple[str, str]:
    if case.state == CaseState.CLOSED:
        return gettext("closed by you"), ""
    if case.state in (CaseState.PROPOSED, CaseState.UNCONFIRMED):
        return gettext("waits for your confirmation"), "primary"
    if case.state == CaseState.WAITING and case.waiting_for == "customer":
        return gettext("your turn"), "primary"
    return gettext("we are on it"), "line"


def details_page(visit: Visit) -> DetailsPage:
    """What the customer is known by here; of an address that was only added, nothing but the address."""
    point = visit.contact_point
    shown = point.customer.canonical or point.customer
    points = contact_points_of(canonical_ids(shown)) if point.is_tied else [point]
    return DetailsPage(
        frame=frame_of(visit, current="details"),
        name=shown.name if point.is_tied else "",
        language=shown.get_language_display() if shown.language and point.is_tied else "",
        addresses=tuple(
            AddressRow(known.shown, known.verified_at is not None) for known in points if known.kind != "chat"
        ),
        case_url=reverse("portal:case", args=[visit.token]),
    )
