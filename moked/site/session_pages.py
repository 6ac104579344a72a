"""Where a person is signed in: each device, and ending one sign-in or all others."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from moked.lib.devices import Device, device_of
from moked.staff.sessions import end_other_sessions, end_own_session, open_sessions
from moked.ui.doors import StaffRequest, signed_in


@dataclass(frozen=True)
class SessionRow:
    """One sign-in. `user_agent` is what the browser said of itself, for whoever doubts the name."""

    id: int
    device: str
    user_agent: str
    since: datetime
    address: str
    is_here: bool


@signed_in
@require_safe
def show_sessions(request: StaffRequest) -> HttpResponse:
    """Every sign-in, this one first."""
    here = request.session.session_key
    rows = [
        SessionRow(
            id=session.pk,
            device=_name_of(device_of(session.user_agent)),
            user_agent=session.user_agent,
            since=session.created_at,
            address=session.ip,
            is_here=session.session_key == here,
        )
        for session in open_sessions(request.user)
    ]
    rows.sort(key=lambda row: (not row.is_here, -row.since.timestamp()))
    return render(request, "usersessions/usersession_list.html", {"rows": rows})


@signed_in
@require_POST
def end_one(request: StaffRequest, session_id: int) -> HttpResponse:
    """Signs one device out; for this one that is signing out."""
    end_own_session(person=request.user, session_id=session_id)
    messages.success(request, _("That device is signed out."))
    return redirect("usersessions_list")


@signed_in
@require_POST
def end_others(request: StaffRequest) -> HttpResponse:
    """Signs every other device out."""
    ended = end_other_sessions(person=request.user, key=request.session.session_key or "")
    text = ngettext("%(number)s device is signed out.", "%(number)s devices are signed out.", ended)
    messages.success(request, text % {"number": ended})
    return redirect("usersessions_list")


def _name_of(device: Device) -> str:
    if device.browser and device.system:
        return _("%(browser)s on %(system)s") % {"browser": device.browser, "system": device.system}
    return device.browser or device.system or _("Unknown device")
