"""The customer's door: a link opens one case and nothing else. Whatever is wrong with a link looks the same."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation

from moked.businesses.scope import in_scope
from moked.lib.errors import MokedError, NotFound
from moked.lib.htmx import wants_fragment
from moked.lib.limits import Limit, demand
from moked.portal.errors import ForCustomerOnly
from moked.portal.pages.frame import other_languages
from moked.portal.visit import SCREEN_LANGUAGES, Visit, open_visit
from moked.staff.actors import PersonActor
from moked.ui.doors import CUSTOMER_PAGES, client_address, public

LANGUAGE_COOKIE = "moked_page_language"
LANGUAGE_SECONDS = 90 * 24 * 3600

# Links that open nothing, from one address: people open old ones, programs try many.
GUESSES = Limit("link_guesses", 30, timedelta(minutes=10))

VisitView = Callable[..., HttpResponse]


def by_link(view: VisitView) -> VisitView:
    """Opens the visit for `view(request, visit, …)`, in its business's scope and zone, in the visitor's language."""

    @public("the token of the address is checked before anything is read", limit=CUSTOMER_PAGES)
    @wraps(view)
    def opened(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        try:
            visit = open_visit(token)
        except NotFound:
            # After the fact: whoever holds a link that opens is never kept out by a neighbour who guesses.
            demand(GUESSES, client_address(request))
            return link_over(request, token)
        language = chosen_language(request) or visit.language
        with (
            in_scope([visit.case.business_id]),
            translation.override(language),
            timezone.override(visit.business.time_zone),
        ):
            response = _answer(view, request, visit, **kwargs)
        keep_to_its_reader(response, language)
        remember_language(request, response, path=f"/c/{token}/")
        return response

    return opened


def for_customer_only(view: VisitView) -> VisitView:
    """Refuses people who serve the business: a customer's word counts because nobody of ours can give it.

    In the demonstration one visitor plays both sides, often in one browser.
    """

    @wraps(view)
    def guarded(request: HttpRequest, visit: Visit, **kwargs: Any) -> HttpResponse:
        actor: PersonActor | None = getattr(request, "actor", None)
        serves = actor is not None and visit.case.business_id in actor.businesses
        if serves and not visit.case.business.is_demo:
            raise ForCustomerOnly
        return view(request, visit, **kwargs)

    return guarded


def _answer(view: VisitView, request: HttpRequest, visit: Visit, **kwargs: Any) -> HttpResponse:
    try:
        return view(request, visit, **kwargs)
    except MokedError as error:
        template = "ui/_error.html" if wants_fragment(request) else "ui/error.html"
        return render(request, template, {"error": error}, status=error.status)


def link_over(
    request: HttpRequest,
    token: str,
    *,
    is_asked: bool = False,
    template: str = "portal/link_over.html",
    path: str = "",
) -> HttpResponse:
    """The one page of its kind for every link that opens nothing. `is_asked` after somebody asked for a fresh one;
    `path` is where the link's pages are, where they are no case's."""
    language = chosen_language(request) or translation.get_language() or SCREEN_LANGUAGES[0]
    with translation.override(language):
        # `items` is said, since a template would take the method of a dictionary for it.
        portal = {"other_languages": other_languages(), "items": ()}
        context = {"token": token, "is_asked": is_asked, "portal": portal}
        response = render(request, template, context, status=200 if is_asked else 404)
    keep_to_its_reader(response, language)
    remember_language(request, response, path=path or f"/c/{token}/")
    return response


def keep_to_its_reader(response: HttpResponse, language: str) -> None:
    """Nothing of the page stays in caches and search engines, and no other site learns its address.

    Not `no-referrer`: with it browsers send forms as from an unknown origin, and the check against forged requests
    would have to refuse them.
    """
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Content-Language"] = language


def chosen_language(request: HttpRequest) -> str:
    """The language the reader chose on this page, now or earlier; empty when they never did."""
    chosen = request.GET.get("language") or request.COOKIES.get(LANGUAGE_COOKIE, "")
    return chosen if chosen in SCREEN_LANGUAGES else ""


def remember_language(request: HttpRequest, response: HttpResponse, *, path: str) -> None:
    """Keeps a choice made by the address for later visits of the same page."""
    chosen = request.GET.get("language", "")
    if chosen in SCREEN_LANGUAGES:
        response.set_cookie(
            LANGUAGE_COOKIE,
            chosen,
            max_age=LANGUAGE_SECONDS,
            path=path,
            secure=settings.IS_SECURE,
            httponly=True,
            samesite="Lax",
        )
