"""Doubles on the screens: suggested, compared, merged, taken back, dismissed; and the offer to join cases."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases.models import Case, CaseMove, JoinDismissal
from moked.customers.models import ContactPoint, Customer, MergeSuggestion
from moked.staff.models import Person
from moked.staff.permissions import Permission
from tests import builders
from tests.workspace.conftest import signed_in

FRAGMENT = {"HX-Request": "true"}


@pytest.fixture
def pair(business: Business) -> tuple[ContactPoint, ContactPoint]:
    one = builders.a_contact_point(business, address="tamar.e@gmail.com", name="תמר אייזנברג")
    return one, builders.a_contact_point(business, address="tamare@gmail.com", name="Tamar Eisenberg")


def suggestion(business: Business) -> MergeSuggestion:
    with in_scope([business.pk]):
        return MergeSuggestion.objects.get()


def test_shows_a_suggestion_with_its_reasons(desk: Client, pair: tuple[ContactPoint, ContactPoint]) -> None:
    for page in (f"/customers/{pair[0].customer_id}/", "/customers/duplicates/"):
        text = desk.get(page).content.decode()
        assert "the same mailbox in another spelling" in text
        assert "almost certainly the same" in text


def test_tells_namesakes_apart_by_their_addresses(desk: Client, business: Business) -> None:
    one = builders.a_contact_point(business, address="dana.levi@gmail.com", name="דנה לוי")
    other = builders.a_contact_point(business, address="danalevi@gmail.com", name="דנה לוי")
    listed = desk.get("/customers/duplicates/").content.decode()
    assert "dana.levi@gmail.com" in listed
    assert "danalevi@gmail.com" in listed
    found = desk.get(f"/customers/{one.customer_id}/merge/?q=דנה", headers=FRAGMENT).content.decode()
    assert "danalevi@gmail.com" in found
    desk.post(f"/customers/{one.customer_id}/merge/", {"into": str(other.customer_id)}, headers=FRAGMENT)
    parted = desk.get(f"/customers/{one.customer_id}/unmerge/", headers=FRAGMENT).content.decode()
    goes_back, stays = parted.split("What stays")
    assert "dana.levi@gmail.com" in goes_back
    assert "danalevi@gmail.com" in stays


def test_shows_since_when_somebody_without_an_address_is_known(desk: Client, business: Business) -> None:
    with in_scope([business.pk]):
        Customer.objects.create(business=business, name="מבקר בצ׳אט")
    assert "known since" in desk.get("/customers/").content.decode()


def test_says_by_addresses_between_whom_a_case_moves(desk: Client, business: Business, case: Case) -> None:
    chosen = builders.a_contact_point(business, address="namesake@mail.test", name=case.customer.name)
    shown = desk.get(f"/cases/{case.pk}/change-customer/?customer={chosen.customer_id}", headers=FRAGMENT)
    assert "namesake@mail.test" in shown.content.decode()
    assert case.contact_point
    assert case.contact_point.shown in shown.content.decode()


def test_knows_both_by_addresses_of_whom_colleagues_merged_into_them(
    desk: Client, business: Business, case: Case
) -> None:
    with in_scope([business.pk]):
        chosen = Customer.objects.create(business=business, name=case.customer.name)
        former = Customer.objects.create(business=business, name=case.customer.name)
        Customer.objects.filter(pk=case.customer_id).update(canonical=former)
    merged = builders.a_contact_point(business, address="merged@mail.test")
    with in_scope([business.pk]):
        Customer.objects.filter(pk=merged.customer_id).update(canonical=chosen)
    shown = desk.get(f"/cases/{case.pk}/change-customer/?customer={chosen.pk}", headers=FRAGMENT).content.decode()
    assert case.contact_point
    assert case.contact_point.shown in shown
    assert shown.count("merged@mail.test") == 2
    assert "known since" not in shown


def test_says_which_one_stays_and_lets_it_be_swapped(desk: Client, pair: tuple[ContactPoint, ContactPoint]) -> None:
    one, other = (point.customer_id for point in pair)
    text = desk.get(f"/customers/{one}/merge/?into={other}", headers=FRAGMENT).content.decode()
    assert "Stays, under this name" in text
    chosen = desk.get(f"/customers/{one}/merge/?into={other}&chosen=1", headers=FRAGMENT).content.decode()
    swapped = desk.get(f"/customers/{other}/merge/?into={one}&chosen=1", headers=FRAGMENT).content.decode()
    assert f'action="/customers/{one}/merge/"' in chosen
    assert f'action="/customers/{other}/merge/"' in swapped


def test_merges_says_what_goes_back_and_takes_it_back(
    desk: Client, business: Business, pair: tuple[ContactPoint, ContactPoint]
) -> None:
    one, other = (point.customer_id for point in pair)
    answer = desk.post(f"/customers/{one}/merge/", {"into": str(other)}, headers=FRAGMENT)
    assert f"/customers/{one}/unmerge/" in answer.headers["HX-Trigger"]
    assert "tamar.e@gmail.com" in desk.get(f"/customers/{one}/unmerge/", headers=FRAGMENT).content.decode()
    desk.post(f"/customers/{one}/unmerge/", headers=FRAGMENT)
    with in_scope([business.pk]):
        assert not Customer.objects.exclude(canonical=None).exists()
    page = desk.get(f"/customers/{other}/").content.decode()
    assert "were merged" in page
    assert "was taken back" in page


def test_turns_the_page_of_who_was_merged_into_the_page_of_who_stays(
    desk: Client, pair: tuple[ContactPoint, ContactPoint]
) -> None:
    one, other = (point.customer_id for point in pair)
    here = {**FRAGMENT, "HX-Current-URL": f"http://testserver/customers/{one}/"}
    answer = desk.post(f"/customers/{one}/merge/", {"into": str(other)}, headers=here)
    assert answer.headers["HX-Replace-Url"] == f"/customers/{other}/"
    assert answer.headers["HX-Retarget"] == "#customer"
    assert {"toast", "dialog:close"} <= json.loads(answer.headers["HX-Trigger"]).keys()
    text = answer.content.decode()
    assert "Also known as" in text
    assert f'hx-get="/customers/{other}/"' in text
    assert "<html" not in text


def test_leaves_other_pages_where_they_are_after_a_merge(
    desk: Client, pair: tuple[ContactPoint, ContactPoint]
) -> None:
    one, other = (point.customer_id for point in pair)
    here = {**FRAGMENT, "HX-Current-URL": f"http://testserver/customers/{other}/"}
    answer = desk.post(f"/customers/{one}/merge/", {"into": str(other)}, headers=here)
    assert answer.status_code == 204
    assert "desk:changed" in json.loads(answer.headers["HX-Trigger"])
    assert 'hx-trigger="desk:changed from:body"' in desk.get(f"/customers/{other}/").content.decode()


def test_remembers_that_they_are_not_the_same(
    desk: Client, business: Business, pair: tuple[ContactPoint, ContactPoint]
) -> None:
    row = suggestion(business)
    answer = desk.post(f"/suggestions/{row.pk}/dismiss/", headers=FRAGMENT)
    assert f"/suggestions/{row.pk}/return/" in answer.headers["HX-Trigger"]
    assert "almost certainly" not in desk.get("/customers/duplicates/").content.decode()
    desk.post(f"/suggestions/{row.pk}/return/", headers=FRAGMENT)
    assert "almost certainly" in desk.get("/customers/duplicates/").content.decode()


def test_shows_and_decides_nothing_for_others(
    stranger: Client, business: Business, pair: tuple[ContactPoint, ContactPoint]
) -> None:
    row = suggestion(business)
    reader = signed_in(builders.a_person(business, permissions=[Permission.CASES_READ], language="en"))
    assert "tamare@gmail.com" not in stranger.get("/customers/duplicates/").content.decode()
    assert reader.get("/customers/duplicates/").status_code == 403
    assert "almost certainly" not in reader.get(f"/customers/{pair[0].customer_id}/").content.decode()
    for client, status in ((stranger, 404), (reader, 403), (Client(), 302)):
        assert client.post(f"/suggestions/{row.pk}/dismiss/").status_code == status
        assert client.get(f"/customers/{pair[0].customer_id}/unmerge/").status_code == status
    assert desk_only_posts(reader, row)
    assert suggestion(business).state == "suggested"


def desk_only_posts(client: Client, row: MergeSuggestion) -> bool:
    return client.get(f"/suggestions/{row.pk}/dismiss/").status_code in {403, 405}


def test_takes_as_many_queries_for_thirty_suggestions(
    desk: Client, business: Business, count_queries: Callable[[Client, str], int]
) -> None:
    def add(many: range) -> None:
        for number in many:
            builders.a_contact_point(business, address=f"p.{number}.x@gmail.com", name=f"א{number}")
            builders.a_contact_point(business, address=f"p{number}x@gmail.com", name=f"ב{number}")

    add(range(3))
    few = count_queries(desk, "/customers/duplicates/")
    add(range(3, 30))
    assert count_queries(desk, "/customers/duplicates/") == few


def test_offers_to_join_a_parallel_case_and_undoes_it(
    desk: Client, business: Business, noa: Person, case: Case
) -> None:
    other = builders.a_case(
        business, contact_point=case.contact_point, subject="אין גלישה", text="האינטרנט נפל, ניתוקים כל היום בסיב"
    )
    page = desk.get(f"/cases/{other.pk}/").content.decode()
    assert "May be the same matter as" in page
    # The older one goes on, whichever one stands in.
    into = f'Merge into <bdi dir="ltr" class="mk-num">{case.reference}</bdi>'
    assert into in page
    assert into in desk.get(f"/cases/{case.pk}/").content.decode()
    desk.post(f"/cases/{other.pk}/merge/", {"into": str(case.pk)}, headers=FRAGMENT)
    assert "May be the same matter as" not in desk.get(f"/cases/{case.pk}/").content.decode()
    desk.post(f"/cases/{other.pk}/unmerge/", headers=FRAGMENT)
    assert "May be the same matter as" in desk.get(f"/cases/{case.pk}/").content.decode()


def test_says_how_far_apart_the_customer_wrote_whatever_we_sent_since(
    desk: Client, business: Business, case: Case
) -> None:
    other = builders.a_case(business, contact_point=case.contact_point, subject=case.subject)
    before = timezone.now() - timedelta(hours=7)
    with in_scope([business.pk]):
        Case.objects.filter(pk=case.pk).update(opened_at=before, customer_wrote_at=before)
    assert "7 hours apart" in desk.get(f"/cases/{other.pk}/").content.decode()


def test_remembers_that_two_cases_are_two_matters(
    desk: Client, stranger: Client, business: Business, case: Case
) -> None:
    other = builders.a_case(business, contact_point=case.contact_point)
    data = {"other": str(other.pk)}
    assert stranger.post(f"/cases/{case.pk}/not-one-matter/", data).status_code == 404
    with in_scope([business.pk]):
        assert not JoinDismissal.objects.exists()
    desk.post(f"/cases/{case.pk}/not-one-matter/", data, headers=FRAGMENT)
    assert "May be the same matter as" not in desk.get(f"/cases/{case.pk}/").content.decode()
    desk.post(f"/cases/{case.pk}/one-matter-after-all/?other={other.pk}", headers=FRAGMENT)
    assert "May be the same matter as" in desk.get(f"/cases/{case.pk}/").content.decode()


def test_says_beforehand_which_case_goes_on(desk: Client, business: Business, case: Case) -> None:
    other = builders.a_case(business, contact_point=case.contact_point)
    text = desk.get(f"/cases/{case.pk}/merge/?into={other.pk}", headers=FRAGMENT).content.decode()
    assert "Goes on, with this number" in text
    # The older one goes on, whichever was opened first on the screen.
    assert f'action="/cases/{other.pk}/merge/"' in text


def test_moves_a_case_with_its_reason_and_takes_it_back(desk: Client, business: Business, case: Case) -> None:
    owner = builders.a_contact_point(business, name="יעל רוזן")
    address = f"/cases/{case.pk}/change-customer/"
    assert owner.shown in desk.get(f"{address}?customer={owner.customer_id}", headers=FRAGMENT).content.decode()
    desk.post(address, {"customer": str(owner.customer_id), "reason": "כתב בשמה"}, headers=FRAGMENT)
    page = desk.get(f"/cases/{case.pk}/").content.decode()
    assert "moved the case from \u2068דנה אברמוב\u2069 to \u2068יעל רוזן\u2069: \u2068כתב בשמה\u2069" in page
    desk.post(f"/cases/{case.pk}/take-move-back/", headers=FRAGMENT)
    with in_scope([business.pk]):
        assert Case.objects.get(pk=case.pk).customer_id == case.customer_id
        assert CaseMove.objects.get().undone_at is not None
