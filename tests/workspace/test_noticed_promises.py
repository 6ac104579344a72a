"""A promise in an answer that nobody marked: who is asked about it, until when, and what is made of it."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases.events import CaseSetAside
from moked.cases.models import Case, Message
from moked.journal.record import record
from moked.promises.models import Commitment, NoticedPromise
from moked.promises.selectors import noticed_promises
from moked.staff.models import Membership, Notice, Person
from tests import builders
from tests.workspace.conftest import signed_in
from tests.workspace.hints import FAULT, FRAGMENT, assert_asks_nothing, codes, later


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
