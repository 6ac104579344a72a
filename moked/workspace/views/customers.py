"""Customers: the list, one customer's page, their details, and making sure who they are."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from moked.cases.access import get_case
from moked.customers import services
from moked.customers.access import get_customer
from moked.customers.models import ContactPoint, Identification
from moked.customers.selectors import canonical_ids, contact_points_of, organisations_of
from moked.journal.access_log import note_opened
from moked.lib.errors import Invalid, NotFound
from moked.staff.permissions import Permission
from moked.ui.doors import StaffRequest, requires
from moked.ui.keys import parse_key
from moked.workspace.forms import AddressForm, CodeForm, CustomerForm, IdentifyForm
from moked.workspace.pages.lists import customer_list, customer_page
from moked.workspace.pages.panel import customer_panel, point_line
from moked.workspace.views.answers import done, render_dialog, render_page, render_part

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@requires(Permission.CASES_READ)
def customers(request: StaffRequest) -> HttpResponse:
    key = parse_key(request.GET.get("id"))
    after = (request.GET.get("after", ""), key) if key else None
    page = customer_list(request.GET.get("q", "").strip(), after)
    if request.headers.get("HX-Target", "").endswith("#customers"):
        return render_part(request, "customers#rows", page)
    may_edit = request.actor.may_somewhere(Permission.CUSTOMERS_EDIT)
    return render_page(request, "customers", page, current="customers", may_edit=may_edit)


@require_safe
@requires(Permission.CASES_READ)
def customer(request: StaffRequest, customer_id: UUID) -> HttpResponse:
    found = get_customer(request.actor, customer_id, to=Permission.CASES_READ)
    note_opened(business_id=found.business_id, person_id=request.actor.person_id, customer_id=found.pk)
    with timezone.override(found.business.time_zone):
        page = customer_page(request.actor, found, _parse_place(request))
        return render_page(request, "customer", page, current="customers")


def _parse_place(request: StaffRequest) -> tuple[datetime, UUID] | None:
    """The case after which a page of a customer's cases begins. Raises NotFound for what is no place."""
    key = parse_key(request.GET.get("id"))
    try:
        opened_at = datetime.fromisoformat(request.GET.get("after", "")) if key else None
    except ValueError as error:
        raise NotFound from error
    if key is None or opened_at is None:
        return None
    if opened_at.tzinfo is None:
        raise NotFound
    return opened_at, key


@require_safe
@requires(Permission.CASES_READ)
def panel(request: StaffRequest, customer_id: UUID) -> HttpResponse:
    """The customer beside their cases, fetched again after an act."""
    found = get_customer(request.actor, customer_id, to=Permission.CASES_READ)
    with timezone.override(found.business.time_zone):
        return render_part(request, "_panel", {"panel": customer_panel(request.actor, found)})


@form_page
@requires(Permission.CUSTOMERS_EDIT)
def edit(request: StaffRequest, customer_id: UUID) -> HttpResponse:
    found = get_customer(request.actor, customer_id, to=Permission.CUSTOMERS_EDIT)
    form = CustomerForm(request.POST or None, instance=found)
    back = reverse("workspace:customer", args=[customer_id])
    if request.method == "POST" and form.is_valid():
        services.change_customer(actor=request.actor, customer_id=customer_id, **form.cleaned_data)
        return done(request, _("The details are saved."), back=back)
    page = {
        "action": reverse("workspace:edit_customer", args=[customer_id]),
        "form": form,
        "submit": _("Save"),
        "back": back,
        "address_form": AddressForm(prefix="address"),
        "address_action": reverse("workspace:add_address", args=[customer_id]),
    }
    return render_dialog(request, "customer", page, title=_("Customer details"), status=422 if form.is_bound else 200)


@require_POST
@requires(Permission.CUSTOMERS_EDIT)
def add_address(request: StaffRequest, customer_id: UUID) -> HttpResponse:
    form = AddressForm(request.POST, prefix="address")
    if not form.is_valid():
        raise Invalid
    services.add_contact_point(actor=request.actor, customer_id=customer_id, **form.cleaned_data)
    back = reverse("workspace:customer", args=[customer_id])
    words = _("The address is added. Once the customer is identified by another one, it can be confirmed as theirs.")
    return done(request, words, back=back)


