"""How customers are asked how it went, and what follows a low mark."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from moked.office.editing import group, is_saved, show_form
from moked.office.forms.surveys import ASKING, RECOVERING, PolicyForm
from moked.office.frame import Office, office_page
from moked.office.history import history_of
from moked.office.pages.common import EditPage
from moked.office.sections import SURVEY
from moked.surveys.selectors import policy_of
from moked.surveys.services import change_policy
from moked.ui.doors import StaffRequest


@office_page(SURVEY)
@require_http_methods(["GET", "POST"])
def survey(request: StaffRequest, office: Office) -> HttpResponse:
    """One form for the whole business."""
    policy = policy_of(office.business.pk)
    form = PolicyForm(request.POST or None, business=office.business, policy=policy)

    def save() -> None:
        change_policy(actor=request.actor, business_id=office.business.pk, facts=form.cleaned_data)

    if is_saved(request, form, save, _("Saved. It holds for cases that are closed from now on.")):
        return redirect(office.url("survey"))
    page = EditPage(
        frame=office.frame,
        title=str(SURVEY.title),
        lead=str(SURVEY.lead),
        back_url=office.frame.home_url,
        back_label=_("Office"),
        form=form,
        groups=(
            group(
                form,
                _("What is asked"),
                *ASKING,
                lead=_("A question or two, chosen by what was asked longest ago; each can be left empty."),
                kind="pairs",
            ),
            group(
                form,
                _("When a mark is low"),
                *RECOVERING,
                lead=_("Somebody other than whoever got the mark takes care, or a lead is told."),
                kind="pairs",
            ),
        ),
        save_label=_("Save"),
        history=history_of(policy) if not policy._state.adding else (),
    )
    return show_form(request, page)
