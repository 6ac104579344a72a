"""Taking a hand-over back: soon, by whoever handed over, and only before anybody else began with the case."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases import services as cases
from moked.cases.domain.hand_overs import TAKE_BACK_WITHIN, Deed, is_begun
from moked.cases.errors import HandOverStands, MoveImpossible
from moked.cases.events import CaseHandedOver
from moked.cases.files import IncomingFile, attach
from moked.cases.models import Case, Message
from moked.journal.models import JournalEntry
from moked.lib.errors import NotAllowed, NotFound
from moked.routing import services as work
from moked.routing.models import Offer, WorkItem
from moked.routing.router import Router
from moked.staff.actors import PersonActor
from moked.staff.models import Membership, Notice, Person
from moked.staff.permissions import Permission
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def business(db: None) -> Business:
    return builders.a_business()


@pytest.fixture
def noa(business: Business) -> Person:
    return builders.a_person(business)


@pytest.fixture
def dan(business: Business) -> Person:
    return builders.a_person(business, first_name="דן", last_name="לוי")


@pytest.fixture
def case(business: Business, noa: Person) -> Case:
    case = builders.a_case(business, team_id=builders.a_team(business).pk)
    with in_scope([business.pk]):
        work.take_case(actor=builders.actor_of(noa), case_id=case.pk)
        return Case.objects.get(pk=case.pk)


def _hand_over(giver: Person, case: Case, to: Person) -> None:
    cases.hand_over(actor=builders.actor_of(giver), case_id=case.pk, reason="מכיר את הסניף", to_person_id=to.pk)


def _take_back(giver: Person, case: Case) -> Case:
    return cases.take_hand_over_back(actor=builders.actor_of(giver), case_id=case.pk)


def _stands(giver: PersonActor, case: Case, refusal: type[Exception]) -> None:
    """It is refused, and nothing moves."""
    before = Case.objects.values().get(pk=case.pk), JournalEntry.objects.count(), Notice.objects.count()
    with pytest.raises(refusal):
        cases.take_hand_over_back(actor=giver, case_id=case.pk)
    assert (Case.objects.values().get(pk=case.pk), JournalEntry.objects.count(), Notice.objects.count()) == before


def test_is_with_the_giver_again_as_before(business: Business, case: Case, noa: Person, dan: Person) -> None:
    with in_scope([business.pk]):
        _hand_over(noa, case, dan)
        taken_back = _take_back(noa, case)
        assert (taken_back.assignee_id, taken_back.team_id, taken_back.state) == (noa.pk, case.team_id, case.state)
        item = WorkItem.objects.get(case=case)
        assert (item.state, item.holder_id, item.aimed_at_id, item.team_id) == ("held", noa.pk, None, case.team_id)
        assert not Notice.objects.filter(person=dan).exists()
        assert Message.objects.filter(case=case, text="מכיר את הסניף").exists()
        entry = JournalEntry.objects.filter(case_id=case.pk).latest("id")
        assert (entry.code, entry.person_id) == ("hand_over_taken_back", noa.pk)
        assert entry.facts == {"previous_id": str(dan.pk), "team_id": str(case.team_id)}
        _stands(builders.actor_of(noa), case, HandOverStands)


def test_is_with_the_team_it_was_with(business: Business, case: Case, noa: Person) -> None:
    other = builders.a_team(business, "חיובים")
    with in_scope([business.pk]):
        cases.hand_over(actor=builders.actor_of(noa), case_id=case.pk, reason="", to_team_id=other.pk)
        taken_back = _take_back(noa, case)
        assert (taken_back.assignee_id, taken_back.team_id) == (noa.pk, case.team_id)
        assert WorkItem.objects.get(case=case).team_id == case.team_id


def test_keeps_the_team_where_none_was_recorded(
    business: Business, case: Case, noa: Person, dan: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As an earlier version wrote it.
    names = ("to_person_id", "to_team_id", "note_id", "previous_id")
    with in_scope([business.pk]):
        with monkeypatch.context() as earlier:
            facts = CaseHandedOver.facts
            earlier.setattr(CaseHandedOver, "facts", lambda event: {name: facts(event)[name] for name in names})
            _hand_over(noa, case, dan)
        assert _take_back(noa, case).team_id == case.team_id


def test_waits_for_its_owner_where_somebody_else_had_handed_it_over(
    business: Business, case: Case, noa: Person, dan: Person
) -> None:
    manager = builders.a_person(business, first_name="רונית")
    with in_scope([business.pk]):
        _hand_over(manager, case, dan)
        assert _take_back(manager, case).assignee_id == noa.pk
        item = WorkItem.objects.get(case=case)
        assert (item.state, item.holder_id, item.aimed_at_id) == ("waiting", None, noa.pk)


def test_goes_to_nobody_who_left_meanwhile(business: Business, case: Case, noa: Person, dan: Person) -> None:
    manager = builders.a_person(business, first_name="רונית")
    with in_scope([business.pk]):
        _hand_over(manager, case, dan)
        Membership.objects.filter(person=noa).update(is_active=False)
        assert _take_back(manager, case).assignee_id is None


def test_takes_back_one_after_the_other(business: Business, case: Case, noa: Person, dan: Person) -> None:
    eitan = builders.a_person(business, first_name="איתן")
    with in_scope([business.pk]):
        _hand_over(noa, case, dan)
        _hand_over(noa, case, eitan)
        assert _take_back(noa, case).assignee_id == dan.pk
        _stands(builders.actor_of(noa), case, HandOverStands)


def test_takes_an_offer_back_with_it(business: Business, case: Case, noa: Person, dan: Person) -> None:
    with in_scope([business.pk]):
        _hand_over(noa, case, dan)
    Router(timezone.now).run_once()
    with in_scope([business.pk]):
        assert Offer.objects.get(ended_at=None).person_id == dan.pk
        _take_back(noa, case)
        assert Offer.objects.get(person=dan).outcome == Offer.Outcome.TAKEN_BACK


def test_not_now_begins_nothing(business: Business, case: Case, noa: Person, dan: Person) -> None:
    with in_scope([business.pk]):
        _hand_over(noa, case, dan)
    Router(timezone.now).run_once()
    with in_scope([business.pk]):
        work.decline_offer(actor=builders.actor_of(dan), offer_id=Offer.objects.get(ended_at=None).pk)
        assert _take_back(noa, case).assignee_id == noa.pk


def test_stands_once_the_offer_is_accepted(business: Business, case: Case, noa: Person, dan: Person) -> None:
    with in_scope([business.pk]):
        _hand_over(noa, case, dan)
    Router(timezone.now).run_once()
    with in_scope([business.pk]):
        work.accept_offer(actor=builders.actor_of(dan), offer_id=Offer.objects.get(ended_at=None).pk)
        _stands(builders.actor_of(noa), case, HandOverStands)


def _writes_a_note(case: Case, dan: Person) -> None:
    cases.write_note(actor=builders.actor_of(dan), case_id=case.pk, html="<p>על זה</p>")


def _begins_an_answer(case: Case, dan: Person) -> None:
    cases.save_draft(actor=builders.actor_of(dan), case_id=case.pk, html="<p>שלום</p>")


def _puts_a_file_into_the_composer(case: Case, dan: Person) -> None:
    cases.attach_upload(
        actor=builders.actor_of(dan), case_id=case.pk, name="a.txt", content_type="text/plain", content=b"a"
    )


def _hands_it_on(case: Case, dan: Person) -> None:
    cases.hand_over(actor=builders.actor_of(dan), case_id=case.pk, reason="", to_team_id=case.team_id)


@pytest.mark.parametrize("begin", [_writes_a_note, _begins_an_answer, _puts_a_file_into_the_composer, _hands_it_on])
def test_stands_once_somebody_began(
    business: Business, case: Case, noa: Person, dan: Person, begin: Callable[[Case, Person], None]
) -> None:
    with in_scope([business.pk]):
        _hand_over(noa, case, dan)
        begin(case, dan)
        _stands(builders.actor_of(noa), case, HandOverStands)


def test_a_customer_who_writes_meanwhile_changes_nothing_of_it(
    business: Business, case: Case, noa: Person, dan: Person
) -> None:
    with in_scope([business.pk]):
        _hand_over(noa, case, dan)
        builders.a_message(case, case.contact_point)  # type: ignore[arg-type]
        attach(actor=builders.contact_actor(case), case=case, file=IncomingFile("a.txt", "text/plain", b"a"))
        cases.write_note(actor=builders.actor_of(noa), case_id=case.pk, html="<p>טעות שלי</p>")
        _puts_a_file_into_the_composer(case, noa)
        assert _take_back(noa, case).assignee_id == noa.pk


def test_stands_after_a_while(
    business: Business, case: Case, noa: Person, dan: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now
    with in_scope([business.pk]):
        with monkeypatch.context() as earlier:
            earlier.setattr(timezone, "now", lambda: now() - TAKE_BACK_WITHIN - timedelta(seconds=1))
            _hand_over(noa, case, dan)
        _stands(builders.actor_of(noa), case, HandOverStands)


def test_nobody_else_takes_it_back(business: Business, case: Case, noa: Person, dan: Person) -> None:
    stranger = builders.actor_of(builders.a_person(builders.a_business("אחר")))
    reader = builders.actor_of(builders.a_person(business, permissions=[Permission.CASES_READ]))
    with in_scope([business.pk]):
        _hand_over(noa, case, dan)
        _stands(builders.actor_of(dan), case, HandOverStands)
        _stands(reader, case, NotAllowed)
        _stands(stranger, case, NotFound)


def test_a_case_set_aside_stays_where_it_is(business: Business, case: Case, noa: Person, dan: Person) -> None:
    with in_scope([business.pk]):
        _hand_over(noa, case, dan)
        cases.set_aside(actor=builders.actor_of(noa), case_id=case.pk, reason="spam")
        _stands(builders.actor_of(noa), case, MoveImpossible)


@pytest.mark.parametrize(
    ("deed", "begun"),
    [
        (Deed("person:dan"), True),
        (Deed("token:shop"), True),
        (Deed("person:dan", is_not_now=True), False),
        (Deed("person:noa"), False),
        (Deed("contact:dana"), False),
        (Deed("system:routing"), False),
    ],
)
def test_only_colleagues_and_machines_begin(deed: Deed, begun: bool) -> None:
    assert is_begun([Deed("person:noa"), deed], "person:noa") == begun
