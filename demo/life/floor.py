"""What the demo's shift manager does by herself: what she told everybody comes down again."""

from datetime import datetime, timedelta

from demo.content import people
from demo.crisis import NOTICE, SHIFT_MANAGER
from moked.businesses.models import PublicNotice
from moked.businesses.scope import in_scope
from moked.cases.services import take_down_notice
from moked.staff.models import Person
from moked.staff.selectors import person_actor

MANAGER_ADDRESS = next(each.email for each in people.STAFF if each.code == SHIFT_MANAGER)
# Longer, and it would stand in every acknowledgement, also of those who ask about a bill weeks later.
NOTICE_STANDS = timedelta(minutes=40)


def take_down_notices(now: datetime) -> None:
    """Takes down the wide fault's notice once most have heard; what somebody else told everybody stays."""
    old = PublicNotice.objects.filter(shown_until=None, texts=NOTICE, shown_from__lt=now - NOTICE_STANDS)
    for notice in old:
        manager = person_actor(Person.objects.get(email=MANAGER_ADDRESS))
        assert notice.about_id is not None, "the wide fault's"
        with in_scope([notice.business_id]):
            take_down_notice(actor=manager, incident_id=notice.about_id)
