"""What the composer notices while somebody writes: words that put a fault on others, and promises."""

import re
from datetime import timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases.events import CaseSetAside
from moked.cases.models import Case, Message
from moked.guidance.models import CarefulWords
from moked.journal.models import JournalEntry
from moked.journal.record import record
from moked.promises.models import Commitment, NoticedPromise
from moked.promises.selectors import noticed_promises
from moked.staff.models import Membership, Notice, Person
from tests import builders
from tests.workspace.conftest import signed_in

FRAGMENT = {"HX-Request": "true"}
FAULT = "<p>התקלה לא אצלנו, אתקשר אליך עד 14:00</p>"


def hints(desk: Client, case: Case, html: str, **fields: str) -> str:
    response = desk.post(f"/cases/{case.pk}/hints/", {"html": html, **fields}, headers=FRAGMENT)
    assert response.status_code == 200
    return unescape(response.content.decode())


def later(hours: int = 3) -> str:
    return f"{timezone.now().astimezone(ZoneInfo('Asia/Jerusalem')) + timedelta(hours=hours):%Y-%m-%dT%H:%M}"


def codes(case: Case) -> list[str]:
    with in_scope([case.business_id]):
        return list(JournalEntry.objects.filter(case_id=case.pk).order_by("id").values_list("code", flat=True))


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


def sent(desk: Client, case: Case, html: str = FAULT, **fields: str) -> tuple[str, str]:
    """What is asked after an answer was sent, and where the answer to that goes."""
    response = desk.post(f"/cases/{case.pk}/answer/", {"html": html, **fields}, headers=FRAGMENT)
    assert response.headers["HX-Retarget"] == f'[data-case="{case.pk}"] #composer-asked'
    shown = unescape(response.content.decode())
    found = re.search(r'hx-post="([^"]+)"', shown)
    assert found
    return shown, found[1]


def test_asks_about_a_promise_nobody_marked(desk: Client, case: Case) -> None:
    shown, address = sent(desk, case)
    # The sentence is told; the form around it, whose refusal is told by itself, is not.
    (told,) = re.findall(r'role="status">(.*?)</p>', shown)
    assert "Your message promises" in told
    assert "אתקשר אליך עד 14:00" in shown
    fields = {"commitment": "call", "commitment_words": "אתקשר אליך עד 14:00", "commitment_due": later()}
    kept = desk.post(address, fields, headers=FRAGMENT)
    assert_asks_nothing(kept)
    assert "composer:promised" in kept.headers["HX-Trigger"]
    with in_scope([case.business_id]):
        made = Commitment.objects.get()
        assert (made.kind, made.what, made.state) == ("call", "אתקשר אליך עד 14:00", "open")
        assert made.message == Message.objects.get(case=case, direction="out")
    # It stands already.
    assert desk.post(address, fields, headers=FRAGMENT).status_code == 409
    with in_scope([case.business_id]):
        assert Commitment.objects.count() == 1
    assert asked_in(desk, case) == ""


def asked_in(client: Client, case: Case) -> str:
    """What is asked above the composer of a case that is opened."""
    shown = unescape(client.get(f"/cases/{case.pk}/").content.decode())
    found = re.search(r'id="composer-asked">(.*?)</div>\s*<p class="mk-meta', shown, re.DOTALL)
    assert found
    return found[1].strip()


def assert_asks_nothing(response: HttpResponse) -> None:
    """It was done, and whatever was asked above the composer goes: 204 would leave it there."""
    assert (response.status_code, response.content.strip()) == (200, b"")


