"""The first run: from an empty installation to the first case. Which steps there are, and which comes next."""

from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.core import signing
from django.urls import reverse

from moked.staff.models import Person

SALT = "moked.first-run"
VALID_SECONDS = 24 * 3600


class Step(StrEnum):
    """The steps, in order."""

    WHO = "who"
    BUSINESS = "business"
    MAILBOX = "mailbox"
    WIDGET = "widget"
    TRY = "try"


@dataclass(frozen=True)
class Progress:
    """What stands already."""

    has_business: bool
    has_mailbox: bool
    has_widget: bool
    skipped: frozenset[str]

    def is_done(self, step: Step) -> bool:
        """Whether the step was taken or skipped."""
        standing = {
            Step.WHO: True,
            Step.BUSINESS: self.has_business,
            Step.MAILBOX: self.has_mailbox,
            Step.WIDGET: self.has_widget,
            Step.TRY: False,
        }
        return standing[step] or step.value in self.skipped

    def next_step(self) -> Step:
        """The first step neither taken nor skipped."""
        return next(step for step in Step if not self.is_done(step) or step is Step.TRY)


def welcome_url() -> str:
    """The one-time link that begins the first run. It opens for a day, and while nobody exists."""
    token = signing.dumps("welcome", salt=SALT)
    return f"{settings.PUBLIC_URL}{reverse('first_run:who', args=[token])}"


def opens(token: str) -> bool:
    """Whether the link is ours, young enough and not used: whoever used it exists now. One query at most."""
    try:
        signing.loads(token, salt=SALT, max_age=VALID_SECONDS)
    except signing.BadSignature:
        return False
    return not Person.objects.exists()
