"""Customers of the demo who want to hear by telephone: one was called, another is to be called within the hour."""

from datetime import datetime, time, timedelta

from demo.clock import at
from demo.structure import Place
from moked.cases.domain.states import CaseState
from moked.cases.models import Case, Task, WaitingFor
from moked.cases.services import end_task, put_aside_until
from moked.customers.models import ContactPoint
from moked.promises.services import set_profile
from moked.staff.actors import PersonActor
from moked.updates.services import sweep_updates

# Of a shop whose owner is at the counter early and late, all week.
MANNER = {"road": "phone", "hears_from": time(7), "hears_until": time(22), "keeps_rest_days": False}
SAID = "סיפרתי שהבדיקה עברה לספק ושתשובה תגיע מחר בבוקר. סוכם שנתקשר שוב כשיהיה חדש."
CUSTOMERS = 2


def let_call(place: Place, director: PersonActor, now: datetime) -> None:
    """Their cases wait for a supplier since a moment ago, which they are to hear in a call. At night nobody calls."""
    with_number = ContactPoint.objects.filter(business=place.business, kind=ContactPoint.Kind.PHONE)
    cases = Case.objects.select_related("customer", "assignee").filter(
        business=place.business,
        state=CaseState.OPEN.value,
        assignee__isnull=False,
        customer__in=with_number.values("customer"),
    )
    for case in cases.order_by("-opened_at")[:CUSTOMERS]:
        yesterday = now.date() - timedelta(days=1)
        set_profile(actor=director, customer=case.customer, effective_from=yesterday, facts=MANNER)
        with at(now - timedelta(minutes=9)):
            until = now + timedelta(days=1)
            put_aside_until(actor=director, case_id=case.pk, waiting_for=WaitingFor.SUPPLIER, until=until)
    with at(now - timedelta(minutes=8)):
        sweep_updates(now - timedelta(minutes=8))
    called = Task.objects.filter(business=place.business, kind=Task.Kind.CALL, state=Task.State.OPEN).first()
    if called is not None:
        with at(now - timedelta(minutes=3)):
            end_task(actor=director, task_id=called.pk, note=SAID)
