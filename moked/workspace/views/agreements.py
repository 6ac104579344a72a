"""Alignment meetings, and the agreements they yield."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from moked.agreements import services
from moked.agreements.access import TO, get_agreement
from moked.agreements.errors import AgreementIncomplete
from moked.agreements.meeting import offered_in
from moked.agreements.models import Agreement
from moked.agreements.selectors import versions_of
from moked.customers.access import get_customer
from moked.journal.access_log import note_opened
from moked.lib.errors import Invalid, NotFound, Unavailable
from moked.staff.permissions import Permission
from moked.ui.doors import StaffRequest, requires
from moked.ui.flow_forms import read_given
from moked.ui.keys import parse_key
from moked.workspace.pages.agreements import agreement_list, agreement_page, compare_page, meeting_page
from moked.workspace.views.answers import render_page


@require_safe
@requires(Permission.CASES_READ)
def agreements(request: StaffRequest, customer_id: UUID) -> HttpResponse:
    """Every version of a customer's agreement."""
    found = get_customer(request.actor, customer_id, to=Permission.CASES_READ)
    if found.canonical_id:
        return redirect("workspace:agreements", found.canonical_id)
    note_opened(business_id=found.business_id, person_id=request.actor.person_id, customer_id=found.pk)
    with timezone.override(found.business.time_zone):
        return render_page(request, "agreements", agreement_list(request.actor, found), current="customers")


@require_safe
@requires(Permission.CASES_READ)
def compare(request: StaffRequest, customer_id: UUID) -> HttpResponse:
    """Two versions side by side, by their keys."""
    found = get_customer(request.actor, customer_id, to=Permission.CASES_READ)
    keys = [parse_key(request.GET.get(name)) for name in ("before", "after")]
    rows = versions_of(found).filter(pk__in=filter(None, keys), sent_at__isnull=False)
    versions = {each.pk: each for each in rows.defer("document").select_related("owner")}
    if len(versions) != len(set(keys)):
        raise NotFound
    before, after = (versions[key] for key in keys if key)
    note_opened(business_id=found.business_id, person_id=request.actor.person_id, customer_id=found.pk)
    with timezone.override(found.business.time_zone):
        return render_page(request, "agreement_compare", compare_page(found, before, after), current="customers")


@require_POST
@requires(TO)
def start(request: StaffRequest, customer_id: UUID) -> HttpResponse:
    """Begins a version, or goes on with the one under way."""
    agreement = services.start_agreement(actor=request.actor, customer_id=customer_id)
    return redirect("workspace:agreement", agreement.pk)


@require_safe
@requires(Permission.CASES_READ)
def agreement(request: StaffRequest, agreement_id: UUID) -> HttpResponse:
    """One version; a draft goes on where it was left, and is looked over once every step is done."""
    found = get_agreement(request.actor, agreement_id, to=Permission.CASES_READ)
    note_opened(business_id=found.business_id, person_id=request.actor.person_id, customer_id=found.customer_id)
    content = found.content
    with timezone.override(found.customer.business.time_zone):
        if found.state == Agreement.State.DRAFT:
            written = services.written_so_far(found, offered_in(found.business_id))
            if not written.way.is_done and request.actor.may(TO, found.business_id):
                return redirect("workspace:agreement_step", agreement_id, written.way.current.code)
            content = written.content
        page = agreement_page(request.actor, found, content)
        return render_page(request, "agreement", page, current="customers")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(TO)
def step(request: StaffRequest, agreement_id: UUID, step_code: str) -> HttpResponse:
    """One step of the meeting: what holds is kept at each press, and one can leave at any time."""
    found = services.get_draft(request.actor, agreement_id)
    offered = offered_in(found.business_id)
    written = services.written_so_far(found, offered)
    asked = next((each for each in written.way.steps if each.code == step_code), None)
    if asked is None:
        if written.document.step(step_code) is None:
            raise NotFound
        messages.info(request, _("First this step: the later ones depend on it."))
        return redirect("workspace:agreement_step", agreement_id, written.way.current.code)
    faults = {}
    if request.method == "POST":
        given = read_given(asked, request.POST)
        checked = services.save_step(actor=request.actor, agreement_id=agreement_id, step_code=step_code, given=given)
        wanted = request.POST.get("do", "")
        if wanted == "leave":
            return redirect("workspace:agreements", found.customer_id)
        if wanted == "add":
            return redirect("workspace:agreement_step", agreement_id, step_code)
        if not checked.faults:
            return redirect(_after(request, agreement_id, step_code))
        faults = dict(checked.faults)
        found.walk.answers.update({**given, **checked.values})
    with timezone.override(found.customer.business.time_zone):
        page = meeting_page(found, written, asked, offered, faults)
        response = render_page(request, "agreement_step", page, current="customers")
    response.status_code = 422 if faults else 200
    return response


def _after(request: StaffRequest, agreement_id: UUID, step_code: str) -> str:
    """The step after this one as the answers now lead, or the whole to look over."""
    found = services.get_draft(request.actor, agreement_id)
    steps = [each.code for each in services.written_so_far(found, {}).way.steps]
    # A colleague may have answered meanwhile so that this step is none any more.
    following = steps[steps.index(step_code) + 1 :] if step_code in steps else steps[-1:]
    name, *keys = ("agreement_step", agreement_id, following[0]) if following else ("agreement", agreement_id)
    return redirect(f"workspace:{name}", *keys).url


@require_POST
@requires(TO)
def send(request: StaffRequest, agreement_id: UUID) -> HttpResponse:
    """Sets the document and sends it to everybody."""
    try:
        services.send_agreement(actor=request.actor, agreement_id=agreement_id)
    except AgreementIncomplete as refusal:
        messages.error(request, str(refusal))
        return redirect("workspace:agreement_step", agreement_id, refusal.facts["step"])
    except (Invalid, Unavailable) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The agreement is on its way to everybody concerned."))
    return redirect("workspace:agreement", agreement_id)


@require_POST
@requires(TO)
def send_again(request: StaffRequest, agreement_id: UUID) -> HttpResponse:
    """Sends once more what could not be delivered."""
    services.send_mails_again(actor=request.actor, agreement_id=agreement_id)
    messages.success(request, _("The agreement is on its way to everybody concerned."))
    return redirect("workspace:agreement", agreement_id)


@require_POST
@requires(TO)
def withdraw(request: StaffRequest, agreement_id: UUID) -> HttpResponse:
    """Takes back a version nobody approved yet."""
    taken = services.withdraw_agreement(actor=request.actor, agreement_id=agreement_id)
    messages.success(request, _("This version is withdrawn."))
    return redirect("workspace:agreements", taken.customer_id)


@require_safe
@requires(Permission.CASES_READ)
def document(request: StaffRequest, agreement_id: UUID) -> HttpResponse:
    """The document as it was sent."""
    found = get_agreement(request.actor, agreement_id, to=Permission.CASES_READ)
    if found.document is None:
        raise NotFound
    note_opened(business_id=found.business_id, person_id=request.actor.person_id, customer_id=found.customer_id)
    response = HttpResponse(bytes(found.document), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="agreement-{found.number}.pdf"'
    return response
