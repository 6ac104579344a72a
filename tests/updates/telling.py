"""What a case's customer was told and is to be told, and a sweep at a moment from now."""

from datetime import datetime, timedelta

from django.utils import timezone

from moked.cases.models import Case, Message, MessageState
from moked.updates.matters import case_in_view, next_expected
from moked.updates.models import Update, UpdateWatch
from moked.updates.services import sweep_updates


def states_of(case: Case) -> list[str]:
    return list(Update.objects.filter(case=case).order_by("made_at").values_list("state", flat=True))


def held_of(case: Case) -> Update:
    return Update.objects.get(case=case, state="held")


def automatic_of(case: Case) -> list[Message]:
    rows = Message.objects.filter(case=case, is_automatic=True).exclude(state=MessageState.CANCELLED)
    return list(rows.order_by("created_at"))


def next_told(case: Case) -> datetime:
    """The moment that everybody is shown for the next update, once one has left."""
    fresh = Case.objects.select_related("business", "customer", "contact_point").get(pk=case.pk)
    view = case_in_view(fresh, UpdateWatch.objects.get(case=case), timezone.now())
    moment = next_expected(view, None, timezone.now())
    assert moment is not None
    return moment.astimezone(view.zone)


def sweep(after: timedelta = timedelta(0)) -> None:
    sweep_updates(timezone.now() + after)
