"""What stands around every page of a customer's."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language, gettext

from moked.portal.identification import may_identify
from moked.portal.visit import SCREEN_LANGUAGES, Visit
from moked.ui.shell import RailItem

LANGUAGE_NAMES = {"he": "עברית", "en": "English"}


@dataclass(frozen=True)
class LanguageLink:
    """A way to the same page in another language."""

    code: str
    name: str


@dataclass(frozen=True)
class Frame:
    """Whose page it is, the entries that exist, and what every page must link to."""

    business_name: str
    home_url: str
    accessibility_url: str
    privacy_url: str
    other_languages: tuple[LanguageLink, ...]
    items: tuple[RailItem, ...] = ()
    logo_url: str = ""
    # What everybody is told meanwhile, the newest first.
    notices: tuple[str, ...] = ()


def other_languages() -> tuple[LanguageLink, ...]:
    """The languages a page can be turned to from here."""
    return tuple(LanguageLink(code, LANGUAGE_NAMES[code]) for code in SCREEN_LANGUAGES if code != get_language())


def frame_of(visit: Visit, *, current: str) -> Frame:
    """The frame of a visit's pages; `current` names the entry that is open: case, cases or details."""
    entries = [("case", gettext("The case"), "chat")]
    if may_identify(visit):
        entries += [("cases", gettext("My cases"), "list"), ("details", gettext("My details"), "user")]
    slug = visit.business.slug
    return Frame(
        business_name=visit.business.name,
        home_url=reverse("portal:case", args=[visit.token]),
        accessibility_url=reverse("portal:accessibility", args=[slug]),
        privacy_url=reverse("portal:privacy", args=[slug]),
        other_languages=other_languages(),
        items=tuple(
            RailItem(label, reverse(f"portal:{name}", args=[visit.token]), icon, is_current=name == current)
            for name, label, icon in entries
        )
        if len(entries) > 1
        else (),
        notices=visit.notices,
    )
