import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases import services
from moked.cases.files import IncomingFile
from moked.cases.models import Case
from moked.promises.models import Clock
from moked.staff.models import Person
from moked.workspace.pages.lists import FOUND, PAGE
from moked.workspace.pages.work import SHOWN
from tests import builders

PAGES = ["/", "/cases/", "/customers/", "/search/", "/notices/", "/desk/work/", "/desk/welcome/", "/desk/bell/"]
PARTS = ["", "head/", "timeline/", "customer/", "glance/"]


@pytest.mark.parametrize("address", PAGES)
def test_opens_to_an_agent(desk: Client, case: Case, address: str) -> None:
    assert desk.get(address).status_code == 200


@pytest.mark.parametrize("part", PARTS)
def test_shows_a_case(desk: Client, case: Case, part: str) -> None:
    assert desk.get(f"/cases/{case.pk}/{part}").status_code == 200


@pytest.mark.parametrize("part", PARTS)
def test_hides_a_case_from_another_business(stranger: Client, case: Case, part: str) -> None:
    assert stranger.get(f"/cases/{case.pk}/{part}").status_code == 404


@pytest.mark.parametrize("part", PARTS)
def test_hides_a_case_from_a_role_without_permission(onlooker: Client, case: Case, part: str) -> None:
    assert onlooker.get(f"/cases/{case.pk}/{part}").status_code == 403


@pytest.mark.parametrize("address", [*PAGES, "/cases/0197e0a0-0000-7000-8000-000000000000/"])
def test_sends_a_stranger_to_sign_in(db: None, address: str) -> None:
    response = Client().get(address)
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/account/login/")


@pytest.mark.parametrize("address", [*PAGES, "/cases/0197e0a0-0000-7000-8000-000000000000/"])
def test_reads_by_reading_only(desk: Client, address: str) -> None:
    assert desk.post(address).status_code == 405


def test_shows_what_was_said_by_both_sides_and_among_ourselves(desk: Client, case: Case, noa: Person) -> None:
    actor = builders.actor_of(noa)
    with in_scope([case.business_id]):
        services.write_answer(actor=actor, case_id=case.pk, html="<p>אנחנו <strong>מטפלים</strong></p>")
        services.write_note(actor=actor, case_id=case.pk, html="<p>רק בינינו</p>")
    page = desk.get(f"/cases/{case.pk}/").content.decode()
    assert "שוב נפל האינטרנט" in page
    assert "<strong>מטפלים</strong>" in page
    assert "רק בינינו" in page
    assert "Leaves in a moment" in page


def test_shows_an_answer_in_the_direction_its_mail_has(desk: Client, case: Case, noa: Person) -> None:
    with in_scope([case.business_id]):
        services.write_answer(
            actor=builders.actor_of(noa), case_id=case.pk, html='<p dir="auto">Gil, קראתי ואני על זה</p>'
        )
    assert '<p dir="rtl">Gil, קראתי ואני על זה</p>' in desk.get(f"/cases/{case.pk}/").content.decode()


@pytest.mark.parametrize("address", ["/desk/work/", "/cases/"])
def test_names_a_case_without_a_subject_by_its_number_once(desk: Client, case: Case, address: str) -> None:
    with in_scope([case.business_id]):
        Case.objects.filter(pk=case.pk).update(subject="")
    page = desk.get(address).content.decode()
    assert "(no subject)" in page
    assert f">{case.reference}</bdi>" in page
    assert f">{case.reference}</span>" not in page


def test_titles_a_case_without_a_subject_as_its_row(desk: Client, case: Case) -> None:
    with in_scope([case.business_id]):
        Case.objects.filter(pk=case.pk).update(subject="")
    page = desk.get(f"/cases/{case.pk}/").content.decode()
    assert re.search(r"<h1[^>]*>\(no subject\)</h1>", page)
    assert f"<title>{case.reference} (no subject)" in page
    glance = desk.get(f"/cases/{case.pk}/glance/", headers={"HX-Request": "true"}).content.decode()
    assert ">(no subject)</h2>" in glance


@pytest.mark.parametrize("address", ["/desk/work/", "/cases/"])
def test_says_in_a_word_that_a_time_has_passed(desk: Client, case: Case, address: str) -> None:
    for until, word in ((timedelta(hours=1), "until"), (timedelta(hours=-1), "was due")):
        with in_scope([case.business_id]):
            Case.objects.filter(pk=case.pk).update(waiting_until=timezone.now() + until)
        assert f"{word} <time" in desk.get(address).content.decode()


