"""Asking for a code, and what it opens: the customer's other cases, their details, what we sent them."""

from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from moked.cases.links import link_for, token_of
from moked.customers.errors import CodeExpired, CodeWrong
from moked.lib.errors import NotFound
from moked.lib.limits import Limit, demand
from moked.portal.door import VisitView, by_link
from moked.portal.forms import CodeForm
from moked.portal.identification import (
    carry_identification,
    confirm_code,
    has_pending_code,
    is_identified,
    may_identify,
    remember_identification,
    request_code,
)
from moked.portal.pages.customer import cases_page, details_page, own_cases
from moked.portal.pages.frame import Frame, frame_of
from moked.portal.visit import Visit
from moked.ui.doors import client_address

CODE_REQUESTS = Limit("code_requests", 30, timedelta(hours=1))
CODE_TRIES = Limit("code_tries", 20, timedelta(hours=1))


@dataclass(frozen=True)
class CodePage:
    """Asking for a code, and entering it once one is on its way."""

    frame: Frame
    masked_address: str
    is_possible: bool
    is_sent: bool
    form: CodeForm
    next: str
    send_url: str
    confirm_url: str
    case_url: str


def identified(view: VisitView) -> VisitView:
    """Lets only a visitor pass whose address was proven in this browser; others are asked for a code."""

    @wraps(view)
    def guarded(request: HttpRequest, visit: Visit, **kwargs: Any) -> HttpResponse:
        return view(request, visit, **kwargs) if is_identified(request, visit) else ask_for_code(request, visit)

    return guarded


def ask_for_code(request: HttpRequest, visit: Visit) -> HttpResponse:
    """To the page that asks for a code, and from there back to what was wanted."""
    address = reverse("portal:code", args=[visit.token])
    return HttpResponseRedirect(f"{address}?{urlencode({'next': request.path})}", status=303)


@by_link
@require_http_methods(["GET", "POST"])
def show_code(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Offers to send a code; after sending, takes it."""
    wanted = _next(request.GET.get("next", ""), visit)
    if is_identified(request, visit):
        return HttpResponseRedirect(wanted, status=303)
    if request.method == "POST":
        demand(CODE_REQUESTS, client_address(request))
        request_code(visit)
        return HttpResponseRedirect(f"{request.path}?{urlencode({'next': wanted})}", status=303)
    return _render(request, visit, wanted, CodeForm())


@by_link
@require_POST
def post_code(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Compares the code; a right one opens what was wanted."""
    wanted = _next(request.GET.get("next", ""), visit)
    form = CodeForm(request.POST)
    if form.is_valid():
        # Each code allows a few tries by itself; this counts over all codes sent to this link.
        demand(CODE_TRIES, str(visit.link.pk))
        try:
            identification = confirm_code(visit, form.cleaned_data["code"].replace(" ", "").replace("-", ""))
        except (CodeWrong, CodeExpired) as error:
            form.add_error("code", str(error))
        else:
            response = HttpResponseRedirect(wanted, status=303)
            remember_identification(response, visit.link, identification.pk)
            return response
    return _render(request, visit, wanted, form, status=422)


def _render(request: HttpRequest, visit: Visit, wanted: str, form: CodeForm, *, status: int = 200) -> HttpResponse:
    suffix = "?" + urlencode({"next": wanted})
    page = CodePage(
        frame=frame_of(visit, current=""),
        masked_address=_masked(visit.contact_point.shown),
        is_possible=may_identify(visit),
        is_sent=has_pending_code(visit),
        form=form,
        next=wanted,
        send_url=reverse("portal:code", args=[visit.token]) + suffix,
        confirm_url=reverse("portal:confirm_code", args=[visit.token]) + suffix,
        case_url=reverse("portal:case", args=[visit.token]),
    )
    return render(request, "portal/code.html", {"page": page, "portal": page.frame}, status=status)


def _next(address: str, visit: Visit) -> str:
    """Only pages of this very link."""
    home = reverse("portal:case", args=[visit.token])
    is_own = address.startswith(home) and not set(address) & set("\\\r\n?#") and ".." not in address
    return address if is_own else reverse("portal:cases", args=[visit.token])


def _masked(address: str) -> str:
    """Enough of an address for its owner to know which one is meant: d•••@c•••.test."""
    local, _, domain = address.partition("@")
    name, dot, rest = domain.rpartition(".")
    return f"{local[:1]}•••@{name[:1]}•••{dot}{rest}"


@by_link
@require_GET
@identified
def show_cases(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The customer's cases."""
    page = cases_page(visit)
    return render(request, "portal/cases.html", {"page": page, "portal": page.frame})


@by_link
@require_GET
@identified
def show_details(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What we know the customer by."""
    page = details_page(visit)
    return render(request, "portal/details.html", {"page": page, "portal": page.frame})


@by_link
@require_GET
@identified
def show_other_case(request: HttpRequest, visit: Visit, case_id: UUID) -> HttpResponse:
    """On to the page of another case of the same customer, by a link of its own."""
    case = next((case for case in own_cases(visit) if case.pk == case_id), None)
    if case is None:
        raise NotFound(gettext("This case is not in your list."))
    link = link_for(case, visit.contact_point)
    response = HttpResponseRedirect(reverse("portal:case", args=[token_of(link)]), status=303)
    carry_identification(request, response, visit, link)
    return response
