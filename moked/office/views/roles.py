"""Roles of a business."""

from uuid import UUID

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from moked.lib.errors import Conflict
from moked.office.editing import done, group, is_saved, refused, show_form
from moked.office.forms.people import RoleForm
from moked.office.frame import Office, office_page
from moked.office.history import history_of
from moked.office.pages.common import Action, EditPage, ListPage, Row
from moked.office.paging import page_by_key
from moked.office.sections import ROLES
from moked.staff.access import get_row
from moked.staff.models import Role
from moked.staff.services import change_role, create_role, remove_role
from moked.ui.doors import StaffRequest


@office_page(ROLES)
@require_GET
def roles(request: StaffRequest, office: Office) -> HttpResponse:
    """The roles, each with how many people hold it."""
    words = request.GET.get("q", "").strip()
    rows = Role.objects.filter(business=office.business, name__icontains=words).annotate(holders=Count("memberships"))
    found = page_by_key(rows, by="name", after=request.GET.get("after", ""))
    page = ListPage(
        frame=office.frame,
        title=_("Roles"),
        lead=_("What people may do"),
        icon="shield",
        rows=tuple(
            Row(role.name, office.url("role", role.pk), _holders(role.holders))  # type: ignore[attr-defined]
            for role in found.rows
        ),
        words=words,
        next_key=found.next_key,
        new_url=office.url("new_role"),
        new_label=_("New role"),
    )
    return render(request, "office/list.html", {"page": page, "shell": office.frame.shell})


@office_page(ROLES)
@require_http_methods(["GET", "POST"])
def new_role(request: StaffRequest, office: Office) -> HttpResponse:
    """A further role."""
    form = RoleForm(request.POST or None)

    def save() -> None:
        create_role(actor=request.actor, business_id=office.business.pk, **form.cleaned_data)

    if is_saved(request, form, save, _("Saved.")):
        return redirect(office.url("roles"))
    return show_form(request, _edit_page(office, form, _("New role")))


@office_page(ROLES)
@require_http_methods(["GET", "POST"])
def role(request: StaffRequest, office: Office, role_id: UUID) -> HttpResponse:
    """What a role allows."""
    row = get_row(Role, actor=request.actor, business_id=office.business.pk, row_id=role_id, to=ROLES.permission)
    form = RoleForm(request.POST or None, initial={"name": row.name, "permissions": row.permissions})

    def save() -> None:
        change_role(actor=request.actor, business_id=office.business.pk, role_id=role_id, **form.cleaned_data)

    if is_saved(request, form, save, _("Saved.")):
        return redirect(office.url("roles"))
    return show_form(request, _edit_page(office, form, row.name, row))


@office_page(ROLES)
@require_POST
def remove(request: StaffRequest, office: Office, role_id: UUID) -> HttpResponse:
    """Removes a role nobody holds."""
    try:
        remove_role(actor=request.actor, business_id=office.business.pk, role_id=role_id)
    except Conflict as refusal:
        return refused(request, refusal, office.url("role", role_id))
    return done(request, _("The role was removed."), office.url("roles"))


def _holders(count: int) -> str:
    return ngettext("%(count)d person", "%(count)d people", count) % {"count": count}


def _edit_page(office: Office, form: RoleForm, title: str, row: Role | None = None) -> EditPage:
    return EditPage(
        frame=office.frame,
        title=title,
        lead=_("Changes hold from the next page each person opens."),
        back_url=office.url("roles"),
        back_label=_("Roles"),
        form=form,
        groups=(group(form, "", "name", "permissions"),),
        save_label=_("Save"),
        history=history_of(row) if row else (),
        actions=(Action(_("Remove the role"), office.url("remove_role", row.pk), "trash", True),) if row else (),
    )
