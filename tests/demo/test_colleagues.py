"""Simulated colleagues beside the persona: what is new is hers while she is at work."""

import random
from datetime import timedelta

import pytest
from django.utils import timezone

from demo.life.colleagues import NOTICING, PERSONA_ADDRESS, WRITING_SECONDS, Colleagues, gather_colleagues
from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases.models import Case, Direction, Message
from moked.routing.domain.why import WhyCode
from moked.routing.facts import SILENCE
from moked.routing.models import Offer, WorkItem
from moked.staff.models import Person, Presence, PresenceKind
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("installation")]
COLLEAGUE_ADDRESS = "samir.khoury@tapuz.test"


@pytest.fixture
def business() -> Business:
    return builders.a_business()


@pytest.fixture
def persona(business: Business) -> Person:
    return builders.a_person(business, email=PERSONA_ADDRESS)


@pytest.fixture
def samir(business: Business) -> Person:
    return builders.a_person(business, first_name="סמיר", last_name="ח׳ורי", email=COLLEAGUE_ADDRESS)


@pytest.fixture
def colleagues(samir: Person) -> Colleagues:
    return gather_colleagues(random.Random("moked"))


def offer_to(person: Person, business: Business) -> Offer:
    case = builders.a_case(business)
    now = timezone.now()
    with in_scope([business.pk]):
        item, _ = WorkItem.objects.get_or_create(
            case=case, defaults={"business": business, "pool": business.pool, "mode": WorkItem.Mode.DEFERRED}
        )
        return Offer.objects.create(
            business=business,
            item=item,
            person=person,
            mode=WorkItem.Mode.DEFERRED,
            why_code=WhyCode.KNOWS_CUSTOMER,
            offered_at=now - 2 * NOTICING,
            expires_at=now + timedelta(minutes=1),
        )


def kind_of(person: Person) -> str:
    return Presence.objects.get(person=person).kind


@pytest.mark.parametrize("kind", [PresenceKind.AVAILABLE, PresenceKind.QUIET])
def test_leaves_what_is_new_to_the_persona(
    business: Business, persona: Person, samir: Person, colleagues: Colleagues, kind: PresenceKind
) -> None:
    Presence.objects.filter(person=persona).update(kind=kind)
    offer = offer_to(samir, business)
    colleagues.work(timezone.now())
    offer.refresh_from_db()
    assert (kind_of(samir), offer.outcome) == (PresenceKind.BREAK, Offer.Outcome.DECLINED)


def test_goes_on_with_cases_in_hand(
    business: Business, persona: Person, samir: Person, colleagues: Colleagues
) -> None:
    Presence.objects.filter(person=persona).update(kind=PresenceKind.BREAK)
    offer = offer_to(samir, business)
    now = timezone.now()
    colleagues.work(now)
    case = Case.objects.get(work_items__offers=offer)
    assert case.assignee_id == samir.pk
    # She comes back with a screen that stays open for longer than anybody writes.
    later = now + timedelta(seconds=WRITING_SECONDS[1])
    Presence.objects.filter(person=persona).update(kind=PresenceKind.AVAILABLE, seen_at=later)
    colleagues.work(later)
    assert kind_of(samir) == PresenceKind.BREAK
    assert Message.objects.filter(case=case, direction=Direction.OUT, is_automatic=False).exists()


@pytest.mark.parametrize(
    "away", [{"kind": PresenceKind.BREAK}, {"seen_at": timezone.now() - 2 * SILENCE}], ids=["on_a_break", "silent"]
)
def test_comes_back_when_the_persona_leaves(
    business: Business, persona: Person, samir: Person, colleagues: Colleagues, away: dict[str, object]
) -> None:
    colleagues.work(timezone.now())
    Presence.objects.filter(person=persona).update(**away)
    offer = offer_to(samir, business)
    colleagues.work(timezone.now())
    offer.refresh_from_db()
    assert (kind_of(samir), offer.outcome) == (PresenceKind.AVAILABLE, Offer.Outcome.ACCEPTED)
