"""Customers of the demo who had to ask what is happening, and the updates that wait for those who did not."""

from datetime import datetime, timedelta

from demo.clock import at
from moked.businesses.models import Business
from moked.cases.domain.states import CaseState
from moked.cases.models import Case, Channel
from moked.cases.services import receive_message
from moked.staff.actors import ContactActor
from moked.updates.services import sweep_updates

ASKED = (
    (timedelta(hours=5), "שלום, מה קורה עם הפנייה שלי? עוד לא קיבלתי תשובה."),
    (timedelta(hours=2), "אפשר עדכון בבקשה? אשמח לדעת איפה זה עומד."),
)


def ask_what_happens(business: Business, now: datetime) -> None:
    """The customers who wait longest for us ask on the pages of their cases; then the worker looks at all of them."""
    waiting = Case.objects.select_related("business", "contact_point", "customer").filter(
        business=business, state=CaseState.OPEN.value, channel=Channel.MAIL, number__gt=0, contact_point__isnull=False
    )
    for case, (ago, text) in zip(waiting.order_by("opened_at"), ASKED, strict=False):
        if case.contact_point is not None and case.last_activity_at < now - ago:
            actor = ContactActor(contact_point_id=case.contact_point.pk, case_id=case.pk)
            with at(now - ago):
                receive_message(
                    actor=actor, case=case, contact_point=case.contact_point, channel=Channel.PORTAL, text=text
                )
    with at(now):
        sweep_updates(now)
