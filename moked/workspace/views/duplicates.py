"""Customers who may be one: the list, the two side by side, merging, and taking it back."""

from urllib.parse import urlsplit
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from moked.customers import duplicates as suggestions
from moked.customers.access import get_customer
from moked.customers.errors import MergeImpossible
from moked.customers.merging import merge_customers, unmerge_customer
from moked.journal.access_log import note_opened
from moked.lib.errors import NotFound
from moked.lib.htmx import close_dialog, replace_page, show_toast, wants_fragment
from moked.staff.permissions import Permission
from moked.ui.doors import StaffRequest, requires
from moked.ui.keys import parse_key
from moked.workspace.pages.duplicates import comparison, parting, suggestion_list
from moked.workspace.pages.lists import customer_page, merge_page
from moked.workspace.views.answers import done, render_dialog, render_page, render_part

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@requires(Permission.CUSTOMERS_EDIT)
def duplicates(request: StaffRequest) -> HttpResponse:
    """All suggestions that stand, where this person may take them."""
    key = parse_key(request.GET.get("id"))
    try:
        after = (int(request.GET.get("after", "")), key) if key else None
    except ValueError as error:
        raise NotFound from error
    return render_page(request, "duplicates", suggestion_list(request.actor, after), current="customers")


@form_page
@requires(Permission.CUSTOMERS_EDIT)
def merge(request: StaffRequest, customer_id: UUID) -> HttpResponse:
    """Searches who else this customer is, shows both side by side, and merges once that is confirmed."""
    found = get_customer(request.actor, customer_id, to=Permission.CUSTOMERS_EDIT)
    into_id = parse_key(request.POST.get("into") or request.GET.get("into"))
    if request.method == "POST":
        if into_id is None:
            raise NotFound
        merge_customers(actor=request.actor, customer_id=customer_id, into_id=into_id)
        return _merged(request, customer_id, into_id)
    if into_id is None:
        page: object = merge_page(found, request.GET.get("q", "").strip())
        return render_dialog(request, "merge_customer", page, title=_("Same as another customer"))
    other = get_customer(request.actor, into_id, to=Permission.CUSTOMERS_EDIT)
    if other.business_id != found.business_id or other.pk == found.pk or found.canonical_id:
        raise MergeImpossible
    page = comparison(found, other, is_chosen="chosen" in request.GET)
    return render_dialog(request, "compare_customers", page, title=_("Are they the same customer?"))


def _merged(request: StaffRequest, customer_id: UUID, into_id: UUID) -> HttpResponse:
    """Says so; the page of whoever is shown under the other from now on becomes the page of that one."""
    words = _("They are one customer now.")
    undo_url = reverse("workspace:unmerge_customer", args=[customer_id])
    own_url = reverse("workspace:customer", args=[customer_id])
    if not wants_fragment(request) or urlsplit(request.headers.get("HX-Current-URL", "")).path != own_url:
        return done(request, words, back=reverse("workspace:customer", args=[into_id]), undo_url=undo_url)
    kept = get_customer(request.actor, into_id, to=Permission.CUSTOMERS_EDIT).known_as
    note_opened(business_id=kept.business_id, person_id=request.actor.person_id, customer_id=kept.pk)
    with timezone.override(kept.business.time_zone):
        response = render_part(request, "customer#titled", customer_page(request.actor, kept, None))
    replace_page(response, "#customer", url=reverse("workspace:customer", args=[kept.pk]))
    show_toast(response, words, undo_url=undo_url)
    close_dialog(response)
    return response


@form_page
@requires(Permission.CUSTOMERS_EDIT)
def unmerge(request: StaffRequest, customer_id: UUID) -> HttpResponse:
    """Says what goes back, and takes the merge back."""
    back = reverse("workspace:customer", args=[customer_id])
    if request.method == "POST":
        unmerge_customer(actor=request.actor, customer_id=customer_id)
        return done(request, _("The merge was taken back."), back=back)
    found = get_customer(request.actor, customer_id, to=Permission.CUSTOMERS_EDIT)
    if found.canonical_id is None:
        raise MergeImpossible
    return render_dialog(request, "unmerge_customer", parting(found), title=_("Take the merge back"))


@require_POST
@requires(Permission.CUSTOMERS_EDIT)
def dismiss(request: StaffRequest, suggestion_id: UUID) -> HttpResponse:
    suggestions.dismiss_suggestion(actor=request.actor, suggestion_id=suggestion_id)
    return done(
        request,
        _("Noted: they are not the same."),
        back=reverse("workspace:duplicates"),
        undo_url=reverse("workspace:return_suggestion", args=[suggestion_id]),
    )


@require_POST
@requires(Permission.CUSTOMERS_EDIT)
def bring_back(request: StaffRequest, suggestion_id: UUID) -> HttpResponse:
    suggestions.return_suggestion(actor=request.actor, suggestion_id=suggestion_id)
    return done(request, _("The suggestion stands again."), back=reverse("workspace:duplicates"))
