"""What the composer notices while somebody writes: words that put a fault on others, and promises."""

import re
from html import unescape

import pytest
from django.test import Client

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases.models import Case, Message
from moked.guidance.models import CarefulWords
from moked.journal.models import JournalEntry
from moked.promises.models import Commitment
from tests import builders
from tests.workspace.conftest import signed_in
from tests.workspace.hints import FAULT, FRAGMENT, assert_asks_nothing, codes, later


def hints(desk: Client, case: Case, html: str, **fields: str) -> str:
    response = desk.post(f"/cases/{case.pk}/hints/", {"html": html, **fields}, headers=FRAGMENT)
    assert response.status_code == 200
    return unescape(response.content.decode())


@pytest.mark.parametrize(
    ("draft", "marked", "better"),
    [
        ("שלום, התקלה לא אצלנו. תודה", "התקלה לא אצלנו", "נבדוק יחד"),
        ("Sorry, but the problem is not ours.", "problem is not ours", "find out together"),
    ],
)
def test_marks_words_and_offers_better_ones(desk: Client, case: Case, draft: str, marked: str, better: str) -> None:
    shown = hints(desk, case, f"<p>{draft}</p>")
    assert f"<mark>{marked}</mark>" in shown
    assert better in shown
    assert 'data-family="not_ours"' in shown


@pytest.mark.parametrize(
    ("draft", "words", "kind"),
    [
        ("אתקשר אליך עד 14:00", "אתקשר אליך עד 14:00", "call"),
        ("I will call you by 14:00.", "I will call you by 14:00", "call"),
        ("I'll send you the invoice tomorrow", "I'll send you", "send"),
    ],
)
def test_notices_a_promise_with_its_time(desk: Client, case: Case, draft: str, words: str, kind: str) -> None:
    shown = hints(desk, case, f"<p>{draft}</p>")
    assert words in shown
    assert f'name="commitment" value="{kind}"' in shown
    assert re.search(r'name="commitment_due" value="\d{4}-\d\d-\d\dT\d\d:\d\d"', shown)
    assert "checked" not in shown


def test_offers_a_time_for_a_promise_that_names_none(desk: Client, case: Case) -> None:
    assert re.search(r'name="commitment_due" value="\d{4}-', hints(desk, case, "<p>אתקשר אליך</p>"))


def test_asks_until_when_where_the_time_named_has_passed(desk: Client, case: Case) -> None:
    shown = hints(desk, case, "<p>אתקשר אליך היום בשעה 00:00</p>")
    assert 'name="commitment_due" value=""' in shown
    assert "This time has passed" in shown
    assert "This time has passed" not in hints(desk, case, "<p>אתקשר אליך עד 00:00</p>")


def test_leaves_alone_what_was_set_about_the_same_promise(desk: Client, case: Case) -> None:
    kept = {"commitment_words": "אתקשר אליך עד 14:00", "commitment": "call", "commitment_due": "2031-05-06T12:30"}
    same = hints(desk, case, f"{FAULT}<p>ועוד מילה</p>", **kept)
    assert 'value="2031-05-06T12:30"' in same
    assert "checked" in same
    other = hints(desk, case, "<p>אשלח לך מייל מחר</p>", **kept)
    assert "2031" not in other
    assert "checked" not in other


def test_says_nothing_about_plain_words(desk: Client, case: Case) -> None:
    assert hints(desk, case, "<p>שלום, הכול עובד עכשיו</p>").strip() == ""
    assert hints(desk, case, "").strip() == ""


def test_changes_nothing_by_looking(desk: Client, case: Case) -> None:
    before = codes(case)
    hints(desk, case, FAULT)
    assert codes(case) == before


def test_escapes_what_is_written(desk: Client, case: Case) -> None:
    draft = "<p>&lt;img src=x onerror=alert(1)&gt; התקלה לא אצלנו &lt;b&gt;, אתקשר אליך עד 14:00</p>"
    response = desk.post(f"/cases/{case.pk}/hints/", {"html": draft}, headers=FRAGMENT)
    assert "<mark>" in response.content.decode()
    assert "<img" not in response.content.decode()
    assert "<b>" not in response.content.decode()


def test_does_not_say_again_what_somebody_keeps_until_their_next_draft(
    desk: Client, case: Case, business: Business
) -> None:
    response = desk.post(
        f"/cases/{case.pk}/choose-words/",
        {"html": FAULT, "family": "not_ours", "choice": "kept"},
        headers=FRAGMENT,
    )
    assert "<mark>" not in response.content.decode()
    assert 'name="commitment"' in response.content.decode()
    assert "<mark>" not in hints(desk, case, FAULT)
    with in_scope([business.pk]):
        entry = JournalEntry.objects.get(code="words_chosen")
    assert entry.facts == {"family": "not_ours", "choice": "kept"}
    colleague = signed_in(builders.a_person(business, language="en"))
    assert "<mark>" in hints(colleague, case, FAULT)
    desk.post(f"/cases/{case.pk}/answer/", {"html": FAULT}, headers=FRAGMENT)
    assert "<mark>" in hints(desk, case, FAULT)


