"""What tests of drafts and of sent answers share."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.utils import timezone

from moked.businesses.scope import in_scope
from moked.cases.models import Case
from moked.journal.models import JournalEntry

FRAGMENT = {"HX-Request": "true"}
FAULT = "<p>התקלה לא אצלנו, אתקשר אליך עד 14:00</p>"


def later(hours: int = 3) -> str:
    return f"{timezone.now().astimezone(ZoneInfo('Asia/Jerusalem')) + timedelta(hours=hours):%Y-%m-%dT%H:%M}"


def codes(case: Case) -> list[str]:
    with in_scope([case.business_id]):
        return list(JournalEntry.objects.filter(case_id=case.pk).order_by("id").values_list("code", flat=True))


def assert_asks_nothing(response: HttpResponse) -> None:
    """It was done, and whatever was asked above the composer goes: 204 would leave it there."""
    assert (response.status_code, response.content.strip()) == (200, b"")
