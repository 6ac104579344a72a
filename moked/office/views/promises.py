"""Service hours and the catalogue of service packages."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from moked.calendars.models import ServiceCalendar
from moked.office.editing import group, is_saved
from moked.office.forms.promises import WEEK, CalendarForm, PackageForm
from moked.office.frame import Office, office_page
from moked.office.history import history_of
from moked.office.pages.common import EditPage, FieldGroup, ListPage, Mark, Row
from moked.office.pages.hours import preview_of
from moked.office.paging import page_by_key
from moked.office.sections import CALENDARS, PACKAGES, Section
from moked.promises.models import ServicePackage
from moked.promises.services import change_calendar, change_package, create_calendar, create_package
from moked.staff.access import get_row
from moked.ui.doors import StaffRequest
from moked.ui.time_zones import zone_name


@office_page(CALENDARS)
@require_GET
def calendars(request: StaffRequest, office: Office) -> HttpResponse:
    """The service hours, by name."""
    words = request.GET.get("q", "").strip()
    rows = ServiceCalendar.objects.filter(business=office.business, name__icontains=words)
    found = page_by_key(rows, by="name", after=request.GET.get("after", ""))
    listed = tuple(
        Row(
            row.name,
            office.url("calendar", row.pk),
            zone_name(str(row.document.get("timezone", ""))),
            _unused(row.is_active),
        )
        for row in found.rows
    )
    return _list(request, office, CALENDARS, listed, words, found.next_key, ("new_calendar", _("New service hours")))


@office_page(CALENDARS)
@require_http_methods(["GET", "POST"])
def new_calendar(request: StaffRequest, office: Office) -> HttpResponse:
    """Further service hours."""
    form = CalendarForm(request.POST or None, business=office.business)
    made: list[ServiceCalendar] = []

    def save() -> None:
        chosen = {"name": form.cleaned_data["name"], "document": form.document()}
        made.append(create_calendar(actor=request.actor, business_id=office.business.pk, **chosen))

    if is_saved(request, form, save, _("Saved. The coming days stand below.")):
        return redirect(office.url("calendar", made[0].pk))
    page = _edit_page(office, CALENDARS, form, _("New service hours"), _calendar_groups(form))
    return _show(request, "hours", page)


@office_page(CALENDARS)
@require_http_methods(["GET", "POST"])
def calendar(request: StaffRequest, office: Office, calendar_id: UUID) -> HttpResponse:
    """Service hours, with what they come to in the coming days."""
    business_id = office.business.pk
    row = get_row(
        ServiceCalendar, actor=request.actor, business_id=business_id, row_id=calendar_id, to=CALENDARS.permission
    )
    form = CalendarForm(request.POST or None, business=office.business, calendar=row)

    def save() -> None:
        facts = {name: form.cleaned_data[name] for name in ("name", "is_active")} | {"document": form.document()}
        change_calendar(actor=request.actor, business_id=business_id, calendar_id=calendar_id, facts=facts)

    if is_saved(request, form, save, _("Saved. Clocks that run on these hours follow within a minute.")):
        return redirect(office.url("calendar", calendar_id))
    page = _edit_page(office, CALENDARS, form, row.name, _calendar_groups(form), row)
    return _show(request, "hours", page, preview=preview_of(row, timezone.now()))


@office_page(PACKAGES)
@require_GET
def packages(request: StaffRequest, office: Office) -> HttpResponse:
    """The catalogue, by name."""
    words = request.GET.get("q", "").strip()
    rows = ServicePackage.objects.select_related("calendar").filter(business=office.business, name__icontains=words)
    found = page_by_key(rows, by="name", after=request.GET.get("after", ""))
    listed = tuple(
        Row(
            row.name,
            office.url("package", row.pk),
            " · ".join(filter(None, (row.calendar.name, str(row.get_level_display()), row.price))),
            (Mark(_("for everybody"), "primary"),) * row.is_default + _unused(row.is_active),
        )
        for row in found.rows
    )
    return _list(request, office, PACKAGES, listed, words, found.next_key, ("new_package", _("New package")))


@office_page(PACKAGES)
@require_http_methods(["GET", "POST"])
def new_package(request: StaffRequest, office: Office) -> HttpResponse:
    """A further package. It counts in service hours, so those come first."""
    form = PackageForm(request.POST or None, business=office.business)

    def save() -> None:
        create_package(actor=request.actor, business_id=office.business.pk, facts=form.facts())

    if is_saved(request, form, save, _("Saved. It holds for matters from now on.")):
        return redirect(office.url("packages"))
    page = _edit_page(office, PACKAGES, form, _("New package"), _package_groups(form))
    return _show(request, "package", page, rows=form.target_rows())


@office_page(PACKAGES)
@require_http_methods(["GET", "POST"])
def package(request: StaffRequest, office: Office, package_id: UUID) -> HttpResponse:
    """A package: what it promises, in which hours."""
    business_id = office.business.pk
    row = get_row(
        ServicePackage, actor=request.actor, business_id=business_id, row_id=package_id, to=PACKAGES.permission
    )
    form = PackageForm(request.POST or None, business=office.business, package=row)

    def save() -> None:
        change_package(actor=request.actor, business_id=business_id, package_id=package_id, facts=form.facts())

    if is_saved(request, form, save, _("Saved. Open promises stay as they were given.")):
        return redirect(office.url("packages"))
    page = _edit_page(office, PACKAGES, form, row.name, _package_groups(form), row)
    return _show(request, "package", page, rows=form.target_rows())


def _unused(is_active: bool) -> tuple[Mark, ...]:
    return () if is_active else (Mark(_("not in use"), "line"),)


def _calendar_groups(form: CalendarForm) -> tuple[FieldGroup, ...]:
    week = [day for day, _label in WEEK]
    hint = _("For example 08:00-13:00, 14:00-18:00. An empty day is closed; hours may run past midnight.")
    return (
        group(form, "", "name", "timezone", "is_active", kind="pairs"),
        group(form, _("The week"), *week, "is_overnight", lead=hint, kind="grid"),
        group(form, _("Holidays"), "has_holidays", "country", "holiday_hours", "eve_hours", kind="pairs"),
        group(form, _("Other days"), "dates"),
    )


def _package_groups(form: PackageForm) -> tuple[FieldGroup, ...]:
    return (group(form, "", *form.own_fields(), kind="pairs"),)


def _list(
    request: StaffRequest,
    office: Office,
    section: Section,
    rows: tuple[Row, ...],
    words: str,
    next_key: str,
    new: tuple[str, str],
) -> HttpResponse:
    route, label = new
    page = ListPage(
        frame=office.frame,
        title=str(section.title),
        lead=str(section.lead),
        icon=section.icon,
        rows=rows,
        words=words,
        next_key=next_key,
        new_url=office.url(route),
        new_label=label,
        empty_lead=_("Without a package nothing is promised, and no clock runs.") if section is PACKAGES else "",
    )
    return render(request, "office/list.html", {"page": page, "shell": office.frame.shell})


def _edit_page(
    office: Office,
    section: Section,
    form: CalendarForm | PackageForm,
    title: str,
    groups: tuple[FieldGroup, ...],
    row: ServiceCalendar | ServicePackage | None = None,
) -> EditPage:
    return EditPage(
        frame=office.frame,
        title=title,
        lead="",
        back_url=office.url(section.code),
        back_label=str(section.title),
        form=form,
        groups=groups,
        save_label=_("Save"),
        history=history_of(row) if row else (),
    )


def _show(request: StaffRequest, template: str, page: EditPage, **more: object) -> HttpResponse:
    context = {"page": page, "shell": page.frame.shell, **more}
    return render(request, f"office/{template}.html", context, status=422 if page.form.errors else 200)
