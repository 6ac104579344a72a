"""The meeting at the desk, and the agreement at the customer's."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from moked.agreements.access import party_token
from moked.agreements.models import Agreement, Party
from moked.businesses.scope import in_scope
from moked.customers import ports
from moked.customers.models import ContactPoint, Identification
from moked.journal.models import AccessEntry
from tests import builders
from tests.agreements.meeting import Meeting
from tests.rows import Rows

STATE = Agreement.State


@pytest.fixture(autouse=True)
def _password_alone(settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = False


@pytest.fixture
def codes() -> Iterator[list[str]]:
    """What arrives at the customer's address: a port's fake."""
    arrived: list[str] = []

    def send(_point: ContactPoint, code: str, _language: str) -> None:
        arrived.append(code)

    bound, ports.code_sender.send = ports.code_sender.send, send
    yield arrived
    ports.code_sender.send = bound


def _desk(meeting: Meeting) -> Client:
    client = Client()
    client.force_login(meeting.manager)
    return client


def _posted(given: dict[str, Any]) -> dict[str, str]:
    """A step's answers as a browser posts them."""
    posted: dict[str, str] = {}
    for code, value in given.items():
        if isinstance(value, list):
            posted |= {f"{code}-{at}-{name}": text for at, row in enumerate(value) for name, text in row.items()}
        else:
            posted[code] = value
    return posted


def _token(meeting: Meeting, agreement: Agreement, address: str = "ronit@clinic.test") -> str:
    with in_scope([meeting.business.pk]):
        return party_token(Party.objects.get(agreement=agreement, address=address))


def _fresh(meeting: Meeting) -> Agreement:
    with in_scope([meeting.business.pk]):
        return Agreement.objects.get(customer=meeting.customer)


def test_walks_from_the_customer_s_page_to_a_sent_agreement(meeting: Meeting) -> None:
    desk, home = _desk(meeting), f"/customers/{meeting.customer.pk}/agreements/"
    assert home in desk.get(f"/customers/{meeting.customer.pk}/").content.decode()
    assert "Begin an alignment meeting" in desk.get(home).content.decode()
    at = desk.post(f"{home}start/", follow=True).redirect_chain[-1][0]
    for code, given in meeting.answers().items():
        assert f"/step/{code}/" in at
        answer = desk.post(at, _posted(given))
        assert answer.status_code == 302, answer.content.decode()
        at = answer.headers["Location"]
    page = desk.get(at).content.decode()
    assert "Send to everybody" in page
    assert "מרפאת שיניים" in page
    assert "Decides in cases" not in page
    sent = desk.post(f"{at}send/", follow=True).content.decode()
    assert "waits for the customer" in sent
    assert _fresh(meeting).state == STATE.SENT
    assert desk.get(f"{at}document/").content.startswith(b"%PDF-")


def test_saves_as_one_goes_and_is_taken_up_again(meeting: Meeting) -> None:
    desk = _desk(meeting)
    at = desk.post(f"/customers/{meeting.customer.pk}/agreements/start/", follow=True).redirect_chain[-1][0]
    left = desk.post(at, {"trade": "נגרייה", "do": "leave"})
    assert left.headers["Location"].endswith("/agreements/")
    again = desk.get(at).content.decode()
    assert "נגרייה" in again
    refused = desk.post(at, {"trade": "נגרייה", "needs": ""})
    assert refused.status_code == 422
    assert "This is needed." in refused.content.decode()
    assert desk.get(at.replace("business", "terms")).headers["Location"] == at
    assert desk.get(at.replace("business", "nothing")).status_code == 404


def test_goes_straight_to_what_changes_in_a_further_version(meeting: Meeting) -> None:
    meeting.send()
    desk = _desk(meeting)
    at = desk.post(f"/customers/{meeting.customer.pk}/agreements/start/", follow=True).redirect_chain[-1][0]
    assert at.endswith("/step/terms/")
    contacts = at.replace("terms", "contacts")
    assert contacts in desk.get(at).content.decode()
    assert desk.get(contacts).status_code == 200


def test_counts_the_first_line_as_one(meeting: Meeting) -> None:
    desk, agreement = _desk(meeting), meeting.walk(has_systems="yes")
    with in_scope([meeting.business.pk]):
        walk = agreement.walk
        walk.refresh_from_db()
        del walk.answers["systems"]
        walk.save()
    page = desk.get(f"/agreements/{agreement.pk}/step/systems/").content.decode()
    assert "Line 1" in page
    assert "Another line" not in page


def test_adds_a_line_and_says_which_line_is_wrong(meeting: Meeting) -> None:
    desk, agreement = _desk(meeting), meeting.walk()
    at = f"/agreements/{agreement.pk}/step/systems/"
    posted = _posted({"systems": [{"name": "רשת", "criticality": "high"}, {"name": "גיבוי", "criticality": "?"}]})
    refused = desk.post(at, posted)
    assert refused.status_code == 422
    assert "Line 2: Choose one of what is offered." in refused.content.decode()
    assert desk.post(at, {**posted, "do": "add"}).status_code == 302
    assert 'name="systems-2-name"' in desk.get(at).content.decode()


