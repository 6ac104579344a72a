import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases.models import Case, Task
from moked.promises.models import Clock
from moked.routing.domain.why import WhyCode
from moked.routing.models import Offer, WorkItem
from moked.staff.models import Person, Presence, PresenceKind
from moked.workspace.pages.offers import WHY_YOU
from tests import builders

FRAGMENT = {"HX-Request": "true"}
OfferTo = Callable[[Person], Offer]


@pytest.fixture
def offer_to(business: Business) -> OfferTo:
    def make(person: Person) -> Offer:
        case = builders.a_case(business, subject="אין קליטה", assignee=None)
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
                why_facts={"person": str(person.pk)},
                offered_at=now,
                expires_at=now + timedelta(minutes=1),
            )

    return make


def case_of(offer: Offer) -> Case:
    with in_scope([offer.business_id]):
        return Case.objects.get(work_items__offers=offer)


def test_shows_the_next_case_with_its_reason(desk: Client, noa: Person, offer_to: OfferTo) -> None:
    offer_to(noa)
    page = desk.get("/").content.decode()
    assert "אין קליטה" in page
    assert "because you know this customer" in page


def test_titles_what_is_offered_without_a_subject_as_its_row(desk: Client, noa: Person, offer_to: OfferTo) -> None:
    case = case_of(offer_to(noa))
    with in_scope([case.business_id]):
        Case.objects.filter(pk=case.pk).update(subject="")
    page = desk.get("/").content.decode()
    card = page[page.index('<section id="offer-') : page.index("costs you nothing")]
    assert ">(no subject)</p>" in card
    assert case.reference not in card


def test_says_when_what_is_promised_of_the_next_case_ends(desk: Client, noa: Person, offer_to: OfferTo) -> None:
    case = case_of(offer_to(noa))

    def card() -> str:
        page = desk.get("/").content.decode()
        return page[page.index('<section id="offer-') : page.index("costs you nothing")]

    assert "<time" not in card()
    now = timezone.now()
    with in_scope([case.business_id]):
        Clock.objects.create(
            business_id=case.business_id,
            case=case,
            kind="first_reply",
            phase="running",
            target=timedelta(hours=3),
            source="package",
            started_at=now,
            due_at=now + timedelta(hours=3),
        )
    assert "until <time" in card()
    with in_scope([case.business_id]):
        Clock.objects.update(due_at=now - timedelta(hours=1), broken_at=now - timedelta(hours=1))
    assert "was due <time" in card()
    assert "text-error" in card()


def test_says_until_when_a_task_is_to_be_done_that_is_offered(desk: Client, noa: Person, offer_to: OfferTo) -> None:
    offer = offer_to(noa)
    with in_scope([offer.business_id]):
        task = Task.objects.create(
            business_id=offer.business_id,
            case=case_of(offer),
            kind=Task.Kind.WORK,
            what="check the socket",
            due_at=timezone.now() + timedelta(hours=1),
        )
        WorkItem.objects.filter(offers=offer).update(task=task)
    page = desk.get("/").content.decode()
    assert re.search(r"until <time.*?check the socket", page, re.DOTALL)


def test_shows_nobody_elses_offer(desk: Client, samir: Person, offer_to: OfferTo) -> None:
    offer_to(samir)
    assert "אין קליטה" not in desk.get("/").content.decode()


def test_gives_the_case_to_whoever_opens_it(desk: Client, noa: Person, offer_to: OfferTo) -> None:
    offer = offer_to(noa)
    response = desk.post(f"/desk/offers/{offer.pk}/accept/")
    assert response.headers["Location"] == f"/cases/{case_of(offer).pk}/"
    assert case_of(offer).assignee_id == noa.pk


def test_lets_an_offer_pass(desk: Client, noa: Person, offer_to: OfferTo) -> None:
    offer = offer_to(noa)
    assert desk.post(f"/desk/offers/{offer.pk}/decline/", headers=FRAGMENT).status_code == 204
    assert case_of(offer).assignee_id is None


@pytest.mark.parametrize("word", ["accept", "decline"])
def test_answers_no_offer_of_somebody_else(
    desk: Client, stranger: Client, onlooker: Client, samir: Person, offer_to: OfferTo, word: str
) -> None:
    offer = offer_to(samir)
    assert desk.post(f"/desk/offers/{offer.pk}/{word}/").status_code == 409
    assert stranger.post(f"/desk/offers/{offer.pk}/{word}/").status_code == 409
    assert onlooker.post(f"/desk/offers/{offer.pk}/{word}/").status_code == 403
    assert Client().post(f"/desk/offers/{offer.pk}/{word}/").status_code == 302
    assert desk.get(f"/desk/offers/{offer.pk}/{word}/").status_code == 405
    with in_scope([offer.business_id]):
        assert Offer.objects.get(pk=offer.pk).ended_at is None


def test_takes_a_person_at_their_word(desk: Client, noa: Person) -> None:
    assert desk.post("/desk/presence/", {"kind": "break"}, headers=FRAGMENT).status_code == 204
    assert Presence.objects.get(person=noa).kind == PresenceKind.BREAK


@pytest.mark.parametrize("kind", ["", "asleep", "not_answering"])
def test_refuses_what_nobody_can_choose(desk: Client, noa: Person, kind: str) -> None:
    assert desk.post("/desk/presence/", {"kind": kind}, headers=FRAGMENT).status_code == 422
    assert Presence.objects.get(person=noa).kind == PresenceKind.AVAILABLE


def test_has_words_for_every_reason_to_offer() -> None:
    ended = {WhyCode.NOT_ACCEPTED, WhyCode.NOT_TAKING_WORK, WhyCode.NO_LONGER_FITS, WhyCode.AWAY_TOO_LONG}
    given = {WhyCode.HAS_THE_TASK}
    assert set(WHY_YOU) == set(WhyCode) - ended - given


def test_takes_up_what_the_person_begins_to_answer(
    desk: Client, business: Business, noa: Person, offer_to: OfferTo
) -> None:
    offer = offer_to(noa)
    case = case_of(offer)
    desk.post(reverse("workspace:draft", args=[case.pk]), {"html": "<p>ידוע</p>", "direction": "note"})
    with in_scope([business.pk]):
        assert Offer.objects.get().ended_at is None
    desk.post(reverse("workspace:draft", args=[case.pk]), {"html": "<p>בודקים</p>", "direction": "out"})
    with in_scope([business.pk]):
        assert Offer.objects.get().outcome == Offer.Outcome.ACCEPTED
    assert case_of(offer).assignee_id == noa.pk
