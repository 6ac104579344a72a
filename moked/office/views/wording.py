"""A business's careful words."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from moked.guidance.services import careful_words_of, set_careful_words
from moked.office.editing import group, is_saved, show_form
from moked.office.forms.wording import CarefulWordsForm
from moked.office.frame import Office, office_page
from moked.office.history import history_of
from moked.office.pages.common import EditPage
from moked.office.sections import CAREFUL_WORDS
from moked.ui.doors import StaffRequest


@office_page(CAREFUL_WORDS)
@require_http_methods(["GET", "POST"])
def careful_words(request: StaffRequest, office: Office) -> HttpResponse:
    """What the composer notices, which never keeps anybody from sending."""
    words = careful_words_of(office.business.pk)
    form = CarefulWordsForm(request.POST or None, words=words)

    def save() -> None:
        set_careful_words(
            actor=request.actor,
            business_id=office.business.pk,
            phrases=form.cleaned_data["phrases"],
            muted=form.muted,
        )

    if is_saved(request, form, save, _("Saved.")):
        return redirect(office.url("careful_words"))
    page = EditPage(
        frame=office.frame,
        title=_("Careful words"),
        lead=_("While somebody writes, the composer offers better words for these, and never holds an answer back."),
        back_url=office.frame.home_url,
        back_label=_("Office"),
        form=form,
        groups=(group(form, "", "noticed", "phrases"),),
        save_label=_("Save"),
        history=history_of(words) if not words._state.adding else (),
    )
    return show_form(request, page)
