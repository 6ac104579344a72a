"""Segments of customers, who is of which, and the way to what holds for them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from moked.customers.errors import SegmentLeft
from moked.customers.models import Customer, Segment
from moked.customers.segments import create_segment, rename_segment, set_segment
from moked.customers.selectors import addresses_by_customer, list_customers
from moked.lib.errors import NotFound
from moked.office.editing import done, group, is_saved, refused, show_form
from moked.office.forms.structure import SegmentForm
from moked.office.frame import Office, office_page
from moked.office.history import history_of
from moked.office.pages.common import EditPage, ListPage, Row
from moked.office.paging import page_by_key
from moked.office.sections import SEGMENTS
from moked.staff.access import get_row
from moked.ui.doors import StaffRequest

FOUND = 8


@dataclass(frozen=True)
class Member:
    """A customer of the segment, or one who could be."""

    id: UUID
    name: str
    url: str
    about: str
    points: tuple[str, ...]
    known_since: datetime


@dataclass(frozen=True)
class Members:
    """The members, a page of them, and who was found by words."""

    rows: tuple[Member, ...]
    next_key: str
    words: str
    found: tuple[Member, ...]
    put_url: str
    take_out_url: str
    profile_url: str


@office_page(SEGMENTS)
@require_GET
def segments(request: StaffRequest, office: Office) -> HttpResponse:
    """Everybody first, then the segments by name, each with how many are of it."""
    words = request.GET.get("q", "").strip()
    members = Count("customers", filter=Q(customers__canonical=None))
    rows = Segment.objects.filter(business=office.business, name__icontains=words).annotate(members=members)
    found = page_by_key(rows, by="name", after=request.GET.get("after", ""))
    everybody = Row(
        _("Everybody"), reverse("workspace:everybody", args=[office.business.pk]), _("What holds for every customer")
    )
    listed = tuple(
        Row(row.name, office.url("segment", row.pk), _count(row.members))  # type: ignore[attr-defined]
        for row in found.rows
    )
    page = ListPage(
        frame=office.frame,
        title=str(SEGMENTS.title),
        lead=str(SEGMENTS.lead),
        icon=SEGMENTS.icon,
        rows=listed if words or request.GET.get("after") else (everybody, *listed),
        words=words,
        next_key=found.next_key,
        new_url=office.url("new_segment"),
        new_label=_("New segment"),
    )
    return render(request, "office/list.html", {"page": page, "shell": office.frame.shell})


@office_page(SEGMENTS)
@require_http_methods(["GET", "POST"])
def new_segment(request: StaffRequest, office: Office) -> HttpResponse:
    """A further segment."""
    form = SegmentForm(request.POST or None)
    made: list[Segment] = []

    def save() -> None:
        made.append(create_segment(actor=request.actor, business_id=office.business.pk, **form.cleaned_data))

    if is_saved(request, form, save, _("Saved. Put customers into it, and say what holds for them.")):
        return redirect(office.url("segment", made[0].pk))
    return show_form(request, _edit_page(office, form, _("New segment")))


@office_page(SEGMENTS)
@require_http_methods(["GET", "POST"])
def segment(request: StaffRequest, office: Office, segment_id: UUID) -> HttpResponse:
    """A segment's name and its members."""
    business_id = office.business.pk
    row = get_row(Segment, actor=request.actor, business_id=business_id, row_id=segment_id, to=SEGMENTS.permission)
    form = SegmentForm(request.POST or None, initial={"name": row.name})

    def save() -> None:
        rename_segment(actor=request.actor, business_id=business_id, segment_id=segment_id, **form.cleaned_data)

    if is_saved(request, form, save, _("Saved.")):
        return redirect(office.url("segment", segment_id))
    context = {
        "page": _edit_page(office, form, row.name, row),
        "members": _members(request, office, row),
        "shell": office.frame.shell,
    }
    return render(request, "office/segment.html", context, status=422 if form.errors else 200)


@office_page(SEGMENTS)
@require_POST
def put(request: StaffRequest, office: Office, segment_id: UUID) -> HttpResponse:
    """Puts a customer into the segment; they leave the one they were in."""
    return _set(request, office, segment_id, segment_id, _("The customer is of this segment now."))


@office_page(SEGMENTS)
@require_POST
def take_out(request: StaffRequest, office: Office, segment_id: UUID) -> HttpResponse:
    """Takes a customer out of the segment."""
    return _set(request, office, segment_id, None, _("The customer is of no segment now."))


def _set(request: StaffRequest, office: Office, segment_id: UUID, wanted: UUID | None, words: str) -> HttpResponse:
    business_id = office.business.pk
    get_row(Segment, actor=request.actor, business_id=business_id, row_id=segment_id, to=SEGMENTS.permission)
    try:
        customer_id = UUID(request.POST.get("customer", ""))
    except ValueError as error:
        raise NotFound from error
    if not Customer.objects.filter(pk=customer_id, business_id=business_id).exists():
        raise NotFound
    out_of = None if wanted else segment_id
    try:
        set_segment(actor=request.actor, customer_id=customer_id, segment_id=wanted, out_of=out_of)
    except SegmentLeft as left:
        return refused(request, left, office.url("segment", segment_id))
    return done(request, words, office.url("segment", segment_id))


def _members(request: StaffRequest, office: Office, row: Segment) -> Members:
    words = request.GET.get("q", "").strip()
    rows = Customer.objects.filter(segment=row, canonical=None)
    page = page_by_key(rows, by="name", after=request.GET.get("after", ""))
    found = list_customers(words=words, limit=FOUND) if words else []
    others = [each for each in found if each.business_id == row.business_id and each.segment_id != row.pk]
    known_by = addresses_by_customer([each.pk for each in (*page.rows, *others)])
    return Members(
        rows=tuple(_member(each, known_by) for each in page.rows),
        next_key=page.next_key,
        words=words,
        found=tuple(_member(each, known_by) for each in others),
        put_url=office.url("put_in_segment", row.pk),
        take_out_url=office.url("take_out_of_segment", row.pk),
        profile_url=reverse("workspace:segment_profile", args=[row.pk]),
    )


def _member(customer: Customer, known_by: dict[UUID, list[str]]) -> Member:
    return Member(
        id=customer.pk,
        name=customer.name,
        url=reverse("workspace:customer", args=[customer.pk]),
        about=customer.about,
        points=tuple(known_by.get(customer.pk, [])[:2]),
        known_since=customer.created_at,
    )


def _count(count: int) -> str:
    return ngettext("%(count)d customer", "%(count)d customers", count) % {"count": count}


def _edit_page(office: Office, form: SegmentForm, title: str, row: Segment | None = None) -> EditPage:
    return EditPage(
        frame=office.frame,
        title=title,
        lead="",
        back_url=office.url("segments"),
        back_label=str(SEGMENTS.title),
        form=form,
        groups=(group(form, "", *form.fields),),
        save_label=_("Save"),
        history=history_of(row) if row else (),
    )
