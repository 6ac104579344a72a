"""A customer goes by another name: desks are told, since their lists listen to no customer of theirs."""

from moked.cases.domain.states import LIVE
from moked.cases.events import DeskNameChanged
from moked.cases.models import Case
from moked.customers.events import CustomerChanged, CustomersMerged, CustomerUnmerged
from moked.customers.models import Customer
from moked.customers.selectors import canonical_ids
from moked.journal.record import record


def tell_desks(event: CustomerChanged | CustomersMerged | CustomerUnmerged) -> None:
    """Reaction: whoever has open cases of this customer, or of one who is read as them, shows another name."""
    if isinstance(event, CustomerChanged) and "name" not in event.fields:
        return
    theirs = canonical_ids(Customer.objects.get(pk=event.customer_id))
    cases = Case.objects.filter(customer_id__in=theirs, state__in=[state.value for state in LIVE])
    holders = cases.exclude(assignee=None).order_by("assignee_id").values_list("assignee_id", flat=True).distinct()
    for person_id in holders:
        record(
            DeskNameChanged(
                business_id=event.business_id, actor=event.actor, customer_id=event.customer_id, person_id=person_id
            )
        )