def test_asks_whoever_opens_the_case_until_somebody_says_that_there_is_no_need(
    desk: Client, case: Case, business: Business
) -> None:
    _shown, address = sent(desk, case)
    with in_scope([business.pk]):
        author = Message.objects.get(case=case, direction="out").author
    assert author
    colleague = signed_in(builders.a_person(business, language="en"))
    assert "Your message promises" in asked_in(desk, case)
    assert f"An answer of \u2068{author.full_name}\u2069 promises" in asked_in(colleague, case)
    declined = address.replace("/promise/", "/no-commitment/")
    assert declined in asked_in(colleague, case)
    before = codes(case)
    for _ in range(2):
        answer = colleague.post(declined, headers=FRAGMENT)
        assert_asks_nothing(answer)
        assert "composer:promised" in answer.headers["HX-Trigger"]
    assert codes(case) == [*before, "promise_not_needed"]
    assert (asked_in(desk, case), asked_in(colleague, case)) == ("", "")
    # Whoever was asked before their colleague answered keeps nothing, and sees what is asked now.
    fields = {"commitment": "call", "commitment_words": "אתקשר", "commitment_due": later()}
    stale = desk.post(address, fields, headers=FRAGMENT)
    assert (stale.status_code, stale.content.strip()) == (409, b"")
    assert "Somebody changed this in the meantime" in stale.headers["HX-Trigger"]
    assert desk.post(address, fields).status_code == 409
    with in_scope([business.pk]):
        assert not Commitment.objects.exists()
    plain = desk.post(f"/cases/{case.pk}/answer/", {"html": "<p>הכול עובד</p>"}, headers=FRAGMENT)
    assert_asks_nothing(plain)
    assert "#composer-asked" in plain.headers["HX-Retarget"]


def test_asks_about_no_promise_that_would_be_over(desk: Client, case: Case) -> None:
    sent(desk, case)
    with in_scope([case.business_id]):
        noticed = NoticedPromise.objects.get()
        assert noticed.over_at == noticed.due_at
        NoticedPromise.objects.update(over_at=timezone.now())
    assert asked_in(desk, case) == ""
    sent(desk, case)
    with in_scope([case.business_id]):
        over, fresh = NoticedPromise.objects.order_by("id")
    assert over.settled_at
    assert fresh.settled_at is None


def test_looks_through_no_promise_of_another_case(desk: Client, case: Case) -> None:
    sent(desk, case)
    with in_scope([case.business_id]), connection.cursor() as cursor:
        with CaptureQueriesContext(connection) as asked:
            assert len(noticed_promises(case.pk, timezone.now())) == 1
        # The tables are small here; what could not be asked by the index would still not be.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {asked[-1]['sql']}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "noticed_promise_asked" in plan
    assert re.search(r"Index Cond: \(+case_id = ANY", plan), plan


def test_asks_about_one_promise_after_the_other_the_latest_first(desk: Client, case: Case) -> None:
    _shown, first = sent(desk, case)
    shown, second = sent(desk, case, "<p>אשלח לך את החשבונית מחר</p>")
    assert second != first
    assert "אשלח לך" in shown
    # An answer that promises nothing leaves what is asked where it is.
    plain = desk.post(f"/cases/{case.pk}/answer/", {"html": "<p>הכול עובד</p>"}, headers=FRAGMENT)
    assert second in plain.content.decode()
    next_one = desk.post(second.replace("/promise/", "/no-commitment/"), headers=FRAGMENT)
    assert next_one.status_code == 200
    assert first in next_one.content.decode()
    fields = {"commitment": "call", "commitment_words": "אתקשר", "commitment_due": later()}
    assert_asks_nothing(desk.post(first, fields, headers=FRAGMENT))


def test_asks_nothing_in_a_case_that_is_over(desk: Client, case: Case) -> None:
    sent(desk, case)
    with in_scope([case.business_id]):
        record(CaseSetAside(business_id=case.business_id, actor="system", case_id=case.pk, reason="spam"))
        assert NoticedPromise.objects.get().settled_at
    assert asked_in(desk, case) == ""


def test_asks_nothing_of_a_merged_case_once_that_is_over_which_it_went_on_in(
    desk: Client, case: Case, business: Business, noa: Person
) -> None:
    into = builders.a_case(business, assignee=noa)
    sent(desk, case)
    with in_scope([business.pk]):
        Case.objects.filter(pk=case.pk).update(canonical=into)
    assert "Your message promises" in asked_in(desk, into)
    with in_scope([business.pk]):
        record(CaseSetAside(business_id=business.pk, actor="system", case_id=into.pk, reason="spam"))
        assert NoticedPromise.objects.get().settled_at


