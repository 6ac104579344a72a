"""Nobody works here on a password alone: whoever has no second factor is led to set one up before anything else."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import Resolver404, resolve

from moked.businesses.selectors import demo_is_loaded
from moked.lib.htmx import redirect_page, wants_fragment
from moked.staff.models import Person

# Remembered in the session, so that a request of somebody protected costs no query.
SETTLED = "second_factor_settled"
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]

# Where a person may be without one: choosing it, proving who they are, leaving, and choosing how screens look.
OPEN_ROUTES = frozenset(
    {
        "second_factor",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "account_reauthenticate",
        "account_logout",
        "set_language",
        "choose_look",
    }
)
# Where a factor may be taken away: what the session remembers is asked anew.
CHANGING_ROUTES = frozenset({"mfa_deactivate_totp", "mfa_remove_webauthn"})


def second_factor_is_required() -> bool:
    """As MOKED_REQUIRE_SECOND_FACTOR says; when it says nothing: yes, except while the demonstration is loaded."""
    if settings.REQUIRE_SECOND_FACTOR is not None:
        return bool(settings.REQUIRE_SECOND_FACTOR)
    return not demo_is_loaded()


class SecondFactorMiddleware:
    """Leads a signed-in person without a second factor to the page where one is set up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not isinstance(request.user, Person):
            return self.get_response(request)
        route = _route_name(request)
        if route in CHANGING_ROUTES:
            request.session.pop(SETTLED, None)
            return self.get_response(request)
        if request.session.get(SETTLED) or route in OPEN_ROUTES:
            return self.get_response(request)
        if is_mfa_enabled(request.user, FACTORS) or not second_factor_is_required():
            request.session[SETTLED] = True
            return self.get_response(request)
        if wants_fragment(request):
            response = HttpResponse(status=204)
            redirect_page(response, resolve_url("second_factor"))
            return response
        return redirect("second_factor")


def _route_name(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).url_name or ""
    except Resolver404:
        return ""
