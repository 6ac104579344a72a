"""Who changed what in the office, and who opened whose data."""

from datetime import datetime, time, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET

from moked.customers.models import Customer
from moked.office.frame import Office, office_page
from moked.office.pages.audit import (
    AuditPage,
    Choice,
    OpenedPage,
    Wanted,
    audited_models,
    changes_of,
    kind_name,
    openings_of,
    read_key,
)
from moked.office.sections import AUDIT
from moked.staff.models import Membership
from moked.ui.doors import StaffRequest


@office_page(AUDIT)
@require_GET
def changes(request: StaffRequest, office: Office) -> HttpResponse:
    """Every change of the configuration, by person, kind and day."""
    asked = {name: request.GET.get(name, "") for name in ("who", "kind", "since", "until")}
    before, shown_then = read_key(request.GET.get("before", ""))
    wanted = Wanted(
        who=_key(asked["who"]),
        kind=asked["kind"] if asked["kind"] in audited_models() else "",
        since=_day(asked["since"]),
        until=_day(asked["until"], days=1),
        before=before,
        shown_then=shown_then,
    )
    with timezone.override(office.business.time_zone):
        entries, next_key = changes_of(office.business.pk, wanted)
        page = AuditPage(
            frame=office.frame,
            entries=entries,
            kinds=tuple(
                Choice(label, kind_name(label), label == wanted.kind)
                for label in sorted(audited_models(), key=kind_name)
            ),
            people=tuple(
                Choice(str(row.person_id), row.person.full_name, row.person_id == wanted.who)
                for row in Membership.objects.filter(business=office.business)
                .select_related("person")
                .order_by("person__first_name")
            ),
            since=asked["since"],
            until=asked["until"],
            next_key=urlencode({**asked, "before": next_key}) if next_key else "",
            opened_url=office.url("opened"),
        )
        return render(request, "office/audit.html", {"page": page, "shell": office.frame.shell})


@office_page(AUDIT)
@require_GET
def opened(request: StaffRequest, office: Office) -> HttpResponse:
    """Who opened whose data, of everybody or of one customer."""
    customer_id = _key(request.GET.get("customer", ""))
    customer = Customer.objects.filter(business=office.business, pk=customer_id).first() if customer_id else None
    with timezone.override(office.business.time_zone):
        openings, next_key = openings_of(
            office.business.pk, customer_id=customer_id, before=request.GET.get("before", "")
        )
        query = {"customer": str(customer_id or ""), "before": next_key}
        page = OpenedPage(
            frame=office.frame,
            openings=openings,
            customer=customer.name if customer else "",
            next_key=urlencode(query) if next_key else "",
            changes_url=office.url("audit"),
            everything_url=office.url("opened") if customer_id else "",
        )
        return render(request, "office/opened.html", {"page": page, "shell": office.frame.shell})


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _day(text: str, *, days: int = 0) -> datetime | None:
    """The start of a day in the current zone, some days later."""
    try:
        day = parse_date(text)
        return timezone.make_aware(datetime.combine(day + timedelta(days=days), time.min)) if day else None
    except (ValueError, OverflowError):
        return None