@require_POST
@requires(Permission.CUSTOMERS_IDENTIFY)
def confirm_address(request: StaffRequest, contact_point_id: UUID) -> HttpResponse:
    """A colleague says that an added address is the customer's own."""
    point = services.confirm_contact_point(actor=request.actor, contact_point_id=contact_point_id)
    back = reverse("workspace:customer", args=[point.customer_id])
    return done(request, _("The address is confirmed as this customer's."), back=back)


@form_page
@requires(Permission.CUSTOMERS_IDENTIFY)
def identify(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Asks what the customer wants to know, and sends a code or records an authorised contact."""
    case = get_case(request.actor, case_id, to=Permission.CUSTOMERS_IDENTIFY)
    customer_ids = canonical_ids(case.customer)
    points = [
        (str(line.id), line.shown)
        for line in map(point_line, contact_points_of(customer_ids))
        if line.can_receive_code
    ]
    contacts = [
        (str(link.pk), link.organisation.name) for link in organisations_of(customer_ids) if link.is_authorised
    ]
    form = IdentifyForm(request.POST or None, points=points, contacts=contacts)
    if request.method == "POST" and form.is_valid():
        risk = form.cleaned_data["risk"]
        if risk == Identification.Risk.GENERAL:
            return done(request, _("A general question needs no identification."), back=_case_url(case_id))
        if request.POST.get("method") == Identification.Method.AUTHORISED:
            return _identify_contact(request, case_id, form.cleaned_data["contact"], risk)
        return _send_code(request, case_id, customer_ids, form.cleaned_data["point"], risk)
    page = {
        "action": reverse("workspace:identify", args=[case_id]),
        "form": form,
        "has_points": bool(points),
        "has_contacts": bool(contacts),
        "back": _case_url(case_id),
    }
    status = 422 if form.is_bound else 200
    return render_dialog(request, "identify", page, title=_("Identify the customer"), status=status)


def _case_url(case_id: UUID) -> str:
    return reverse("workspace:case", args=[case_id])


def _identify_contact(request: StaffRequest, case_id: UUID, contact: str, risk: int) -> HttpResponse:
    contact_id = parse_key(contact)
    if contact_id is None:
        raise NotFound
    services.identify_authorised_contact(
        actor=request.actor, organisation_contact_id=contact_id, risk=risk, case_id=case_id
    )
    return done(request, _("The customer is identified."), back=_case_url(case_id))


def _send_code(request: StaffRequest, case_id: UUID, customer_ids: list[UUID], point: str, risk: int) -> HttpResponse:
    points = ContactPoint.objects.select_related("customer").filter(customer_id__in=customer_ids)
    contact_point = points.filter(pk=point).first() if point else None
    if contact_point is None:
        raise NotFound
    identification = services.send_identification_code(
        actor=request.actor, contact_point=contact_point, risk=risk, case_id=case_id
    )
    return _code_dialog(request, case_id, identification.pk, CodeForm(), contact_point.shown)


@require_POST
@requires(Permission.CUSTOMERS_IDENTIFY)
def confirm(request: StaffRequest, case_id: UUID, identification_id: UUID) -> HttpResponse:
    """Compares the code the customer says."""
    get_case(request.actor, case_id, to=Permission.CUSTOMERS_IDENTIFY)
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _code_dialog(request, case_id, identification_id, form, "")
    services.confirm_identification(
        actor=request.actor, identification_id=identification_id, case_id=case_id, code=form.cleaned_data["code"]
    )
    return done(request, _("The customer is identified."), back=_case_url(case_id))


def _code_dialog(
    request: StaffRequest, case_id: UUID, identification_id: UUID, form: CodeForm, shown: str
) -> HttpResponse:
    page = {
        "action": reverse("workspace:confirm", args=[case_id, identification_id]),
        "form": form,
        "shown": shown,
        "back": _case_url(case_id),
    }
    status = 422 if form.is_bound else 200
    return render_dialog(request, "code", page, title=_("Identify the customer"), status=status)
