"""Times that laws set, by kind of matter."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from moked.businesses.models import Matter
from moked.office.editing import group, is_saved, show_form
from moked.office.forms.duty import LawsForm
from moked.office.frame import Office, office_page
from moked.office.history import history_of
from moked.office.pages.common import EditPage
from moked.office.sections import LAWS
from moked.promises.models import Statute
from moked.promises.services import set_statutes
from moked.promises.statutes import laws_of
from moked.ui.doors import StaffRequest


@office_page(LAWS)
@require_http_methods(["GET", "POST"])
def laws(request: StaffRequest, office: Office) -> HttpResponse:
    """The time each kind of matter has by law, and which law it is."""
    form = LawsForm(request.POST or None, laws=laws_of(office.business))

    def save() -> None:
        set_statutes(actor=request.actor, business_id=office.business.pk, laws=form.laws())

    if is_saved(request, form, save, _("Saved.")):
        return redirect(office.url("laws"))
    rows = Statute.objects.filter(business=office.business)
    page = EditPage(
        frame=office.frame,
        title=str(LAWS.title),
        lead=_(
            "No package and no profile makes these times longer; they may promise less. Confirm them with counsel."
        ),
        back_url=office.url("index"),
        back_label=_("Office"),
        form=form,
        groups=tuple(
            group(form, label, f"{matter}_days", f"{matter}_registered", f"{matter}_source", kind="pairs")
            for matter, label in Matter.choices
        ),
        save_label=_("Save"),
        history=history_of(*rows),
    )
    return show_form(request, page)