def test_sends_back_to_the_step_that_no_longer_holds(meeting: Meeting) -> None:
    desk, agreement = _desk(meeting), meeting.walk()
    with in_scope([meeting.business.pk]):
        walk = agreement.walk
        walk.refresh_from_db()
        walk.answers["effective_from"] = "2020-01-01"
        walk.save()
    refused = desk.post(f"/agreements/{agreement.pk}/send/")
    assert refused.headers["Location"].endswith("/step/terms/")
    assert _fresh(meeting).state == STATE.DRAFT


def test_shows_two_versions_side_by_side(meeting: Meeting) -> None:
    first, second = meeting.send(), meeting.send(out_of_scope="גם סלולר")
    address = f"/customers/{meeting.customer.pk}/agreements/compare/"
    page = _desk(meeting).get(address, {"before": first.pk, "after": second.pk}).content.decode()
    assert "מדפסות" in page
    assert "גם סלולר" in page
    assert "מרכזייה · Criticality: Critical" in page
    assert page.count("the same") >= 3
    for keys in ({}, {"before": first.pk}, {"before": "x", "after": second.pk}):
        assert _desk(meeting).get(address, keys).status_code == 404


def test_approves_from_the_phone_by_a_code(meeting: Meeting, codes: list[str]) -> None:
    agreement = meeting.send()
    home = f"/a/{_token(meeting, agreement)}/"
    phone = Client(REMOTE_ADDR="192.0.2.7")
    assert "מרכזייה" in phone.get(home).content.decode()
    assert phone.get(f"{home}document/").content.startswith(b"%PDF-")
    phone.post(f"{home}code/")
    wrong = f"{(int(codes[0]) + 1) % 1_000_000:06d}"
    refused = phone.post(f"{home}answer/", {"answer": "approve", "code": wrong})
    assert refused.status_code == 422
    assert re.search(r'<input[^>]*name="code"[^>]*autofocus', refused.content.decode())
    assert _fresh(meeting).state == STATE.SENT
    assert phone.post(f"{home}answer/", {"answer": "approve", "code": codes[0]}).status_code == 303
    approved = _fresh(meeting)
    assert (approved.state, approved.answered_from) == (STATE.APPROVED, "192.0.2.7")
    assert approved.identification_id
    assert phone.post(f"{home}answer/", {"answer": "approve", "code": codes[0]}).status_code in (409, 422)


def test_says_what_should_be_different(meeting: Meeting, codes: list[str]) -> None:
    agreement = meeting.send()
    home, phone = f"/a/{_token(meeting, agreement)}/", Client()
    phone.post(f"{home}code/")
    assert phone.post(f"{home}answer/", {"answer": "refuse", "code": codes[0]}).status_code == 422
    phone.post(f"{home}answer/", {"answer": "refuse", "code": codes[0], "remark": "גם בשישי"})
    assert (_fresh(meeting).state, _fresh(meeting).remark) == (STATE.REFUSED, "גם בשישי")
    assert "גם בשישי" in _desk(meeting).get(f"/agreements/{agreement.pk}/").content.decode()


def test_counts_wrong_codes(meeting: Meeting, codes: list[str]) -> None:
    home, phone = f"/a/{_token(meeting, meeting.send())}/", Client()
    phone.post(f"{home}code/")
    wrong = f"{(int(codes[0]) + 1) % 1_000_000:06d}"
    for _ in range(5):
        phone.post(f"{home}answer/", {"answer": "approve", "code": wrong})
    assert phone.post(f"{home}answer/", {"answer": "approve", "code": codes[0]}).status_code == 422
    assert _fresh(meeting).state == STATE.SENT


def test_keeps_the_remark_and_says_when_no_code_is_sent(meeting: Meeting, codes: list[str]) -> None:
    home, phone = f"/a/{_token(meeting, meeting.send())}/", Client()
    phone.get(home, {"language": "en"})
    phone.post(f"{home}code/")
    at_once = phone.post(f"{home}code/", {"remark": "בלי מדפסות"})
    assert at_once.status_code == 422
    assert "In a minute another one" in at_once.content.decode()
    assert "בלי מדפסות" in at_once.content.decode()
    with in_scope([meeting.business.pk]):
        Identification.objects.update(expires_at=timezone.now(), created_at=timezone.now() - timedelta(minutes=11))
    late = phone.post(f"{home}answer/", {"answer": "refuse", "code": codes[0], "remark": "בלי מדפסות"})
    assert "בלי מדפסות</textarea>" in late.content.decode()
    again = phone.post(f"{home}code/", {"remark": "בלי מדפסות"})
    assert "בלי מדפסות</textarea>" in again.content.decode()
    phone.post(f"{home}answer/", {"answer": "refuse", "code": codes[1], "remark": "בלי מדפסות"})
    assert (_fresh(meeting).state, _fresh(meeting).remark) == (STATE.REFUSED, "בלי מדפסות")


