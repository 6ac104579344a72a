"""What stands around every page of the office: the rail, the business chosen, the parts one may open."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from moked.businesses.models import Business
from moked.lib.errors import NotFound
from moked.office.sections import SECTIONS, TRAY, Section
from moked.staff.actors import PersonActor
from moked.staff.permissions import Permission
from moked.ui.doors import StaffRequest, requires
from moked.ui.shell import Shell, staff_shell


@dataclass(frozen=True)
class BusinessLink:
    """`waiting` is how much in it needs a look."""

    name: str
    url: str
    is_current: bool
    waiting: int


@dataclass(frozen=True)
class SectionLink:
    """A part of the office. `waiting` is how much in it waits for somebody."""

    title: str
    lead: str
    icon: str
    url: str
    is_current: bool
    waiting: int = 0


@dataclass(frozen=True)
class Frame:
    """The surroundings of a page. `businesses` are those this person may look after in any way."""

    shell: Shell
    business_name: str
    home_url: str
    businesses: tuple[BusinessLink, ...]
    sections: tuple[SectionLink, ...]


@dataclass(frozen=True)
class Office:
    """What a view of the office gets: who acts, in which business, inside which frame."""

    actor: PersonActor
    business: Business
    frame: Frame

    def may(self, permission: Permission) -> bool:
        """Whether the person may do this in this business."""
        return self.actor.may(permission, self.business.pk)

    def url(self, route: str, *args: object) -> str:
        """The address of a route of the office, in this business."""
        return reverse(f"office:{route}", args=[self.business.slug, *args])


OfficeView = Callable[..., HttpResponse]


def office_page(section: Section) -> Callable[[OfficeView], OfficeView]:
    """The door of a part of the office: its permission, held in the very business of the address."""

    def decorate(view: OfficeView) -> OfficeView:
        @wraps(view)
        def opened(request: StaffRequest, slug: str, **kwargs: Any) -> HttpResponse:
            office = open_office(request, slug, section)
            if not office.may(section.permission):
                raise NotFound
            return view(request, office, **kwargs)

        return requires(section.permission)(opened)

    return decorate


def open_office(request: StaffRequest, slug: str, section: Section | None = None) -> Office:
    """The office of one business. Raises NotFound where this person looks after nothing. Three queries at most."""
    businesses = looked_after(request.actor)
    chosen = next((business for business in businesses if business.slug == slug), None)
    if chosen is None:
        raise NotFound
    return Office(request.actor, chosen, _frame(request, chosen, businesses, section))


def looked_after(actor: PersonActor) -> list[Business]:
    """The businesses in which the person may open some part of the office, by name."""
    permissions = {section.permission for section in SECTIONS}
    keys = frozenset[Any]().union(*(actor.businesses_allowing(permission) for permission in permissions))
    return list(Business.objects.filter(pk__in=keys).order_by("name"))


def _frame(request: StaffRequest, chosen: Business, businesses: list[Business], section: Section | None) -> Frame:
    def may(permission: Permission) -> bool:
        return request.actor.may(permission, chosen.pk)

    shell = staff_shell(request, "office")
    waiting = shell.needing_a_look
    return Frame(
        shell=shell,
        business_name=chosen.name,
        home_url=reverse("office:index", args=[chosen.slug]),
        businesses=tuple(
            BusinessLink(
                business.name,
                reverse("office:index", args=[business.slug]),
                business == chosen,
                waiting.get(business.pk, 0),
            )
            for business in businesses
        ),
        sections=tuple(
            SectionLink(
                str(each.title),
                str(each.lead),
                each.icon,
                reverse(f"office:{each.code}", args=[chosen.slug]),
                each is section,
                waiting=waiting.get(chosen.pk, 0) if each is TRAY else 0,
            )
            for each in SECTIONS
            if may(each.permission)
        ),
    )
