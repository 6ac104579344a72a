"""What holds for everybody, for a segment or for a system, by version; and what an organisation's contacts decide."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from moked.businesses.models import Business
from moked.customers.access import get_customer
from moked.customers.contacts import set_contact
from moked.customers.models import OrganisationContact, Segment
from moked.customers.systems import get_system
from moked.lib.errors import NotFound
from moked.promises.profiles import versions_of_holding
from moked.promises.services.holders import Holding, set_profile_of
from moked.staff.permissions import Permission
from moked.ui.doors import StaffRequest, requires
from moked.workspace.pages.service import holding_page
from moked.workspace.service_forms import ContactForm, ProfileForm
from moked.workspace.views.answers import done, render_dialog, render_page

form_page = require_http_methods(["GET", "HEAD", "POST"])
TO = Permission.PROFILES_EDIT


@require_safe
@requires(TO)
def everybody(request: StaffRequest, business_id: UUID) -> HttpResponse:
    """What holds for every customer of a business."""
    business = _business(request, business_id)
    back = reverse("office:segments", args=[business.slug])
    return _show(request, business, business, _("Everybody"), back, "change_everybody")


@form_page
@requires(TO)
def change_everybody(request: StaffRequest, business_id: UUID) -> HttpResponse:
    business = _business(request, business_id)
    return _change(request, business, business, _("Everybody"), reverse("workspace:everybody", args=[business_id]))


@require_safe
@requires(TO)
def segment(request: StaffRequest, segment_id: UUID) -> HttpResponse:
    """What holds for customers of a segment."""
    found = _segment(request, segment_id)
    back = reverse("office:segment", args=[found.business.slug, found.pk])
    return _show(request, found, found.business, found.name, back, "change_segment_profile")


@form_page
@requires(TO)
def change_segment(request: StaffRequest, segment_id: UUID) -> HttpResponse:
    found = _segment(request, segment_id)
    return _change(
        request, found, found.business, found.name, reverse("workspace:segment_profile", args=[segment_id])
    )


@require_safe
@requires(TO)
def system(request: StaffRequest, system_id: UUID) -> HttpResponse:
    """What holds for matters about one system."""
    found = get_system(request.actor, system_id, to=TO)
    back = reverse("workspace:customer", args=[found.customer_id])
    return _show(request, found, found.business, found.name, back, "change_system_profile")


@form_page
@requires(TO)
def change_system(request: StaffRequest, system_id: UUID) -> HttpResponse:
    found = get_system(request.actor, system_id, to=TO)
    return _change(request, found, found.business, found.name, reverse("workspace:system_profile", args=[system_id]))


@form_page
@requires(Permission.CUSTOMERS_EDIT)
def edit_contact(request: StaffRequest, contact_id: UUID) -> HttpResponse:
    """Position and authority of somebody who speaks for an organisation."""
    contact = OrganisationContact.objects.select_related("person").filter(pk=contact_id).first()
    if contact is None:
        raise NotFound
    get_customer(request.actor, contact.organisation_id, to=Permission.CUSTOMERS_EDIT)
    initial = {name: getattr(contact, name) for name in ("title", "is_authorised", "decides")}
    form = ContactForm(request.POST or None, initial=initial)
    back = reverse("workspace:profile", args=[contact.organisation_id])
    if request.method == "POST" and form.is_valid():
        set_contact(
            actor=request.actor,
            organisation_id=contact.organisation_id,
            person_id=contact.person_id,
            **form.cleaned_data,
        )
        return done(request, _("Saved."), back=back)
    page = {
        "action": reverse("workspace:edit_contact", args=[contact_id]),
        "form": form,
        "submit": _("Save"),
        "back": back,
    }
    return render_dialog(request, "form", page, title=contact.person.name, status=422 if form.errors else 200)


def _business(request: StaffRequest, business_id: UUID) -> Business:
    found = Business.objects.filter(pk=business_id).first()
    if found is None or not request.actor.may(TO, business_id):
        raise NotFound
    return found


def _segment(request: StaffRequest, segment_id: UUID) -> Segment:
    found = Segment.objects.select_related("business").filter(pk=segment_id).first()
    if found is None or not request.actor.may(TO, found.business_id):
        raise NotFound
    return found


def _show(
    request: StaffRequest, holding: Holding, business: Business, name: str, back: str, route: str
) -> HttpResponse:
    with timezone.override(business.time_zone):
        page = holding_page(request.actor, holding, name, back, reverse(f"workspace:{route}", args=[holding.pk]))
        return render_page(request, "profile", page, current="office")


def _change(request: StaffRequest, holding: Holding, business: Business, name: str, back: str) -> HttpResponse:
    """A further version, starting from the latest one."""
    with timezone.override(business.time_zone):
        latest = next(iter(versions_of_holding(holding)), None)
        form = ProfileForm(request.POST or None, business=business, latest=latest, today=timezone.localdate())
        if request.method == "POST" and form.is_valid():
            since = form.cleaned_data["effective_from"]
            set_profile_of(actor=request.actor, holding=holding, effective_from=since, facts=form.facts())
            return redirect(back)
        fields = [form[each] for each in form.own_names]
        page = {"name": name, "back": back, "form": form, "fields": fields, "rows": form.target_rows()}
        response = render_page(request, "profile_form", page, current="office")
        response.status_code = 422 if form.is_bound else 200
        return response
