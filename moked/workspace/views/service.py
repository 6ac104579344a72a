"""What is promised to a customer: their profile by version, their systems, and how much hangs on a case."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from moked.cases import services as cases
from moked.cases.access import get_case
from moked.cases.models import Case
from moked.customers import systems
from moked.customers.access import get_customer
from moked.customers.models import System
from moked.customers.selectors import canonical_ids, systems_about
from moked.journal.access_log import note_opened
from moked.promises.profiles import versions_of
from moked.promises.services import set_profile
from moked.staff.permissions import Permission
from moked.ui.doors import StaffRequest, requires
from moked.workspace.pages.service import profile_page
from moked.workspace.service_forms import KnownSystemForm, ProfileForm, SystemForm, WeightForm
from moked.workspace.views.answers import done, render_dialog, render_page

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@requires(Permission.CASES_READ)
def profile(request: StaffRequest, customer_id: UUID) -> HttpResponse:
    """What holds for a customer, and every version of it."""
    found = get_customer(request.actor, customer_id, to=Permission.CASES_READ)
    if found.canonical_id:
        return redirect("workspace:profile", found.canonical_id)
    note_opened(business_id=found.business_id, person_id=request.actor.person_id, customer_id=found.pk)
    with timezone.override(found.business.time_zone):
        return render_page(request, "profile", profile_page(request.actor, found), current="customers")


@form_page
@requires(Permission.PROFILES_EDIT)
def change_profile(request: StaffRequest, customer_id: UUID) -> HttpResponse:
    """Writes a further version, starting from the latest one."""
    found = get_customer(request.actor, customer_id, to=Permission.PROFILES_EDIT)
    if found.canonical_id:
        return redirect("workspace:change_profile", found.canonical_id)
    back = reverse("workspace:profile", args=[customer_id])
    with timezone.override(found.business.time_zone):
        latest = next(iter(versions_of(found)), None)
        form = ProfileForm(request.POST or None, business=found.business, latest=latest, today=timezone.localdate())
        if request.method == "POST" and form.is_valid():
            since = form.cleaned_data["effective_from"]
            set_profile(actor=request.actor, customer=found, effective_from=since, facts=form.facts())
            return redirect(back)
        page = {
            "name": found.name,
            "back": back,
            "form": form,
            "fields": [form[name] for name in form.own_names],
            "rows": form.target_rows(),
        }
        response = render_page(request, "profile_form", page, current="customers")
        response.status_code = 422 if form.is_bound else 200
        return response


@form_page
@requires(Permission.CUSTOMERS_EDIT)
def add_system(request: StaffRequest, customer_id: UUID) -> HttpResponse:
    get_customer(request.actor, customer_id, to=Permission.CUSTOMERS_EDIT)
    form = SystemForm(request.POST or None)
    back = reverse("workspace:customer", args=[customer_id])
    if request.method == "POST" and form.is_valid():
        systems.add_system(actor=request.actor, customer_id=customer_id, **form.cleaned_data)
        return done(request, _("The system is added."), back=back)
    action = reverse("workspace:add_system", args=[customer_id])
    return _dialog(request, form, action, back, _("Add a system"), _("Add"))


@form_page
@requires(Permission.CUSTOMERS_EDIT)
def edit_system(request: StaffRequest, system_id: UUID) -> HttpResponse:
    system = systems.get_system(request.actor, system_id, to=Permission.CUSTOMERS_EDIT)
    initial = {name: getattr(system, name) for name in ("name", "criticality", "is_active")}
    form = KnownSystemForm(request.POST or None, initial=initial)
    back = reverse("workspace:customer", args=[system.customer_id])
    if request.method == "POST" and form.is_valid():
        systems.change_system(actor=request.actor, system_id=system_id, **form.cleaned_data)
        return done(request, _("The system is saved."), back=back)
    action = reverse("workspace:edit_system", args=[system_id])
    return _dialog(request, form, action, back, _("A system of the customer"), _("Save"))


@form_page
@requires(Permission.CASES_ANSWER)
def weigh(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Which system the case is about, its criticality, and whether a law sets it a time."""
    case = get_case(request.actor, case_id, to=Permission.CASES_ANSWER)
    about = systems_about(canonical_ids(case.customer)).values("pk")
    theirs = System.objects.filter(Q(pk__in=about) | Q(pk=case.system_id)).order_by("name")
    back = reverse("workspace:case", args=[case_id])
    with timezone.override(case.business.time_zone):
        form = WeightForm(request.POST or None, case=case, systems=theirs)
        if request.method == "POST" and form.is_valid():
            chosen = form.cleaned_data
            system_id = chosen["system"].pk if chosen["system"] else None
            told = {"matter": chosen["matter"], "by_registered": chosen["by_registered"]}
            told["since"] = _since(case, chosen["matter_since"])
            cases.set_matter(actor=request.actor, case_id=case_id, **told)
            weight = {"system_id": system_id, "criticality": chosen["criticality"]}
            cases.weigh_case(actor=request.actor, case_id=case_id, **weight)
            return done(request, _("Saved. What is promised follows."), back=back)
        action = reverse("workspace:weigh", args=[case_id])
        return _dialog(request, form, action, back, _("Criticality, system and law"), _("Save"))


def _since(case: Case, written: datetime | None) -> datetime | None:
    """The moment of the notice. Fields know minutes: one that was left as it is stays to the second."""
    known = case.matter_since or case.opened_at
    is_same = written is not None and written == known.replace(second=0, microsecond=0)
    return known if is_same else written


def _dialog(
    request: StaffRequest, form: SystemForm | WeightForm, action: str, back: str, title: str, submit: str
) -> HttpResponse:
    page = {"action": action, "form": form, "submit": submit, "back": back, "lead": ""}
    return render_dialog(request, "form", page, title=title, status=422 if form.is_bound else 200)
