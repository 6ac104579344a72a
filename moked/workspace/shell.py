"""The frame around every page of the desk."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from moked.staff.models import Notice, Person
from moked.staff.permissions import Permission
from moked.ui.doors import StaffRequest
from moked.ui.shell import AccountLink, RailItem, Shell

OFFICE = (
    Permission.KNOWLEDGE_EDIT,
    Permission.OFFICE_PEOPLE,
    Permission.OFFICE_STRUCTURE,
    Permission.OFFICE_CHANNELS,
    Permission.OFFICE_BUSINESS,
)


@dataclass(frozen=True)
class Bell:
    """The entry of the notices, apart from the others because it changes by itself."""

    url: str
    fragment_url: str
    topic: str
    unread: int
    is_current: bool


@dataclass(frozen=True)
class Frame:
    """Everything around a page: the rail and the bell. One query."""

    shell: Shell
    bell: Bell


def bell_for(person: Person, *, is_current: bool = False) -> Bell:
    """The bell with the number of unread notices."""
    return Bell(
        url=reverse("workspace:notices"),
        fragment_url=reverse("workspace:bell"),
        topic="worklist",
        unread=Notice.objects.filter(person=person, read_at=None).count(),
        is_current=is_current,
    )


def frame_for(request: StaffRequest, current: str) -> Frame:
    """The frame of a page; `current` is 'desk', 'cases', 'customers' or 'notices'."""
    places = [
        ("desk", _("Desk"), reverse("workspace:desk"), "desk", "g d"),
        ("cases", _("Cases"), reverse("workspace:cases"), "inbox", "g c"),
        ("customers", _("Customers"), reverse("workspace:customers"), "users", "g u"),
    ]
    if any(request.actor.may_somewhere(permission) for permission in OFFICE):
        places.append(("office", _("Office"), "/office/", "settings", "g o"))
    items = tuple(
        RailItem(label, url, icon, is_current=code == current, shortcut=keys)
        for code, label, url, icon, keys in places
    )
    shell = Shell(
        person_name=request.user.full_name,
        items=items,
        home_url=reverse("workspace:desk"),
        search_url=reverse("workspace:search"),
        sign_out_url=reverse("account_logout"),
        theme_url=reverse("choose_look"),
        account_links=(AccountLink(_("My account"), reverse("profile"), "user"),),
    )
    return Frame(shell, bell_for(request.user, is_current=current == "notices"))
