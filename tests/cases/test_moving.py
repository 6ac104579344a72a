"""Moving a case to the customer it belongs to: recorded, undoable, and closed to the former one."""

import pytest
from django.test import Client

from moked.businesses.models import Business
from moked.businesses.scope import in_scope, in_whole_installation
from moked.cases import services as cases
from moked.cases.links import link_for, open_link, revoke_links, token_of
from moked.cases.models import Case, CaseLink, CaseMove
from moked.cases.selectors import was_moved_from
from moked.customers.merging import merge_customers
from moked.customers.models import ContactPoint
from moked.journal.models import JournalEntry
from moked.lib.errors import Invalid, NotAllowed, NotFound
from moked.staff.actors import PersonActor
from moked.staff.permissions import Permission
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def business(db: None) -> Business:
    return builders.a_business()


@pytest.fixture
def noa(business: Business) -> PersonActor:
    return builders.actor_of(builders.a_person(business))


@pytest.fixture
def case(business: Business) -> Case:
    return builders.a_case(business)


@pytest.fixture
def owner(business: Business) -> ContactPoint:
    return builders.a_contact_point(business, name="יעל רוזן")


def _opens(link: CaseLink) -> bool:
    with in_whole_installation("a test opens a link"):
        try:
            open_link(token_of(link))
        except NotFound:
            return False
    return True


def test_closes_it_to_the_former_customer_and_opens_it_to_the_new_one(
    business: Business, case: Case, owner: ContactPoint, noa: PersonActor
) -> None:
    with in_scope([business.pk]):
        former = link_for(case, case.contact_point)  # type: ignore[arg-type]
        assert Client().get(f"/c/{token_of(former)}/").status_code == 200
        moved = cases.change_customer(actor=noa, case_id=case.pk, customer_id=owner.customer_id, reason="כתב בשמה")
        assert moved.contact_point == owner
        fresh = link_for(moved, owner)
    assert Client().get(f"/c/{token_of(former)}/").status_code == 404
    assert Client().get(f"/c/{token_of(fresh)}/").status_code == 200


def test_moves_and_moves_back_exactly(business: Business, case: Case, owner: ContactPoint, noa: PersonActor) -> None:
    with in_scope([business.pk]):
        before = Case.objects.values().get(pk=case.pk)
        link = link_for(case, case.contact_point)  # type: ignore[arg-type]
        cases.change_customer(actor=noa, case_id=case.pk, customer_id=owner.customer_id)
        cases.take_move_back(actor=noa, case_id=case.pk)
        assert Case.objects.values().get(pk=case.pk) == before
        move = CaseMove.objects.get()
        assert (move.from_customer_id, move.to_customer_id) == (case.customer_id, owner.customer_id)
        assert move.undone_at is not None
        codes = list(JournalEntry.objects.filter(case_id=case.pk).values_list("code", flat=True))
    assert codes[-2:] == ["case_moved_to_customer", "case_move_taken_back"]
    assert _opens(link)


def test_leaves_a_link_revoked_that_was_revoked_before(
    business: Business, case: Case, owner: ContactPoint, noa: PersonActor
) -> None:
    with in_scope([business.pk]):
        link = link_for(case, case.contact_point)  # type: ignore[arg-type]
        revoke_links(actor=noa, case_id=case.pk)
        cases.change_customer(actor=noa, case_id=case.pk, customer_id=owner.customer_id)
        cases.take_move_back(actor=noa, case_id=case.pk)
    assert not _opens(link)


def test_takes_along_what_was_merged_into_it(
    business: Business, case: Case, owner: ContactPoint, noa: PersonActor
) -> None:
    second = builders.a_case(business, contact_point=case.contact_point)
    with in_scope([business.pk]):
        link = link_for(second, case.contact_point)  # type: ignore[arg-type]
        cases.merge_cases(actor=noa, case_id=second.pk, into_id=case.pk)
        cases.change_customer(actor=noa, case_id=case.pk, customer_id=owner.customer_id)
        assert set(Case.objects.values_list("customer_id", flat=True)) == {owner.customer_id}
        assert not _opens(link)
        cases.take_move_back(actor=noa, case_id=case.pk)
        assert set(Case.objects.values_list("customer_id", flat=True)) == {case.customer_id}
    assert _opens(link)


def test_stays_open_to_an_address_the_new_customer_has_by_a_merge(
    business: Business, case: Case, owner: ContactPoint, noa: PersonActor
) -> None:
    further = builders.a_contact_point(business, name="יעל ר")
    with in_scope([business.pk]):
        link = link_for(case, further)
        merge_customers(actor=noa, customer_id=further.customer_id, into_id=owner.customer_id)
        cases.change_customer(actor=noa, case_id=case.pk, customer_id=owner.customer_id)
    assert _opens(link)


def test_keeps_the_former_address_out_of_the_thread(
    business: Business, case: Case, owner: ContactPoint, noa: PersonActor
) -> None:
    former = case.customer
    with in_scope([business.pk]):
        cases.change_customer(actor=noa, case_id=case.pk, customer_id=owner.customer_id)
        moved = Case.objects.select_related("customer").get(pk=case.pk)
        assert was_moved_from(moved, former)
        assert not was_moved_from(moved, owner.customer)


def test_refuses_another_business_and_changes_nothing(business: Business, case: Case) -> None:
    elsewhere = builders.a_business("אחר")
    person = builders.a_person(business)
    builders.join(person, elsewhere)
    stranger = builders.a_contact_point(elsewhere)
    with in_scope([business.pk, elsewhere.pk]):
        with pytest.raises(Invalid):
            cases.change_customer(actor=builders.actor_of(person), case_id=case.pk, customer_id=stranger.customer_id)
        assert Case.objects.get(pk=case.pk).customer_id == case.customer_id
        assert not CaseMove.objects.exists()


@pytest.mark.parametrize("permissions", [[Permission.CASES_READ, Permission.CASES_ANSWER], []])
def test_moves_for_nobody_who_may_not_arrange(
    business: Business, case: Case, owner: ContactPoint, permissions: list[Permission]
) -> None:
    actor = builders.actor_of(builders.a_person(business, permissions=permissions))
    with in_scope([business.pk]):
        with pytest.raises((NotAllowed, NotFound)):
            cases.change_customer(actor=actor, case_id=case.pk, customer_id=owner.customer_id)
        assert Case.objects.get(pk=case.pk).customer_id == case.customer_id


def test_restores_a_chain_of_merged_cases_taken_back_in_the_middle(
    business: Business, case: Case, noa: PersonActor
) -> None:
    second, third = (builders.a_case(business, contact_point=case.contact_point) for _each in range(2))
    with in_scope([business.pk]):
        cases.merge_cases(actor=noa, case_id=case.pk, into_id=second.pk)
        cases.merge_cases(actor=noa, case_id=second.pk, into_id=third.pk)
        cases.unmerge_case(actor=noa, case_id=second.pk)
        pointers = dict(Case.objects.values_list("pk", "canonical_id"))
    assert pointers == {case.pk: second.pk, second.pk: None, third.pk: None}
