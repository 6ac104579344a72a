"""Arranging a case: handing over, putting aside, merging, splitting, setting aside, its customer and its link."""

from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from moked.cases import links, services
from moked.cases.access import get_case
from moked.cases.errors import MergeImpossible
from moked.cases.models import Case
from moked.cases.selectors import cases_of_customers, writers_of
from moked.customers.access import get_customer
from moked.customers.models import ContactPoint, Customer
from moked.customers.selectors import addresses_of, canonical_ids, list_customers
from moked.lib.errors import NotFound
from moked.staff.models import Team
from moked.staff.permissions import Permission
from moked.ui.doors import StaffRequest, requires
from moked.ui.keys import parse_key
from moked.workspace.forms import HandOverForm, PutAsideForm, SetAsideForm
from moked.workspace.pages.composer import colleagues_of
from moked.workspace.pages.joining import compare_cases
from moked.workspace.pages.lists import customer_rows
from moked.workspace.pages.work import work_rows
from moked.workspace.views.answers import done, render_dialog

form_page = require_http_methods(["GET", "HEAD", "POST"])


def case_url(case_id: UUID) -> str:
    return reverse("workspace:case", args=[case_id])


@form_page
@requires(Permission.CASES_HAND_OVER)
def hand_over(request: StaffRequest, case_id: UUID) -> HttpResponse:
    case = get_case(request.actor, case_id, to=Permission.CASES_HAND_OVER)
    form = HandOverForm(
        request.POST or None,
        colleagues=colleagues_of(request.user, case),
        teams=Team.objects.filter(business_id=case.business_id, is_active=True),
    )
    if request.method == "POST" and form.is_valid():
        services.hand_over(
            actor=request.actor,
            case_id=case_id,
            reason=form.cleaned_data["reason"],
            to_person_id=form.person_id,
            to_team_id=form.team_id,
        )
        return done(
            request,
            _("The case was handed over."),
            back=case_url(case_id),
            undo_url=reverse("workspace:take_hand_over_back", args=[case_id]),
        )
    return _form_dialog(request, case, form, _("Hand over"), "hand_over", _("Hand over"))


@require_POST
@requires(Permission.CASES_HAND_OVER)
def take_hand_over_back(request: StaffRequest, case_id: UUID) -> HttpResponse:
    services.take_hand_over_back(actor=request.actor, case_id=case_id)
    return done(request, _("The hand-over was taken back."), back=case_url(case_id))


@form_page
@requires(Permission.CASES_ANSWER)
def put_aside(request: StaffRequest, case_id: UUID) -> HttpResponse:
    case = get_case(request.actor, case_id, to=Permission.CASES_ANSWER)
    form = PutAsideForm(
        request.POST or None,
        zone=ZoneInfo(case.business.time_zone),
        now=timezone.now(),
        is_with_customer=case.is_with_customer,
    )
    if request.method == "POST" and form.is_valid():
        services.put_aside_until(
            actor=request.actor,
            case_id=case_id,
            waiting_for=form.cleaned_data["waiting_for"],
            until=form.cleaned_data["until"],
        )
        return done(
            request,
            _("The case is put aside."),
            back=case_url(case_id),
            undo_url=reverse("workspace:resume", args=[case_id]),
        )
    return _form_dialog(request, case, form, _("Put aside"), "put_aside", _("Put aside"))


@require_POST
@requires(Permission.CASES_ANSWER)
def resume(request: StaffRequest, case_id: UUID) -> HttpResponse:
    services.resume_case(actor=request.actor, case_id=case_id)
    return done(request, _("The case is back on the desk."), back=case_url(case_id))


