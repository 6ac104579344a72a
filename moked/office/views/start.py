"""The way into the office."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from moked.channels.selectors import needing_a_look
from moked.lib.errors import NotAllowed
from moked.office.frame import Frame, looked_after, open_office
from moked.staff.permissions import Permission
from moked.ui.doors import StaffRequest, signed_in


@dataclass(frozen=True)
class IndexPage:
    """All parts of the office this person may open."""

    frame: Frame


@signed_in
@require_GET
def start(request: StaffRequest) -> HttpResponse:
    """To the first business this person looks after in which something needs a look, otherwise to the first."""
    businesses = looked_after(request.actor)
    if not businesses:
        raise NotAllowed
    waiting = needing_a_look(request.actor.businesses_allowing(Permission.INTAKE_REVIEW))
    chosen = next((business for business in businesses if business.pk in waiting), businesses[0])
    return redirect("office:index", slug=chosen.slug)


@signed_in
@require_GET
def index(request: StaffRequest, slug: str) -> HttpResponse:
    """The parts of the office; its door is held by open_office, which knows nobody without any of them."""
    office = open_office(request, slug)
    return render(request, "office/index.html", {"page": IndexPage(office.frame), "shell": office.frame.shell})
