"""What the staff shell shows around every page of every surface; `ui/shell.html` reads it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import npgettext

from moked.channels.selectors import needing_a_look
from moked.lib.postgres.questions import asked_often
from moked.staff.models import Notice, Person
from moked.staff.permissions import Permission
from moked.ui.doors import StaffRequest

# Whoever may do one of these has something to do in the office.
OFFICE = (
    Permission.INTAKE_REVIEW,
    Permission.KNOWLEDGE_EDIT,
    Permission.PROMISES_EDIT,
    Permission.PROFILES_EDIT,
    Permission.OFFICE_PEOPLE,
    Permission.OFFICE_STRUCTURE,
    Permission.OFFICE_CHANNELS,
    Permission.OFFICE_BUSINESS,
)


# With search and notices these are five, as many as fit under a thumb; of more, these stay in sight.
MOST_ON_A_PHONE = 3
NEAR = ("desk", "cases")


@dataclass(frozen=True, slots=True)
class RailItem:
    """One entry of the main navigation. `icon` is a name of the sprite; `count` is shown when above zero, `counted`
    says of what; `shortcut` is a key sequence such as `g d`."""

    label: str
    url: str
    icon: str
    is_current: bool = False
    # On a phone under 'more', where a bar has room for few.
    is_far: bool = False
    count: int = 0
    counted: str = ""
    shortcut: str = ""


@dataclass(frozen=True, slots=True)
class AccountLink:
    label: str
    url: str
    icon: str


@dataclass(frozen=True, slots=True)
class Bell:
    """The entry of the notices, apart from the others because it changes by itself."""

    url: str
    fragment_url: str
    unread: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class Shell:
    """Beside search and notices a phone's bar shows the near ones of `items`; empty addresses leave their control
    out. `needing_a_look` counts what needs a look in each business where this person may look."""

    person_name: str
    items: tuple[RailItem, ...]
    home_url: str = "/"
    search_url: str = ""
    sign_out_url: str = ""
    theme_url: str = ""
    account_links: tuple[AccountLink, ...] = ()
    bell: Bell | None = None
    # A drawn rail is known again by the counts of its items.
    needing_a_look: Mapping[UUID, int] = field(default_factory=dict, hash=False)

    @property
    def far_items(self) -> tuple[RailItem, ...]:
        return tuple(item for item in self.items if item.is_far)

    @property
    def is_far_away(self) -> bool:
        """Whether the page stands under 'more' on a phone."""
        return any(item.is_current for item in self.far_items)

    @property
    def far_count(self) -> int:
        """What is counted under 'more' on a phone."""
        return sum(item.count for item in self.far_items)


def staff_shell(request: StaffRequest, current: str) -> Shell:
    """The rail as this person may use it; `current` names its entry, such as 'desk' or 'floor', or another page.

    One query, and one more for whoever may look after what could not be processed.
    """
    waiting = needing_a_look(request.actor.businesses_allowing(Permission.INTAKE_REVIEW))
    counts = {"office": sum(waiting.values())}
    places = [
        ("desk", _("Desk"), reverse("workspace:desk"), "desk", "g d"),
        ("cases", _("Cases"), reverse("workspace:cases"), "inbox", "g c"),
        ("customers", _("Customers"), reverse("workspace:customers"), "users", "g u"),
    ]
    if request.actor.may_somewhere(Permission.INCIDENTS_MANAGE):
        # Escalations stand there too, so that the phone's bar keeps room for all.
        places.append(("floor", _("Shift"), reverse("floor:incidents"), "floor", "g s"))
    elif request.actor.may_somewhere(Permission.PROMISES_EDIT):
        places.append(("escalations", _("Escalations"), reverse("workspace:escalations"), "stairs", "g e"))
    if any(request.actor.may_somewhere(permission) for permission in OFFICE):
        places.append(("office", _("Office"), reverse("office:start"), "settings", "g o"))
    return Shell(
        person_name=request.user.full_name,
        items=tuple(
            RailItem(
                label,
                url,
                icon,
                is_current=code == current,
                is_far=len(places) > MOST_ON_A_PHONE and code not in NEAR,
                count=counts.get(code, 0),
                counted=npgettext("so many", "needs a look", "need a look", counts.get(code, 0)),
                shortcut=keys,
            )
            for code, label, url, icon, keys in places
        ),
        home_url=reverse("workspace:desk"),
        search_url=reverse("workspace:search"),
        sign_out_url=reverse("account_logout"),
        theme_url=reverse("choose_look"),
        account_links=(AccountLink(_("My account"), reverse("profile"), "user"),),
        bell=bell_for(request.user, is_current=current == "notices"),
        needing_a_look=waiting,
    )


def bell_for(person: Person, *, is_current: bool = False) -> Bell:
    """The bell with the number of unread notices. One query."""
    return Bell(
        url=reverse("workspace:notices"),
        fragment_url=reverse("workspace:bell"),
        unread=sum(_unread(person.pk)),
        is_current=is_current,
    )


@asked_often
def _unread(person_id: UUID) -> QuerySet[Notice, int]:
    rows = Notice.objects.filter(person_id=person_id, read_at=None).order_by().values("person_id")
    return rows.annotate(count=Count("pk")).values_list("count", flat=True)
