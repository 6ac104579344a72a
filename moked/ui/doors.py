"""Each route declares who may pass. A walker in the tests fails on a route that declares nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from moked.lib.errors import NotAllowed
from moked.lib.limits import Limit, demand, network_of
from moked.staff.actors import PersonActor
from moked.staff.models import Person
from moked.staff.permissions import Permission

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Door:
    """What a route declares: `public` or `probe` with a reason, `signed_in`, or a permission held somewhere."""

    kind: str
    permission: Permission | None = None
    reason: str = ""
    limit: Limit | None = None


class StaffRequest(HttpRequest):
    """The request as a staff view gets it: somebody is signed in."""

    user: Person
    actor: PersonActor


# An office, a school or a telephone network is one address to us: limits leave room for many people behind it.
PAGES = Limit("pages", 600, timedelta(minutes=1))
CUSTOMER_PAGES = Limit("customer_pages", 300, timedelta(minutes=1))
SIGNING_IN = Limit("signing_in", 120, timedelta(minutes=5))


def client_address(request: HttpRequest) -> str:
    """What a client is counted under. The server has put a trusted proxy's word for it into REMOTE_ADDR."""
    return network_of(request.META.get("REMOTE_ADDR", ""))


def _declare(view: View, door: Door) -> View:
    view.door = door  # type: ignore[attr-defined]
    return view


def public(reason: str, *, limit: Limit) -> Callable[[View], View]:
    """Anybody may pass, signed in or not, as often as the limit allows one address of the network.

    The view checks its own token, if it has one. Raises TooMany.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            demand(limit, client_address(request))
            return view(request, *args, **kwargs)

        return _declare(guarded, Door("public", reason=reason, limit=limit))

    return decorate


def probe(reason: str) -> Callable[[View], View]:
    """Machines that watch may pass as often as they like: no limit is counted, since that needs the database they
    ask about. The view does nothing that costs."""
    return lambda view: _declare(view, Door("probe", reason=reason))


def signed_in(view: View) -> View:
    """Any signed-in person."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return _declare(guarded, Door("signed_in"))


def requires(permission: Permission) -> Callable[[View], View]:
    """People whose role in at least one of their businesses allows it. The object's own door asks again."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            actor: PersonActor = request.actor  # type: ignore[attr-defined]
            if not actor.may_somewhere(permission):
                raise NotAllowed
            return view(request, *args, **kwargs)

        return _declare(guarded, Door("permission", permission=permission))

    return decorate
