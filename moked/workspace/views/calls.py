"""Escalations: the list of the open ones, and 'I have it'."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from moked.promises.services import confirm_call
from moked.staff.permissions import Permission
from moked.ui.doors import StaffRequest, requires
from moked.ui.shift import shift_tabs
from moked.workspace.pages.calls import call_list
from moked.workspace.views.answers import done, render_page

MOST_DIGITS = 3


@require_safe
@requires(Permission.PROMISES_EDIT)
def escalations(request: StaffRequest) -> HttpResponse:
    """Open calls, the most urgent first. A page that cannot be read is the first."""
    asked = request.GET.get("page", "")
    page = int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= MOST_DIGITS else 0
    # For whoever has the shift it is a part of that.
    tabs = shift_tabs(request, "escalations")
    place = "floor" if tabs else "escalations"
    return render_page(request, "escalations", call_list(request.actor, page), current=place, tabs=tabs)


@require_POST
@requires(Permission.CASES_READ)
def confirm(request: StaffRequest, case_id: UUID, escalation_id: UUID) -> HttpResponse:
    """Whoever was called has it."""
    confirm_call(actor=request.actor, case_id=case_id, escalation_id=escalation_id)
    words = _("It is with you now; this step calls nobody further.")
    return done(request, words, back=reverse("workspace:case", args=[case_id]))
