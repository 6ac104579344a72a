"""The alignment meeting in a business: its form, and what may be chosen in it."""

from collections.abc import Mapping
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext

from moked.agreements.domain.meeting import CALENDARS, PACKAGES, PEOPLE, meeting_document
from moked.calendars.models import ServiceCalendar
from moked.flows.models import FlowVersion
from moked.flows.services import publish_flow
from moked.promises.models import ServicePackage
from moked.staff.actors import Actor
from moked.staff.selectors import people_of

FLOW = "alignment"
LANGUAGES = ("he", "en")
# Source -> key -> name, in the order in which they are offered.
Offered = Mapping[str, Mapping[str, str]]


def current_form(actor: Actor, business_id: UUID) -> FlowVersion:
    """The version of the form that meetings begin with now."""
    document = meeting_document(_in_every_language)
    return publish_flow(actor=actor.code, business_id=business_id, code=FLOW, document=document)


def offered_in(business_id: UUID) -> Offered:
    """What a business's meeting may choose from. Three queries."""
    packages = ServicePackage.objects.filter(business_id=business_id, is_active=True)
    calendars = ServiceCalendar.objects.filter(business_id=business_id)
    return {
        PACKAGES: {str(each.pk): each.name for each in packages.order_by("name")},
        CALENDARS: {str(each.pk): each.name for each in calendars.order_by("name")},
        PEOPLE: {str(each.pk): each.full_name for each in people_of(frozenset([business_id]))},
    }


def _in_every_language(text: str) -> dict[str, str]:
    said = {}
    for language in LANGUAGES:
        with translation.override(language):
            said[language] = gettext(text)
    return said