def test_takes_only_the_code_that_was_asked_for_it(meeting: Meeting, codes: list[str]) -> None:
    agreement = meeting.send()
    home, phone = f"/a/{_token(meeting, agreement)}/", Client()
    phone.get(home, {"language": "en"})
    phone.post(f"{home}code/")
    with in_scope([meeting.business.pk]):
        Identification.objects.update(about_id=agreement.customer_id)
    assert phone.post(f"{home}answer/", {"answer": "approve", "code": codes[0]}).status_code == 422
    other = phone.post(f"{home}code/")
    assert "In a minute another one" in other.content.decode()
    assert _fresh(meeting).state == STATE.SENT


def test_says_why_a_late_code_does_not_count(meeting: Meeting, codes: list[str]) -> None:
    home, phone = f"/a/{_token(meeting, meeting.send())}/", Client()
    phone.post(f"{home}code/")
    with in_scope([meeting.business.pk]):
        Identification.objects.update(expires_at=timezone.now())
    late = phone.post(f"{home}answer/", {"answer": "approve", "code": codes[0]})
    assert late.status_code == 422
    assert 'role="alert"' in late.content.decode()


def test_changes_something_from_the_first_step_whatever_was_done_first(meeting: Meeting) -> None:
    desk, agreement = _desk(meeting), meeting.walk()
    home = f"/agreements/{agreement.pk}/"
    answers = meeting.answers(has_systems="no")
    for code in ("business", "service", "scope"):
        assert desk.post(f"{home}step/{code}/", _posted(answers[code])).status_code == 302
    assert f"{home}step/business/" in desk.get(home).content.decode()


def test_notes_who_read_an_agreement(meeting: Meeting) -> None:
    agreement = meeting.send()
    _desk(meeting).get(f"/agreements/{agreement.pk}/")
    with in_scope([meeting.business.pk]):
        assert AccessEntry.objects.filter(customer_id=meeting.customer.pk).exists()


def test_lets_others_read_only(meeting: Meeting, codes: list[str]) -> None:
    agreement = meeting.send()
    home, phone = f"/a/{_token(meeting, agreement, 'yossi@clinic.test')}/", Client()
    assert "Send me a code" not in phone.get(home, {"language": "en"}).content.decode()
    phone.post(f"{home}code/")
    assert codes == []
    assert phone.post(f"{home}answer/", {"answer": "approve", "code": "123456"}).status_code == 422
    assert _fresh(meeting).state == STATE.SENT


def test_opens_nothing_by_a_forged_an_old_or_another_link(meeting: Meeting) -> None:
    agreement = meeting.send()
    token = _token(meeting, agreement)
    assert Client().get(f"/a/{'A' * len(token)}/").status_code == 404
    assert Client().get(f"/c/{token}/").status_code == 404
    with in_scope([meeting.business.pk]):
        ours = party_token(Party.objects.get(agreement=agreement, side=Party.Side.OURS))
        assert Client().get(f"/a/{ours}/").status_code == 404
        Agreement.objects.update(sent_at=timezone.now() - timedelta(days=91))
    dead = Client().get(f"/a/{token}/", {"language": "en"})
    assert dead.status_code == 404
    assert "Links to a service agreement" in dead.content.decode()


def test_takes_no_word_of_ours_for_the_customer_s(meeting: Meeting, codes: list[str]) -> None:
    home = f"/a/{_token(meeting, meeting.send())}/"
    watch = Rows()
    assert _desk(meeting).post(f"{home}code/").status_code == 403
    assert _desk(meeting).post(f"{home}answer/", {"answer": "approve", "code": "1"}).status_code == 403
    assert not {name for name in watch.changed() if name.startswith(("agreements", "customers"))}


def test_keeps_agents_from_leading_and_strangers_from_reading(meeting: Meeting) -> None:
    agreement = meeting.walk()
    agent, stranger = Client(), Client()
    agent.force_login(builders.a_person(meeting.business))
    stranger.force_login(builders.a_person(builders.a_business()))
    assert agent.get(f"/agreements/{agreement.pk}/").status_code == 200
    assert agent.post(f"/agreements/{agreement.pk}/send/").status_code == 403
    assert stranger.get(f"/agreements/{agreement.pk}/").status_code == 404
    assert stranger.get(f"/customers/{meeting.customer.pk}/agreements/").status_code == 404


def _count(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    "page", [lambda key, _: f"/customers/{key}/agreements/", lambda _, key: f"/agreements/{key}/"]
)
def test_asks_the_database_the_same_whatever_there_is(meeting: Meeting, page: Callable[[Any, Any], str]) -> None:
    agreement = meeting.send()
    address = page(meeting.customer.pk, agreement.pk)
    desk = _desk(meeting)
    before = _count(desk, address)
    with in_scope([meeting.business.pk]):
        for number in range(30):
            Party.objects.create(
                business=meeting.business, agreement=agreement, side="theirs", name="x", address=f"x{number}@y.test"
            )
    for _ in range(3):
        meeting.send()
    assert _count(desk, address) == before