def test_can_be_answered_without_script(desk: Client, case: Case) -> None:
    shown, address = sent(desk, case)
    (declined,) = re.findall(r'<button [^>]*formaction="([^"]+)"', shown)
    assert declined == address.replace("/promise/", "/no-commitment/")
    assert 'type="button"' not in shown
    assert desk.post(declined).status_code == 302
    assert asked_in(desk, case) == ""


def test_writes_a_colleagues_promise_down_as_theirs_while_they_serve(
    desk: Client, case: Case, business: Business
) -> None:
    colleague_person = builders.a_person(business, language="en")
    colleague = signed_in(colleague_person)
    fields = {"commitment": "call", "commitment_words": "אתקשר", "commitment_due": later()}
    assert_asks_nothing(colleague.post(sent(desk, case)[1], fields, headers=FRAGMENT))
    _shown, address = sent(desk, case)
    with in_scope([business.pk]):
        author = Message.objects.filter(case=case, direction="out").latest("created_at").author
        Membership.objects.filter(person=author).update(is_active=False)
    assert_asks_nothing(colleague.post(address, fields, headers=FRAGMENT))
    with in_scope([business.pk]):
        owners = Commitment.objects.order_by("made_at").values_list("owner", flat=True)
        assert author
        assert list(owners) == [author.pk, colleague_person.pk]
        # Whose word it is hears of it, from whoever wrote it down.
        told = Notice.objects.get(kind="commitment")
        made = Commitment.objects.earliest("made_at")
    assert (told.person_id, told.by_id, told.about_id) == (author.pk, colleague_person.pk, made.pk)


def test_asks_nothing_about_an_answer_without_an_open_promise(desk: Client, case: Case) -> None:
    plain = desk.post(f"/cases/{case.pk}/answer/", {"html": "<p>הכול עובד</p>"}, headers=FRAGMENT)
    marked = {"commitment": "call", "commitment_words": "אתקשר אליך עד 14:00", "commitment_due": later()}
    kept = desk.post(f"/cases/{case.pk}/answer/", {"html": FAULT, **marked}, headers=FRAGMENT)
    note = desk.post(f"/cases/{case.pk}/note/", {"html": FAULT}, headers=FRAGMENT)
    assert note.status_code == 204
    for response in (plain, kept):
        assert_asks_nothing(response)


@pytest.mark.parametrize(
    ("due", "send_at", "words"),
    [
        ("", "", ">Until when do you promise it?<"),
        ("nonsense", "", ">Until when do you promise it?<"),
        (later(-1), "", ">This time has passed. Until when do you promise it?<"),
        (later(3), later(5), ">The answer leaves after this time. Until when do you promise it?<"),
    ],
)
def test_asks_again_until_when_where_the_moment_cannot_be(
    desk: Client, case: Case, due: str, send_at: str, words: str
) -> None:
    _shown, address = sent(desk, case, send_at=send_at)
    assert desk.get(address, headers=FRAGMENT).status_code == 405
    fields = {"commitment": "call", "commitment_words": "אתקשר", "commitment_due": due}
    response = desk.post(address, fields, headers=FRAGMENT)
    assert response.status_code == 422
    assert words in response.content.decode()
    with in_scope([case.business_id]):
        assert not Commitment.objects.exists()


def test_keeps_no_promise_of_an_answer_that_was_taken_back_or_is_of_another_business(
    desk: Client, case: Case, stranger: Client, onlooker: Client
) -> None:
    _shown, address = sent(desk, case)
    fields = {"commitment": "call", "commitment_words": "אתקשר", "commitment_due": later()}
    for client, status in ((stranger, 404), (onlooker, 403)):
        for one in (address, address.replace("/promise/", "/no-commitment/")):
            assert client.post(one, fields, headers=FRAGMENT).status_code == status
    assert asked_in(desk, case)
    with in_scope([case.business_id]):
        message = Message.objects.get(case=case, direction="out")
    assert desk.post(f"/messages/{message.pk}/take-back/", headers=FRAGMENT).status_code == 204
    assert asked_in(desk, case) == ""
    assert desk.post(address, fields, headers=FRAGMENT).status_code == 409
    with in_scope([case.business_id]):
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
