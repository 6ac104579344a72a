"""The duty plan: a week to read, and its lines."""

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from moked.lib.errors import NotFound
from moked.office.editing import done, group, is_saved, show_form
from moked.office.forms.duty import EARLIEST, LATEST, DutyForm, people_of
from moked.office.frame import Office, office_page
from moked.office.history import history_of
from moked.office.pages.common import Action, EditPage
from moked.office.pages.duty import Plan, duty_page, plans_of
from moked.office.sections import DUTY
from moked.staff.access import get_row
from moked.staff.models import DutyLine
from moked.staff.services import add_duty, change_duty, remove_duty
from moked.ui.doors import StaffRequest


@office_page(DUTY)
@require_GET
def duty(request: StaffRequest, office: Office) -> HttpResponse:
    """A week of one team's or role's plan. What cannot be read is this week, and the first plan."""
    page = duty_page(office, request.GET.get("for", ""), _date(request.GET.get("week", "")), timezone.now())
    return render(request, "office/duty.html", {"page": page, "shell": office.frame.shell})


@office_page(DUTY)
@require_http_methods(["GET", "POST"])
def new_duty(request: StaffRequest, office: Office) -> HttpResponse:
    """A further line of a plan; on the date asked for, or every week."""
    plans = plans_of(office.business)
    asked = request.GET.get("for") or next((each.code for each in plans), "")
    # One that is gone is not replaced by another: the line would stand where nobody meant it to.
    plan = next((each for each in plans if each.code == asked), None)
    if plan is None:
        raise NotFound
    on = _date(request.GET.get("on", ""))
    initial = {"on": on} if on else {"weekday": "6"}
    form = DutyForm(request.POST or None, people=people_of(office.business.pk), initial=initial)

    def save() -> None:
        add_duty(
            actor=request.actor,
            business_id=office.business.pk,
            team_id=plan.team_id,
            role_id=plan.role_id,
            facts=form.facts(),
        )

    if is_saved(request, form, save, _("Saved.")):
        return redirect(_back(office, plan.code, form.cleaned_data["on"]))
    return show_form(request, _page(office, form, plan, _("Add a duty")))


@office_page(DUTY)
@require_http_methods(["GET", "POST"])
def duty_line(request: StaffRequest, office: Office, duty_id: UUID) -> HttpResponse:
    """A line of a plan."""
    row = _get(request, office, duty_id)
    plan = next(each for each in _all_plans(office, row) if each.code == _code(row))
    form = DutyForm(request.POST or None, people=people_of(office.business.pk), line=row)

    def save() -> None:
        change_duty(actor=request.actor, business_id=office.business.pk, line_id=duty_id, facts=form.facts())

    if is_saved(request, form, save, _("Saved.")):
        return redirect(_back(office, plan.code, form.cleaned_data["on"]))
    remove = Action(_("Remove"), office.url("remove_duty", duty_id), "trash", is_dangerous=True)
    return show_form(request, _page(office, form, plan, _("A duty"), row, actions=(remove,)))


@office_page(DUTY)
@require_POST
def remove(request: StaffRequest, office: Office, duty_id: UUID) -> HttpResponse:
    """Takes a line out of its plan."""
    row = _get(request, office, duty_id)
    remove_duty(actor=request.actor, business_id=office.business.pk, line_id=duty_id)
    return done(request, _("The duty is removed."), _back(office, _code(row), row.on))


def _get(request: StaffRequest, office: Office, duty_id: UUID) -> DutyLine:
    return get_row(DutyLine, actor=request.actor, business_id=office.business.pk, row_id=duty_id, to=DUTY.permission)


def _code(row: DutyLine) -> str:
    return f"team:{row.team_id}" if row.team_id else f"role:{row.role_id}"


def _all_plans(office: Office, row: DutyLine) -> list[Plan]:
    """Those in use, and the line's own though its team is not."""
    own = row.team or row.role
    return [*plans_of(office.business), Plan(_code(row), str(own), row.team_id, row.role_id)]


def _date(text: str) -> date | None:
    try:
        found = parse_date(text)
    except ValueError:
        return None
    return found if found and EARLIEST <= found <= LATEST else None


def _back(office: Office, code: str, on: date | None) -> str:
    asked = {"for": code, **({"week": on.isoformat()} if on else {})}
    return f"{office.url('duty')}?{urlencode(asked)}"


def _page(
    office: Office,
    form: DutyForm,
    plan: Plan,
    title: str,
    row: DutyLine | None = None,
    *,
    actions: tuple[Action, ...] = (),
) -> EditPage:
    return EditPage(
        frame=office.frame,
        title=title,
        lead=plan.name,
        back_url=_back(office, plan.code, row.on if row else None),
        back_label=str(DUTY.title),
        form=form,
        groups=(
            group(form, "", "person"),
            group(form, _("When"), "weekday", "on", "starts", "ends", "is_overnight", kind="pairs"),
        ),
        save_label=_("Save"),
        history=history_of(row) if row else (),
        actions=actions,
    )
