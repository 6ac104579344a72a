"""What stands around every page of the floor, and how its views answer."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from moked.businesses.models import Business
from moked.lib.errors import Conflict, Invalid
from moked.lib.htmx import vary_on_htmx
from moked.staff.actors import PersonActor
from moked.staff.permissions import Permission
from moked.ui.doors import StaffRequest
from moked.ui.shell import staff_shell
from moked.ui.shift import shift_tabs

TO = Permission.INCIDENTS_MANAGE


def looked_after(actor: PersonActor) -> list[Business]:
    """The businesses whose floor this person looks after, by name."""
    return list(Business.objects.filter(pk__in=actor.businesses_allowing(TO)).order_by("name"))


def show_page(
    request: StaffRequest, template: str, page: object, *, tab: str = "incidents", status: int = 200
) -> HttpResponse:
    """A page of the floor, or a part of one (`<template>#<partial>`)."""
    name, separator, part = template.partition("#")
    context = {"page": page, "shell": staff_shell(request, "floor"), "tabs": shift_tabs(request, tab)}
    response = render(request, f"floor/{name}.html{separator}{part}", context, status=status)
    vary_on_htmx(response)
    return response


def is_done(request: StaffRequest, form: forms.Form, act: Callable[[], object], said: str) -> bool:
    """Does what a posted, valid form asks and says so. What a service refuses becomes an error of the form."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act()
    except (Invalid, Conflict) as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, said)
    return True


def done(request: StaffRequest, act: Callable[[], object], said: str, back: str) -> HttpResponse:
    """Does it, says so or why not, and goes back."""
    try:
        act()
    except (Invalid, Conflict) as refusal:
        messages.error(request, str(refusal))
    else:
        if said:
            messages.success(request, said)
    return redirect(back)