def test_counts_among_cases_to_answer_none_that_was_put_aside(desk: Client, case: Case, noa: Person) -> None:
    page = desk.get("/").content.decode()
    assert "One case waits for your answer" in page
    assert "It is in your list." in page
    with in_scope([case.business_id]):
        services.put_aside_until(actor=builders.actor_of(noa), case_id=case.pk, waiting_for="supplier", until=None)
    assert "for your answer" not in desk.get("/").content.decode()


def test_has_no_close_button(desk: Client, case: Case) -> None:
    """The customer closes; the desk offers a solution."""
    page = desk.get(f"/cases/{case.pk}/").content.decode()
    assert "Offer solution" in page
    assert "close-case" not in page
    assert "Close the case" not in page


def test_tells_handing_over_as_a_plain_line(desk: Client, case: Case, noa: Person, samir: Person) -> None:
    with in_scope([case.business_id]):
        services.hand_over(
            actor=builders.actor_of(noa), case_id=case.pk, reason="מכיר את הסניף", to_person_id=samir.pk
        )
    page = desk.get(f"/cases/{case.pk}/timeline/").content.decode()
    assert "\u2068נועה ברק\u2069 handed it over to \u2068סמיר ח׳ורי\u2069" in page


def test_loads_what_stands_above_by_key(desk: Client, case: Case) -> None:
    with in_scope([case.business_id]):
        for number in range(60):
            builders.a_message(case, case.contact_point, text=f"message {number:02d}")  # type: ignore[arg-type]
    page = desk.get(f"/cases/{case.pk}/timeline/").content.decode()
    assert "message 09" not in page
    with in_scope([case.business_id]):
        oldest = case.messages.get(text="message 10")
    older = desk.get(f"/cases/{case.pk}/timeline/?before={oldest.pk}").content.decode()
    assert "message 09" in older
    assert "message 10" not in older
    assert "message 10" in desk.get(f"/cases/{case.pk}/timeline/?since={oldest.pk}").content.decode()


def test_shows_messages_of_a_merged_case(desk: Client, business: Business, case: Case, noa: Person) -> None:
    other = builders.a_case(business, contact_point=case.contact_point, text="ועוד דבר", assignee=noa)
    with in_scope([business.pk]):
        services.merge_cases(actor=builders.actor_of(noa), case_id=other.pk, into_id=case.pk)
    assert "ועוד דבר" in desk.get(f"/cases/{case.pk}/").content.decode()


@pytest.mark.parametrize("address", ["/", "/cases/", "/customers/", "/desk/work/"])
def test_costs_the_same_at_3_and_at_30_rows(
    desk: Client, business: Business, noa: Person, count_queries: Callable[[Client, str], int], address: str
) -> None:
    for _ in range(3):
        builders.a_case(business, assignee=noa)
    at_three = count_queries(desk, address)
    for _ in range(27):
        builders.a_case(business, assignee=noa)
    assert count_queries(desk, address) == at_three


def test_shows_a_case_at_the_same_cost_however_long(
    desk: Client, case: Case, count_queries: Callable[[Client, str], int]
) -> None:
    point = case.contact_point
    assert point is not None
    file = IncomingFile("a.txt", "text/plain", b"a")
    with in_scope([case.business_id]):
        for number in range(30):
            if number == 3:
                at_three = count_queries(desk, f"/cases/{case.pk}/")
            services.receive_message(
                actor=builders.contact_actor(case, point),
                case=case,
                contact_point=point,
                channel="mail",
                text=f"{number}",
                files=[file],
            )
    assert count_queries(desk, f"/cases/{case.pk}/") == at_three


def test_says_who_has_a_case_that_cannot_be_taken(desk: Client, case: Case, noa: Person) -> None:
    colleague = builders.a_person(case.business, first_name="Yossi", last_name="Cohen")
    address = f"/cases/{case.pk}/"
    for holder, words in ((colleague, "Yossi Cohen has this case."), (noa, "This case is with you already.")):
        with in_scope([case.business_id]):
            Case.objects.filter(pk=case.pk).update(assignee=holder)
        assert words in desk.get(address).content.decode()


