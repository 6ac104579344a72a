"""How a form of the office is saved and shown."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Protocol

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from moked.lib.errors import Conflict, Invalid
from moked.office.pages.common import EditPage, FieldGroup
from moked.ui.doors import StaffRequest


def group(
    form: forms.BaseForm, title: object, *names: str, lead: object = "", kind: str = "stack", shown_for: str = ""
) -> FieldGroup:
    """The named fields of a form as a group; those the form does not have are left out."""
    return FieldGroup(
        str(title), tuple(form[name] for name in names if name in form.fields), str(lead), kind, shown_for
    )


def is_saved(
    request: StaffRequest,
    form: forms.Form,
    save: Callable[[], object],
    done: str,
    *,
    fields: Mapping[type[Exception], str] = MappingProxyType({}),
) -> bool:
    """Saves a posted, valid form and says so in a notice. What a service refuses becomes an error of the form, or of
    the field that `fields` names for this kind of refusal.
    """
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        save()
    except (Invalid, Conflict) as refusal:
        form.add_error(next((name for kind, name in fields.items() if isinstance(refusal, kind)), None), str(refusal))
        return False
    messages.success(request, done)
    return True


class Sheet(Protocol):
    """A form of many rows, which its buttons may rearrange before it is saved."""

    @property
    def is_rearranged(self) -> bool:
        """Whether a button was pressed that only moved rows."""

    def is_valid(self) -> bool:
        """Whether every row is filled in."""

    def show_refusal(self, refusal: Invalid | Conflict) -> None:
        """Puts what a service refused where it belongs."""


def is_sheet_saved(request: StaffRequest, sheet: Sheet, save: Callable[[], object]) -> bool:
    """Saves a posted, valid sheet and says so in a notice; what a service refuses the sheet shows."""
    if request.method != "POST" or sheet.is_rearranged or not sheet.is_valid():
        return False
    try:
        save()
    except (Invalid, Conflict) as refusal:
        sheet.show_refusal(refusal)
        return False
    messages.success(request, _("Saved."))
    return True


def show_form(request: StaffRequest, page: EditPage) -> HttpResponse:
    """The page of a form; 422 when the form has errors."""
    status = 422 if page.form.errors else 200
    return render(request, "office/edit.html", {"page": page, "shell": page.frame.shell}, status=status)


def done(request: StaffRequest, words: str, url: str) -> HttpResponse:
    """A notice, and back to where the work goes on."""
    messages.success(request, words)
    return redirect(url)


def refused(request: StaffRequest, refusal: Invalid | Conflict, url: str) -> HttpResponse:
    """A notice of what could not be done, and back."""
    messages.error(request, str(refusal))
    return redirect(url)
