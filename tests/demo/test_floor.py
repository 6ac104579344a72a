"""The demo's notice to everybody comes down by itself; one that a person wrote stays."""

from datetime import timedelta

import pytest
from django.utils import timezone

from demo.crisis import NOTICE
from demo.life.floor import MANAGER_ADDRESS, NOTICE_STANDS, take_down_notices
from moked.businesses.models import PublicNotice
from moked.businesses.scope import in_scope
from moked.cases.services import open_incident, put_up_notice
from moked.staff.permissions import SHIFT_MANAGER
from moked.staff.selectors import person_actor
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("installation")]


@pytest.mark.parametrize(
    ("texts", "age", "stands"),
    [
        (NOTICE, NOTICE_STANDS + timedelta(minutes=1), False),
        (NOTICE, NOTICE_STANDS - timedelta(minutes=1), True),
        ({"he": "המוקד ייסגר היום מוקדם.", "en": "We close early today."}, 2 * NOTICE_STANDS, True),
    ],
)
def test_takes_down_its_own_old_notice_alone(texts: dict[str, str], age: timedelta, stands: bool) -> None:
    business = builders.a_business()
    manager = person_actor(builders.a_person(business, email=MANAGER_ADDRESS, permissions=list(SHIFT_MANAGER)))
    now = timezone.now()
    with in_scope([business.pk]):
        incident = open_incident(
            actor=manager, business_id=business.pk, title="תקלה", began_at=now, topic_id=None, words="אין אינטרנט"
        )
        put_up_notice(actor=manager, incident_id=incident.pk, texts=texts)
        PublicNotice.objects.update(shown_from=now - age)
    take_down_notices(now)
    with in_scope([business.pk]):
        assert PublicNotice.objects.filter(shown_until=None).exists() is stands