@pytest.mark.parametrize("wrong", [{"family": "x", "choice": "kept"}, {"family": "not_ours", "choice": "x"}, {}])
def test_refuses_a_choice_there_is_none_of(desk: Client, case: Case, wrong: dict[str, str]) -> None:
    assert desk.post(f"/cases/{case.pk}/choose-words/", wrong, headers=FRAGMENT).status_code == 422


def test_never_holds_an_answer_back(desk: Client, case: Case) -> None:
    assert desk.post(f"/cases/{case.pk}/answer/", {"html": FAULT}, headers=FRAGMENT).status_code == 200
    with in_scope([case.business_id]):
        assert Message.objects.filter(case=case, direction="out").count() == 1
        assert not Commitment.objects.exists()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"commitment": "call", "commitment_due": "nonsense"}, "Until when do you promise it? Nothing was sent yet."),
        ({"commitment": "call", "commitment_due": later(-1)}, "This time has passed. Nothing was sent"),
        (
            {"commitment": "call", "commitment_due": later(3), "send_at": later(5)},
            "The answer leaves after this time. Nothing was sent",
        ),
        ({"commitment": "no such kind", "commitment_due": later(3)}, ""),
    ],
)
def test_sends_nothing_of_an_answer_whose_commitment_cannot_be_kept(
    desk: Client, case: Case, fields: dict[str, str], words: str
) -> None:
    response = desk.post(f"/cases/{case.pk}/answer/", {"html": FAULT, **fields}, headers=FRAGMENT)
    assert response.status_code == 422
    if fields["commitment"] == "call":
        assert response.headers["HX-Retarget"] == "#composer [data-hints]"
        assert 'id="promise-refused"' in response.content.decode()
        assert words in response.content.decode()
    with in_scope([case.business_id]):
        assert not Message.objects.filter(case=case, direction="out").exists()
        assert not Commitment.objects.exists()


def test_remembers_which_answers_left_with_such_words(desk: Client, business: Business) -> None:
    chat = builders.a_case(business, channel="chat")
    desk.post(f"/cases/{chat.pk}/answer/", {"html": FAULT}, headers=FRAGMENT)
    desk.post(f"/cases/{chat.pk}/answer/", {"html": "<p>נבדוק יחד</p>"}, headers=FRAGMENT)
    with in_scope([business.pk]):
        assert JournalEntry.objects.get(code="words_sent").facts["family"] == "not_ours"


def test_makes_the_commitment_with_the_answer(desk: Client, case: Case) -> None:
    fields = {"commitment": "call", "commitment_words": "אתקשר אליך עד 14:00", "commitment_due": later()}
    response = desk.post(f"/cases/{case.pk}/answer/", {"html": FAULT, **fields}, headers=FRAGMENT)
    assert_asks_nothing(response)
    with in_scope([case.business_id]):
        made = Commitment.objects.get()
        assert (made.kind, made.what, made.state) == ("call", "אתקשר אליך עד 14:00", "open")
        assert made.message is not None
    assert "אתקשר אליך עד 14:00" in desk.get(f"/cases/{case.pk}/head/").content.decode()
    assert "אתקשר אליך עד 14:00" in desk.get("/desk/work/").content.decode()
    told = unescape(desk.get(f"/cases/{case.pk}/timeline/").content.decode())
    assert re.search(r"made a commitment: “\u2068אתקשר אליך עד 14:00\u2069”, until (today|tomorrow) \d\d:\d\d", told)


@pytest.mark.parametrize("rest", ["hints/", "choose-words/"])
def test_looks_at_drafts_of_ones_own_cases_only(stranger: Client, onlooker: Client, case: Case, rest: str) -> None:
    fields = {"html": FAULT, "family": "not_ours", "choice": "kept"}
    assert stranger.post(f"/cases/{case.pk}/{rest}", fields, headers=FRAGMENT).status_code == 404
    assert onlooker.post(f"/cases/{case.pk}/{rest}", fields, headers=FRAGMENT).status_code == 403


def test_listens_to_the_list_of_the_business(desk: Client, business: Business, case: Case) -> None:
    with in_scope([business.pk]):
        CarefulWords.objects.create(
            business=business, phrases=["תלוי בספק = נבדוק מול הספק ונעדכן", "אין מצב"], muted=["not_ours"]
        )
    assert "<mark>" not in hints(desk, case, "<p>התקלה לא אצלנו</p>")
    own = hints(desk, case, "<p>זה תלוי בספק</p>")
    assert "<mark>תלוי בספק</mark>" in own
    assert "נבדוק מול הספק ונעדכן" in own
    without = hints(desk, case, "<p>אין מצב</p>")
    assert "<mark>אין מצב</mark>" in without
    assert "data-use-words" not in without


def test_listens_to_no_list_of_another_business(desk: Client, case: Case) -> None:
    other = builders.a_business("אחר")
    with in_scope([other.pk]):
        CarefulWords.objects.create(business=other, phrases=["הכול עובד"], muted=["not_ours"])
    assert "<mark>" not in hints(desk, case, "<p>הכול עובד</p>")
    assert "<mark>" in hints(desk, case, FAULT)
