"""What every site in Israel must say: how it is accessible, and what happens to personal data."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from moked.businesses.models import Business
from moked.lib.errors import NotFound
from moked.portal.door import chosen_language, remember_language
from moked.portal.pages.frame import Frame, other_languages
from moked.portal.visit import SCREEN_LANGUAGES
from moked.ui.doors import PAGES, public


@dataclass(frozen=True)
class StatementPage:
    """A statement of one business, or of the installation when no business is named."""

    business_name: str


@public("a statement everybody may read", limit=PAGES)
@require_GET
def show_accessibility(request: HttpRequest, slug: str = "") -> HttpResponse:
    """How the pages are accessible, and whom to tell when something is not."""
    return _show(request, slug, "accessibility")


@public("a statement everybody may read", limit=PAGES)
@require_GET
def show_privacy(request: HttpRequest, slug: str = "") -> HttpResponse:
    """What is kept about customers, why, and what they can ask for."""
    return _show(request, slug, "privacy")


def _show(request: HttpRequest, slug: str, which: str) -> HttpResponse:
    business = Business.objects.filter(slug=slug).first() if slug else None
    if slug and business is None:
        raise NotFound
    language = chosen_language(request) or (business.language if business else translation.get_language())
    if language not in SCREEN_LANGUAGES:
        language = SCREEN_LANGUAGES[0]
    own = [slug] if slug else []
    with translation.override(language):
        frame = Frame(
            business_name=business.name if business else gettext("Service centre"),
            home_url=request.path,
            accessibility_url=reverse("portal:accessibility", args=own),
            privacy_url=reverse("portal:privacy", args=own),
            other_languages=other_languages(),
        )
        page = StatementPage(business.name if business else "")
        response = render(request, f"portal/{which}.{language}.html", {"page": page, "portal": frame})
    response.headers["Content-Language"] = language
    remember_language(request, response, path=request.path)
    return response