@pytest.mark.parametrize("place", ["list", "customer", "search"])
def test_tells_the_promise_that_ends_first_in_every_row(
    desk: Client, business: Business, case: Case, place: str
) -> None:
    due = timezone.now() - timedelta(days=1)
    with in_scope([business.pk]):
        Case.objects.filter(pk=case.pk).update(subject="A promised matter", waiting_until=due + timedelta(days=3))
        Clock.objects.create(
            business=business,
            case=case,
            kind="next_reply",
            phase="running",
            target=timedelta(hours=3),
            source="package",
            started_at=due - timedelta(hours=3),
            due_at=due,
            broken_at=due,
        )
    addresses = {
        "list": "/cases/",
        "customer": f"/customers/{case.customer_id}/",
        "search": f"/search/?q={case.reference}",
    }
    assert "was due" in desk.get(addresses[place]).content.decode()


def test_pages_through_the_cases_of_one_customer(desk: Client, business: Business) -> None:
    point = builders.a_contact_point(business)
    cases = [builders.a_case(business, contact_point=point, subject=f"עניין-{number}.") for number in range(PAGE + 2)]
    first = desk.get(f"/customers/{point.customer_id}/")
    second = desk.get(first.context["page"].next_url)
    shown = [row.row.subject for each in (first, second) for row in each.context["page"].rows]
    assert shown == [case.subject for case in reversed(cases)]
    assert len(first.context["page"].rows) == PAGE
    assert second.context["page"].next_url == ""
    assert second.context["page"].first_url == f"/customers/{point.customer_id}/"


@pytest.mark.parametrize("place", ["after=x&id={key}", "after=2026-11-28T10:00:00&id={key}", "after=x&id=x"])
def test_refuses_a_place_among_a_customer_s_cases_that_is_none(desk: Client, case: Case, place: str) -> None:
    address = f"/customers/{case.customer_id}/?{place.format(key=case.pk)}"
    assert desk.get(address).status_code == 404


def test_leads_to_the_rest_of_a_long_desk(desk: Client, business: Business, noa: Person) -> None:
    for _ in range(SHOWN):
        builders.a_case(business, assignee=noa)
    everything = f"/cases/?person={noa.pk}"
    assert everything not in desk.get("/desk/work/").content.decode()
    builders.a_case(business, assignee=noa)
    page = desk.get("/desk/work/").content.decode()
    assert everything in page
    assert page.count('<li id="w-') == SHOWN


def test_tells_numbers_and_addresses_on_a_phone_too(desk: Client, case: Case) -> None:
    """Beside whose turn it is a case's number, below the name a customer's addresses; wider screens have columns."""
    number = f'<bdi dir="ltr" class="mk-num">{case.reference}</bdi></span></span>'
    for page in ("/cases/", "/desk/work/"):
        shown = desk.get(page).content.decode()
        line = shown[: shown.index(number)].rpartition("<span")[2]
        assert "max-md:hidden" not in line
    with in_scope([case.business_id]):
        point = case.contact_point
        assert point
    row = desk.get("/customers/").content.decode()
    assert f'sm:hidden"><bdi dir="ltr" class="max-w-full truncate">{point.shown}</bdi>' in row


@pytest.mark.parametrize(
    ("subject", "direction"), [("WhatsApp לא עובד לי", "rtl"), ("Router נתב blinks red again", "ltr")]
)
def test_lays_a_subject_out_by_most_of_its_words(
    desk: Client, business: Business, noa: Person, subject: str, direction: str
) -> None:
    case = builders.a_case(business, assignee=noa, subject=subject)
    shown = desk.get(f"/cases/{case.pk}/head/").content.decode()
    assert re.search(rf'<h1 [^>]*dir="{direction}"', shown)


def test_search_marks_what_it_found_and_leads_on(desk: Client, business: Business) -> None:
    with in_scope([business.pk]):
        for _ in range(FOUND + 1):
            case = builders.a_case(business, text="שלום, החשמל נפל שוב")
    target = {"HX-Request": "true", "HX-Target": "div#search-results"}
    dialog = desk.get("/search/?q=חשמל", headers=target).content.decode()
    assert "<mark>החשמל</mark>" in dialog
    assert "There are more cases" in dialog
    page = desk.get("/search/?q=חשמל").content.decode()
    further = re.search(r'href="(/search/\?q=[^"]*after=[^"]*)"', page)
    assert further is not None
    assert case.reference in page
    older = desk.get(further[1].replace("&amp;", "&")).content.decode()
    assert older.count("<mark>החשמל</mark>") == 1
    assert "Back to the newest" in older
    assert "There are more cases" not in older
    assert "after=" not in older
    assert desk.get("/search/?q=a&after=x").status_code == 404
