"""The customers a business follows, what is learned from them, and where marks and promises disagree."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from moked.businesses.selectors import today_in
from moked.customers.access import get_customer
from moked.insights.models import ReferenceCustomer
from moked.insights.selectors import following_of
from moked.insights.services import change_reference, end_reference, get_reference, mark_reference, write_lesson
from moked.lib.errors import Invalid, NotFound
from moked.office.editing import done, group, is_saved, refused, show_form
from moked.office.forms.following import OWN, LessonForm, ReferenceForm
from moked.office.frame import Office, office_page
from moked.office.history import history_of
from moked.office.pages.common import EditPage
from moked.office.pages.following import disagree_page, followed_list, reference_page
from moked.office.sections import CONTRADICTIONS, REFERENCES
from moked.ui.doors import StaffRequest


@office_page(REFERENCES)
@require_GET
def references(request: StaffRequest, office: Office) -> HttpResponse:
    """All of them, each with their index beside everybody's."""
    page = followed_list(office, timezone.now())
    return render(request, "office/references.html", {"page": page, "shell": office.frame.shell})


@office_page(REFERENCES)
@require_http_methods(["GET", "POST"])
def new_reference(request: StaffRequest, office: Office, customer_id: UUID) -> HttpResponse:
    """Follows a customer, who was chosen on their own page."""
    customer = get_customer(request.actor, customer_id, to=REFERENCES.permission)
    if customer.business_id != office.business.pk:
        raise NotFound
    followed = following_of(customer)
    if followed is not None:
        return redirect(office.url("reference", followed.pk))
    form = _form(request, office)
    made: list[ReferenceCustomer] = []

    def save() -> None:
        made.append(mark_reference(actor=request.actor, customer_id=customer_id, facts=form.cleaned_data))

    if is_saved(request, form, save, _("Followed from now on.")):
        return redirect(office.url("reference", made[0].pk))
    return show_form(request, _edit_page(office, form, _("Follow %(name)s") % {"name": customer.name}))


@office_page(REFERENCES)
@require_http_methods(["GET", "POST"])
def reference(request: StaffRequest, office: Office, reference_id: UUID) -> HttpResponse:
    """One of them: the index over time, the plan, and what was learned."""
    business_id = office.business.pk
    row = get_reference(actor=request.actor, business_id=business_id, reference_id=reference_id)
    form = _form(request, office, row)

    def save() -> None:
        change_reference(
            actor=request.actor, business_id=business_id, reference_id=reference_id, facts=form.cleaned_data
        )

    if is_saved(request, form, save, _("Saved.")):
        return redirect(office.url("reference", reference_id))
    return _show(request, office, row, form)


@office_page(REFERENCES)
@require_POST
def lesson(request: StaffRequest, office: Office, reference_id: UUID) -> HttpResponse:
    """What was learned, and what was changed for all."""
    row = get_reference(actor=request.actor, business_id=office.business.pk, reference_id=reference_id)
    form = LessonForm(request.POST)
    back = office.url("reference", reference_id)
    if not form.is_valid():
        return _show(request, office, row, _form(request, office, row, is_bound=False), lesson_form=form)
    try:
        write_lesson(actor=request.actor, customer_id=row.customer_id, **form.cleaned_data)
    except Invalid as refusal:
        return refused(request, refusal, back)
    return done(request, _("Written down. It stands on the customer's page too."), back)


@office_page(REFERENCES)
@require_POST
def end(request: StaffRequest, office: Office, reference_id: UUID) -> HttpResponse:
    """Follows the customer no longer."""
    end_reference(actor=request.actor, business_id=office.business.pk, reference_id=reference_id)
    return done(request, _("No longer followed. The plan and what was learned stay."), office.url("references"))


@office_page(CONTRADICTIONS)
@require_GET
def contradictions(request: StaffRequest, office: Office) -> HttpResponse:
    """Kept with low marks, and broken with high ones."""
    with timezone.override(office.business.time_zone):
        page = disagree_page(office, timezone.now())
        return render(request, "office/contradictions.html", {"page": page, "shell": office.frame.shell})


def _form(
    request: StaffRequest, office: Office, row: ReferenceCustomer | None = None, *, is_bound: bool = True
) -> ReferenceForm:
    today = today_in(office.business)
    given = request.POST if is_bound and request.method == "POST" else None
    return ReferenceForm(given, business=office.business, today=today, reference=row)


def _edit_page(office: Office, form: ReferenceForm, title: str, row: ReferenceCustomer | None = None) -> EditPage:
    return EditPage(
        frame=office.frame,
        title=title,
        lead=_("Whoever serves a demanding customer well learns to serve everybody well."),
        back_url=office.url("references"),
        back_label=str(REFERENCES.title),
        form=form,
        groups=(
            group(form, _("The plan"), *OWN[:2], kind="pairs"),
            group(form, "", *OWN[2:]),
        ),
        save_label=_("Save"),
        history=history_of(row) if row else (),
    )


def _show(
    request: StaffRequest,
    office: Office,
    row: ReferenceCustomer,
    form: ReferenceForm,
    lesson_form: LessonForm | None = None,
) -> HttpResponse:
    edit = _edit_page(office, form, row.customer.name, row)
    with timezone.override(office.business.time_zone):
        context = {
            "page": edit,
            "reference": reference_page(office, row, edit, timezone.now()),
            "lesson_form": lesson_form or LessonForm(),
            "shell": office.frame.shell,
        }
        is_wrong = bool(form.errors or (lesson_form and lesson_form.errors))
        return render(request, "office/reference.html", context, status=422 if is_wrong else 200)
