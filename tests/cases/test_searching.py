"""Finding cases: numbers, phrases, references, and going on after a page."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases.files import IncomingFile
from moked.cases.models import Case, CaseSearch
from moked.cases.searching import search_cases
from moked.cases.services import Opening, index_anew, open_cases, receive_message, write_answer
from moked.cases.services.indexing import index_each
from moked.customers.models import ContactPoint
from tests import builders

NUMBERS = ("050-555-0163", "0505550163", "050 555 0163", "+972-50-555-0163", "+972505550163", "0 5 0 5 5 5 0 1 6 3")


@pytest.fixture
def business(db: None) -> Iterator[Business]:
    business = builders.a_business()
    with in_scope([business.pk]):
        yield business


def found(words: str) -> list[Case]:
    return list(search_cases(words).cases)


@pytest.mark.parametrize("written", NUMBERS)
def test_a_number_in_a_text_is_found_however_either_is_written(business: Business, written: str) -> None:
    case = builders.a_case(business, text=f"אפשר להשיג אותי ב-{written} בערב")
    builders.a_case(business, text="אפשר להשיג אותי ב-050-555-0164")
    for asked in (*NUMBERS, f"להשיג {written}"):
        assert found(asked) == [case]


@pytest.mark.parametrize("asked", NUMBERS)
def test_a_number_finds_the_cases_of_whoever_has_it(business: Business, asked: str) -> None:
    case = builders.a_case(business, text="אין אינטרנט")
    ContactPoint.objects.create(
        business=business, customer=case.customer, kind="phone", shown=NUMBERS[0], normal="+972505550163"
    )
    assert found(asked) == [case]


@pytest.mark.parametrize("written", ["12-34-5678", "100-200", "29.11.2026"])
def test_other_numbers_are_found_as_written(business: Business, written: str) -> None:
    case = builders.a_case(business, text=f"הזמנה {written} לא הגיעה")
    assert found(written) == [case]


def test_a_reference_without_its_hyphen_finds_the_case(business: Business) -> None:
    case = builders.a_case(business)
    builders.a_case(business, text=f"בהמשך לפנייה {case.reference}")
    assert found(case.reference.replace("-", "").lower()) == [case]


def test_words_in_quotation_marks_stand_next_to_each_other(business: Business) -> None:
    case = builders.a_case(business, text="שלום, אין אינטרנט מאז הבוקר")
    builders.a_case(business, text="באינטרנט ראיתי שאין עוד מבצע")
    assert len(found("אין אינטרנט")) == 2
    assert found('"אין אינטרנט"') == [case]
    assert found('"אינטרנט אין"') == []
    assert found("הבוקר “אין אינטרנט”") == [case]


def test_goes_on_after_a_page_to_the_end(business: Business) -> None:
    now = timezone.now()
    cases = [builders.a_case(business, text="שלום עולם") for _ in range(7)]
    for number, case in enumerate(cases):
        Case.objects.filter(pk=case.pk).update(last_activity_at=now - timedelta(minutes=number // 2))
    wanted = list(Case.objects.order_by("-last_activity_at", "-pk"))
    for words in ("שלום", '"שלום עולם"'):
        seen: list[Case] = []
        page = search_cases(words, limit=3)
        while page.next:
            seen += page.cases
            page = search_cases(words, after=page.next, limit=3)
        assert [*seen, *page.cases] == wanted


def test_a_plural_finds_the_singular_and_points_do_not_matter(business: Business) -> None:
    case = builders.a_case(business, text="לא קיבלתי חשבונית על האִינְטֶרְנֶט")
    for words in ("חשבוניות", "בחשבוניות", "אינטרנט", "אִינְטֶרְנֶט"):
        assert found(words) == [case]


def test_a_file_is_found_by_its_name(business: Business) -> None:
    message = builders.a_case(business, text="מצורף").messages.get()
    receive_message(
        actor=builders.PIPELINE,
        case=message.case,
        contact_point=message.contact_point,
        channel="mail",
        text="ועוד אחד",
        files=[IncomingFile("IMG_0042.png", "image/png", b"png")],
    )
    assert found("IMG_0042.png") == found("0042") == [message.case]


def test_what_the_first_mail_quotes_and_is_signed_with_is_found_too(business: Business) -> None:
    point = builders.a_contact_point(business)
    below = "בברכה, מגדלי השרון\n> הזמנה 771234"
    facts = {"channel": "mail", "account_id": builders.mail_account(business).pk, "subject": "שלום", "language": "he"}
    opening = Opening(point, timezone.now(), "מה שלום ההזמנה?", facts, quoted=below)
    (message,) = open_cases(actor=builders.PIPELINE, business=business, openings=[opening])
    assert found("771234") == found("מגדלי השרון") == found('"הזמנה 771234"') == [message.case]
    CaseSearch.objects.filter(case=message.case).update(lexemes="")
    index_anew([message.case])
    assert found("771234") == [message.case]


def test_a_long_quotation_displaces_no_word_of_the_mail(business: Business) -> None:
    case, other = builders.a_case(business), builders.a_case(business)
    long = " ".join(f"א{number}" for number in range(3_000))
    index_each({case: ["תשובה קצרה", long], other: ["אחרת"]})
    assert found("תשובה קצרה") == [case]
    assert found("א17") == [case]


def test_cases_of_an_earlier_version_are_indexed_anew(business: Business) -> None:
    case = builders.a_case(business, text="054-7654321 חשבוניות")
    CaseSearch.objects.filter(case=case).update(lexemes="'054-7654321' 'מילה'")
    assert found("0547654321") == []
    index_anew([case])
    assert found("0547654321") == found("חשבונית") == found("מילה") == [case]


def test_words_not_sent_yet_are_not_found_when_indexed_anew(business: Business) -> None:
    case, noa = builders.a_case(business), builders.a_person(business)
    write_answer(actor=builders.actor_of(noa), case_id=case.pk, html="<p>מפענח</p>")
    index_anew([case])
    assert found("מפענח") == []


@pytest.mark.parametrize("odd", ["\ufe70", "כתב\ufe70", "\ufdfa", "\u037a", "a\n\nb", "'", "\\"])
def test_letters_that_fold_to_blanks_stop_no_message(business: Business, odd: str) -> None:
    case = builders.a_case(business, text=f"{odd} חשבונית {odd}")
    assert found("חשבונית") == [case]
