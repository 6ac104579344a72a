"""The frame around every page of the desk."""

from dataclasses import dataclass

from django.urls import reverse

from moked.staff.models import Notice, Person
from moked.ui.doors import StaffRequest
from moked.ui.shell import Shell, staff_shell


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
    return Frame(staff_shell(request, current), bell_for(request.user, is_current=current == "notices"))