@form_page
@requires(Permission.CASES_SET_ASIDE)
def set_aside(request: StaffRequest, case_id: UUID) -> HttpResponse:
    case = get_case(request.actor, case_id, to=Permission.CASES_SET_ASIDE)
    form = SetAsideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.set_aside(actor=request.actor, case_id=case_id, reason=form.cleaned_data["reason"])
        return done(
            request,
            _("Marked as not a case. It stays in the list of all cases."),
            back=case_url(case_id),
            undo_url=reverse("workspace:bring_back", args=[case_id]),
        )
    return _form_dialog(request, case, form, _("Not a case"), "set_aside", _("Mark as not a case"))


@require_POST
@requires(Permission.CASES_SET_ASIDE)
def bring_back(request: StaffRequest, case_id: UUID) -> HttpResponse:
    services.bring_back(actor=request.actor, case_id=case_id)
    return done(request, _("The case is back where it stood."), back=case_url(case_id))


@form_page
@requires(Permission.CASES_ARRANGE)
def merge(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Chooses among the customer's other cases, says which one goes on, and merges once that is confirmed."""
    case = get_case(request.actor, case_id, to=Permission.CASES_ARRANGE)
    into_id = parse_key(request.POST.get("into") or request.GET.get("into"))
    if request.method == "POST":
        if into_id is None:
            raise NotFound
        services.merge_cases(actor=request.actor, case_id=case_id, into_id=into_id)
        return done(
            request,
            _("The cases are merged."),
            back=case_url(into_id),
            undo_url=reverse("workspace:unmerge", args=[case_id]),
        )
    if into_id is not None:
        other = get_case(request.actor, into_id, to=Permission.CASES_ARRANGE)
        if other.pk == case.pk or other.customer_id not in canonical_ids(case.customer):
            raise MergeImpossible
        compared = compare_cases(case, other, is_chosen="chosen" in request.GET)
        return render_dialog(request, "compare_cases", compared, title=_("Are they one matter?"))
    others = work_rows([other for other in cases_of_customers(canonical_ids(case.customer)) if other.pk != case.pk])
    address = reverse("workspace:merge", args=[case_id])
    page = {"action": address, "rows": others, "back": case_url(case_id)}
    return render_dialog(request, "merge", page, title=_("Merge with another case"))


@require_POST
@requires(Permission.CASES_ARRANGE)
def dismiss_join(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """A person says that another open case is about something else."""
    other_id = parse_key(request.POST.get("other"))
    if other_id is None:
        raise NotFound
    services.dismiss_join(actor=request.actor, case_id=case_id, other_id=other_id)
    undo = f"{reverse('workspace:return_join', args=[case_id])}?other={other_id}"
    return done(request, _("Noted: these are two matters."), back=case_url(case_id), undo_url=undo)


@require_POST
@requires(Permission.CASES_ARRANGE)
def return_join(request: StaffRequest, case_id: UUID) -> HttpResponse:
    other_id = parse_key(request.GET.get("other"))
    if other_id is None:
        raise NotFound
    services.return_join(actor=request.actor, case_id=case_id, other_id=other_id)
    return done(request, _("The offer stands again."), back=case_url(case_id))


@require_POST
@requires(Permission.CASES_ARRANGE)
def unmerge(request: StaffRequest, case_id: UUID) -> HttpResponse:
    services.unmerge_case(actor=request.actor, case_id=case_id)
    return done(request, _("The merge was taken back."), back=case_url(case_id))


@require_POST
@requires(Permission.CASES_ARRANGE)
def split(request: StaffRequest, message_id: UUID) -> HttpResponse:
    case = services.split_message(actor=request.actor, message_id=message_id)
    words = _("The message has a case of its own now: %(reference)s") % {"reference": case.reference}
    return done(request, words, back=case_url(case.pk), undo_url=reverse("workspace:join", args=[message_id]))


@require_POST
@requires(Permission.CASES_ARRANGE)
def join(request: StaffRequest, message_id: UUID) -> HttpResponse:
    case = services.join_message_back(actor=request.actor, message_id=message_id)
    return done(request, _("The message is back in its case."), back=case_url(case.pk))


@form_page
@requires(Permission.CASES_ARRANGE)
def change_customer(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Finds the customer a case really belongs to, says what that changes, and moves it."""
    case = get_case(request.actor, case_id, to=Permission.CASES_ARRANGE)
    address = reverse("workspace:change_customer", args=[case_id])
    if request.method == "POST":
        customer_id = parse_key(request.POST.get("customer"))
        if customer_id is None:
            raise NotFound
        reason = request.POST.get("reason", "")
        services.change_customer(actor=request.actor, case_id=case_id, customer_id=customer_id, reason=reason)
        return done(
            request,
            _("The case has another customer now."),
            back=case_url(case_id),
            undo_url=reverse("workspace:take_move_back", args=[case_id]),
        )
    words = request.GET.get("q", "").strip()
    chosen_id = parse_key(request.GET.get("customer"))
    page: dict[str, object] = {"action": address, "words": words, "back": case_url(case_id)}
    if chosen_id is not None:
        chosen = get_customer(request.actor, chosen_id, to=Permission.CASES_READ)
        if chosen.business_id != case.business_id:
            raise NotFound
        former = case.customer.known_as
        page |= {
            "chosen": chosen,
            "chosen_points": addresses_of(chosen)[:2],
            "former": former,
            "former_points": addresses_of(former)[:2],
            "answer_to": _answers_to(case, chosen),
        }
    found = [one for one in _other_customers(case, words) if chosen_id is None]
    page["rows"] = [(one.pk, row) for one, row in zip(found, customer_rows(found), strict=True)]
    return render_dialog(request, "change_customer", page, title=_("Change customer"))


def _other_customers(case: Case, words: str) -> list[Customer]:
    """Whom the case may be moved to: those found, or without words those from whose addresses messages came."""
    rows = list_customers(words=words, limit=8) if words else writers_of(case)
    own = canonical_ids(case.customer)
    return [one for one in rows if one.business_id == case.business_id and one.pk not in own]


def _answers_to(case: Case, chosen: Customer) -> str:
    """The address that answers would go to; empty when there is none."""
    point = services.answer_point_after_move(case, canonical_ids(chosen))
    if point is None:
        return ""
    return str(_("the chat")) if point.kind == ContactPoint.Kind.CHAT else point.shown


@require_POST
@requires(Permission.CASES_ARRANGE)
def take_move_back(request: StaffRequest, case_id: UUID) -> HttpResponse:
    services.take_move_back(actor=request.actor, case_id=case_id)
    return done(request, _("The case is back with the customer it was with."), back=case_url(case_id))


@require_safe
@requires(Permission.CASES_ANSWER)
def link(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """The customer's link, to be read out or pasted elsewhere."""
    case = get_case(request.actor, case_id, to=Permission.CASES_ANSWER)
    page = {
        "url": links.show_link(actor=request.actor, case_id=case_id),
        "who": case.customer.name,
        "revoke_url": reverse("workspace:revoke", args=[case_id]),
        "back": case_url(case_id),
    }
    return render_dialog(request, "link", page, title=_("The customer's page"))


@require_POST
@requires(Permission.CASES_ANSWER)
def revoke(request: StaffRequest, case_id: UUID) -> HttpResponse:
    links.revoke_links(actor=request.actor, case_id=case_id)
    words = _("The link no longer opens anything. The next message carries a new one.")
    return done(request, words, back=case_url(case_id))


def _form_dialog(
    request: StaffRequest,
    case: Case,
    form: HandOverForm | PutAsideForm | SetAsideForm,
    title: str,
    route: str,
    submit: str,
) -> HttpResponse:
    page = {
        "action": reverse(f"workspace:{route}", args=[case.pk]),
        "form": form,
        "submit": submit,
        "back": case_url(case.pk),
        "lead": "",
    }
    status = 422 if form.is_bound else 200
    return render_dialog(request, "form", page, title=title, status=status)
