"""A joint diagnosis on screens: the desk's dialog, the customer's page, and the office's guides."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from moked.businesses.scope import in_scope
from moked.cases.links import link_for, token_of
from moked.diagnosis.models import Diagnosis, Guide
from moked.diagnosis.services import set_aside
from moked.staff.permissions import ADMINISTRATOR
from tests import builders
from tests.diagnosis.walking import Together, a_guide
from tests.rows import Rows

HEBREW = {"accept-language": "he"}
STEP = {"step-0-ask": "מה רואים על המסך?", "step-0-by": "customer", "step-0-asks": "choice", "count": "1"}


def _desk(pair: Together) -> Client:
    client = Client()
    client.force_login(pair.noa)
    return client


def _page(pair: Together) -> str:
    """The address of the customer's page."""
    with in_scope([pair.business.pk]):
        point = pair.case.contact_point
        assert point
        return f"/c/{token_of(link_for(pair.case, point))}/"


def _text(answer: Any) -> str:
    text: str = answer.content.decode()
    return text


def _office(pair: Together) -> tuple[Client, str]:
    client = Client()
    client.force_login(builders.a_person(pair.business, permissions=list(ADMINISTRATOR), language="en"))
    return client, f"/office/{pair.business.slug}/guides/"


def test_walks_between_the_desk_and_the_customer_s_page(pair: Together) -> None:
    desk, phone, home = _desk(pair), Client(headers=HEBREW), _page(pair)
    start = f"/cases/{pair.case.pk}/diagnose/"
    assert pair.guide.name in _text(desk.get(start))
    walk = desk.post(start, {"guide": pair.guide.pk}, follow=True).redirect_chain[-1][0]
    diagnosis = pair.fresh(_the_one(pair))
    assert "האם נורת האינטרנט דולקת?" in _text(phone.get(home))
    # Begun once, it goes on by the same way.
    assert desk.get(start).headers["Location"] == walk
    answer = f"{home}diagnosis/{diagnosis.pk}/answer/"
    assert phone.post(answer, {"step": "s1", "value": "no"}).status_code == 303
    photo = SimpleUploadedFile("lights.txt", b"red", content_type="text/plain")
    phone.post(answer, {"step": "s2", "value": "", "uploads": photo})
    assert "עכשיו תורנו לבדוק" in _text(phone.get(home))
    at_desk = _text(desk.get(walk))
    assert "lights.txt" in at_desk
    assert "Step 3, we check" in at_desk
    desk.post(f"{walk}answer/", {"step": "s3", "value": "o2"})
    due = timezone.localtime(timezone.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    words = {"found": "יש רעש בקו", "next_step": "טכנאי יחליף את הכבל", "due_at": due, "after": "0"}
    desk.post(f"{walk}finding/", words)
    assert "יש רעש בקו" in _text(phone.get(home))
    phone.post(f"{home}diagnosis/{diagnosis.pk}/agree/", {"number": "1"})
    assert pair.fresh(diagnosis).state == "agreed"
    assert "Agreed with the customer" in _text(desk.get(f"/cases/{pair.case.pk}/"))
    summary = _text(phone.get(f"{home}summary/"))
    assert "יש רעש בקו<" in summary
    assert "מה נובע מזה" in summary


def _the_one(pair: Together) -> Diagnosis:
    with in_scope([pair.business.pk]):
        return Diagnosis.objects.get(case=pair.case)


def test_tells_the_customer_why_an_answer_was_not_taken(pair: Together) -> None:
    diagnosis, home = pair.begin(), _page(pair)
    pair.customer_says(diagnosis, "s1", "no")
    phone, rows = Client(headers=HEBREW), Rows()
    address = f"{home}diagnosis/{diagnosis.pk}/"
    stale = phone.post(f"{address}answer/", {"step": "s1", "value": "yes"})
    assert stale.status_code == 409
    assert "בינתיים כבר ענו" in _text(stale)
    assert "חסרה תמונה" in _text(phone.post(f"{address}answer/", {"step": "s2", "value": "אין"}))
    assert phone.post(f"{address}agree/", {"number": "1"}).status_code == 409
    assert rows.changed() == set()


def test_lets_the_customer_say_not_quite(pair: Together) -> None:
    diagnosis, home = pair.walked(), _page(pair)
    pair.propose(diagnosis)
    phone = Client(headers=HEBREW)
    phone.post(f"{home}diagnosis/{diagnosis.pk}/not-quite/", {"number": "1", "reason": "גם בלילה"})
    assert "גם בלילה" in _text(phone.get(home))
    assert "גם בלילה" in _text(_desk(pair).get(f"/diagnoses/{diagnosis.pk}/finding/"))


def test_keeps_what_was_set_aside_from_the_customer(pair: Together) -> None:
    diagnosis, home = pair.begin(), _page(pair)
    desk = _desk(pair)
    address = f"/diagnoses/{diagnosis.pk}/set-aside/"
    assert desk.post(address, {"reason": ""}).status_code == 422
    desk.post(address, {"reason": "הלקוח עבר דירה"})
    assert pair.guide.name not in _text(Client(headers=HEBREW).get(home))
    assert "הלקוח עבר דירה" in _text(desk.get(f"/cases/{pair.case.pk}/"))


def test_notices_words_that_put_a_fault_on_the_customer(pair: Together) -> None:
    diagnosis = pair.walked()
    due = timezone.localtime(timezone.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    words = {"found": "הבעיה לא אצלנו", "next_step": "נבדוק יחד", "due_at": due, "after": "0"}
    desk, address = _desk(pair), f"/diagnoses/{diagnosis.pk}/finding/"
    assert desk.post(address, words).status_code == 422
    assert pair.fresh(diagnosis).state == "running"
    better = re.search(r'name="use" value="([^"]+)"', _text(desk.post(address, words)))
    assert better is not None
    used = _text(desk.post(address, {**words, "use": better[1]}))
    assert used.count(better[1]) == 1, "it stands in the place of the clause, and nothing is offered any more"
    assert "הבעיה לא אצלנו" not in used
    assert pair.fresh(diagnosis).state == "running"
    desk.post(address, {**words, "keep": "1"})
    assert pair.fresh(diagnosis).state == "proposed"


def test_keeps_guides_and_says_what_is_wrong_with_one(pair: Together) -> None:
    office, home = _office(pair)
    facts = {"name": "טלוויזיה", "topic": "", "system": "ממיר", "is_active": "on"}
    refused = office.post(f"{home}new/", {**facts, **STEP, "step-0-answers": "כלום"})
    assert refused.status_code == 422
    assert "A choice needs two to eight different answers" in _text(refused)
    office.post(f"{home}new/", {**facts, **STEP, "step-0-answers": "כלום\nפסים = סוף"})
    with in_scope([pair.business.pk]):
        guide = Guide.objects.get(name="טלוויזיה")
    assert "פסים = סוף" in _text(office.get(f"{home}{guide.pk}/"))
    assert _desk(pair).get(home).status_code in (403, 404)


def _count(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def _further(pair: Together, count: int) -> None:
    """So many more guides, and diagnoses by them that were agreed or set aside."""
    for at in range(count):
        guide = a_guide(pair.business, name=f"מדריך {at}")
        other = Together(pair.business, pair.noa, pair.case, guide)
        diagnosis = other.walked()
        other.propose(diagnosis)
        if at % 3:
            other.agree(diagnosis)
        else:
            with in_scope([pair.business.pk]):
                set_aside(actor=pair.agent, diagnosis_id=diagnosis.pk, reason="לא צריך")


PAGES: list[tuple[str, Callable[[Together], tuple[Client, str]]]] = [
    ("case", lambda pair: (_desk(pair), f"/cases/{pair.case.pk}/")),
    ("start", lambda pair: (_desk(pair), f"/cases/{pair.case.pk}/diagnose/")),
    ("customer", lambda pair: (Client(headers=HEBREW), _page(pair))),
    ("guides", _office),
]


def test_asks_the_database_the_same_whatever_there_is(pair: Together) -> None:
    _further(pair, 3)
    opened = {name: page(pair) for name, page in PAGES}
    few = {name: _count(*page) for name, page in opened.items()}
    for guide in range(3, 30):
        a_guide(pair.business, name=f"עוד {guide}")
    _again(pair, 27)
    assert {name: _count(*page) for name, page in opened.items()} == few


def _again(pair: Together, count: int) -> None:
    for _at in range(count):
        diagnosis = pair.walked()
        pair.propose(diagnosis)
        pair.agree(diagnosis)
