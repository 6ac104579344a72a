"""The scene of a bench: businesses, their mailboxes and widgets, and people at their desks."""

import subprocess
import sys
from datetime import timedelta

from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_whole_installation
from moked.channels.models import ChatWidget, Mailbox
from moked.staff.models import Person, Presence
from tests import builders


def businesses(count: int) -> list[Business]:
    """New businesses, each with a mailbox and a chat widget."""
    return [builders.a_business(f"עסק {number + 1}") for number in range(count)]


def people(count: int, served: list[Business]) -> list[Person]:
    """People who serve all of these, at their desks for the whole run."""
    made = []
    for _ in range(count):
        person = builders.a_person(served[0])
        for business in served[1:]:
            builders.join(person, business)
        made.append(person)
    Presence.objects.filter(person__in=made).update(seen_at=timezone.now() + timedelta(hours=6))
    return made


def acknowledge(served: list[Business], *, is_on: bool) -> None:
    """Whether customers hear at once under which number we have their matter."""
    with in_whole_installation("a bench sets its scene"):
        Mailbox.objects.filter(business__in=served).update(acknowledge=is_on)


def addresses(served: list[Business]) -> list[str]:
    """The mail addresses of these businesses."""
    with in_whole_installation("a bench sets its scene"):
        return list(Mailbox.objects.filter(business__in=served).values_list("address", flat=True))


def widget_key(business: Business) -> str:
    """The key by which a site's page opens the business's chat."""
    with in_whole_installation("a bench sets its scene"):
        return ChatWidget.objects.get(business=business).key


def make_cases(count: int, *, businesses: int) -> None:
    """Made-up cases with all that belongs to them, spread over new businesses, as `moked demo bulk` makes them."""
    command("demo", "bulk", "--cases", str(count), "--businesses", str(businesses))


def command(*arguments: str) -> None:
    """Runs `moked <arguments>` to its end. Raises CalledProcessError."""
    subprocess.run([sys.executable, "-W", "ignore", "-m", "moked", *arguments], check=True, stdout=sys.stderr)
