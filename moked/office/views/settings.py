"""The settings of a business."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from moked.office.editing import group, is_saved, show_form
from moked.office.forms.structure import BusinessForm
from moked.office.frame import Office, office_page
from moked.office.history import history_of
from moked.office.pages.common import EditPage
from moked.office.sections import SETTINGS
from moked.staff.services import change_business
from moked.ui.doors import StaffRequest


@office_page(SETTINGS)
@require_http_methods(["GET", "POST"])
def settings(request: StaffRequest, office: Office) -> HttpResponse:
    """What holds for the whole business."""
    form = BusinessForm(request.POST or None, business=office.business)

    def save() -> None:
        change_business(actor=request.actor, business=office.business, facts=form.facts())

    if is_saved(request, form, save, _("Saved.")):
        return redirect(office.url("settings"))
    page = EditPage(
        frame=office.frame,
        title=_("Business"),
        lead=_("Case numbers begin with %(prefix)s.") % {"prefix": office.business.case_prefix},
        back_url=office.frame.home_url,
        back_label=_("Office"),
        form=form,
        groups=(
            group(form, "", "name", "language", "time_zone", kind="pairs"),
            group(
                form,
                _("When a customer is silent"),
                *("remind_after_days", "reminders", "reopen_within_days"),
                lead=_("A case is closed by the customer alone; these say how long we wait."),
                kind="pairs",
            ),
            group(form, _("Automatic updates"), "update_hold_minutes"),
        ),
        save_label=_("Save"),
        history=history_of(office.business),
    )
    return show_form(request, page)
