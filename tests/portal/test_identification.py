"""What a link alone does not open."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from moked.businesses.scope import in_scope
from moked.cases import services as cases
from moked.customers import ports
from moked.customers.models import ContactPoint, Identification
from tests import builders
from tests.portal.conftest import Story


@pytest.fixture
def codes() -> Iterator[list[str]]:
    """What arrives at the customer's address: a port's fake."""
    arrived: list[str] = []

    def send(_point: ContactPoint, code: str, _language: str) -> None:
        arrived.append(code)

    bound, ports.code_sender.send = ports.code_sender.send, send
    yield arrived
    ports.code_sender.send = bound


def _wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def _age_codes(story: Story, by: timedelta) -> None:
    with in_scope([story.business.pk]):
        for row in Identification.objects.all():
            Identification.objects.filter(pk=row.pk).update(created_at=row.created_at - by)


@pytest.mark.parametrize("address", ["cases/", "details/"])
def test_asks_for_a_code_first(story: Story, codes: list[str], address: str) -> None:
    answer = story.client.get(story.url(address))
    assert answer.status_code == 303
    assert "/code/?next=" in answer.headers["Location"]
    page = story.client.get(answer.headers["Location"]).content.decode()
    assert story.contact_point.shown not in page
    assert codes == []
    story.client.post(answer.headers["Location"])
    confirm = answer.headers["Location"].replace("/code/", "/code/confirm/")
    opened = story.client.post(confirm, {"code": codes[0]})
    assert (opened.status_code, opened.headers["Location"]) == (303, story.url(address))
    assert story.client.get(opened.headers["Location"]).status_code == 200
    # The proof stays in the browser that gave it.
    assert Client().get(story.url(address)).status_code == 303


def test_counts_wrong_codes(story: Story, codes: list[str]) -> None:
    story.client.post(story.url("code/"))
    for _ in range(5):
        assert story.client.post(story.url("code/confirm/"), {"code": _wrong(codes[0])}).status_code == 422
    assert story.client.post(story.url("code/confirm/"), {"code": codes[0]}).status_code == 422
    assert story.client.get(story.url("cases/")).status_code == 303


def test_refuses_a_code_that_is_too_old(story: Story, codes: list[str]) -> None:
    story.client.post(story.url("code/"))
    with in_scope([story.business.pk]):
        Identification.objects.update(expires_at=timezone.now())
    assert story.client.post(story.url("code/confirm/"), {"code": codes[0]}).status_code == 422


def test_limits_how_many_codes_are_sent(story: Story, codes: list[str]) -> None:
    story.client.post(story.url("code/"))
    story.client.post(story.url("code/"))
    assert len(codes) == 1
    for _ in range(6):
        _age_codes(story, timedelta(minutes=1))
        last = story.client.post(story.url("code/"))
    assert len(codes) == 5
    assert last.status_code == 429


def test_forgets_the_proof_after_an_hour(story: Story, codes: list[str]) -> None:
    _identify(story, codes)
    assert story.client.get(story.url("details/")).status_code == 200
    with in_scope([story.business.pk]):
        Identification.objects.update(expires_at=timezone.now())
    assert story.client.get(story.url("details/")).status_code == 303


def test_lists_and_opens_the_customer_s_own_cases_only(story: Story, codes: list[str]) -> None:
    own = builders.a_case(story.business, contact_point=story.contact_point, subject="חשבונית כפולה")
    other = builders.a_case(story.business, subject="של מישהו אחר")
    _identify(story, codes)
    page = story.client.get(story.url("cases/")).content.decode()
    assert own.subject in page
    assert other.subject not in page
    assert story.client.get(story.url(f"cases/{other.pk}/")).status_code == 404
    opened = story.client.get(story.url(f"cases/{own.pk}/"))
    assert opened.status_code == 303
    assert own.subject in story.client.get(opened.headers["Location"]).content.decode()
    # Identified once, for all cases of this address.
    assert story.client.get(opened.headers["Location"] + "details/").status_code == 200


def test_leads_nowhere_else_after_the_code(story: Story, codes: list[str]) -> None:
    story.client.post(story.url("code/"))
    for wanted in ("https://evil.test/", "//evil.test", story.url() + "../../office/", "/office/"):
        page = story.client.get(story.url("code/"), {"next": wanted}).content.decode()
        assert "evil" not in page
        assert "office" not in page


def test_opens_what_we_sent_only_with_a_code_and_never_lets_it_run(story: Story, codes: list[str]) -> None:
    with in_scope([story.business.pk]):
        file = cases.attach_upload(
            actor=story.agent, case_id=story.case.pk, name="חשבון.html", content_type="text/html", content=b"<script>"
        )
        cases.write_answer(actor=story.agent, case_id=story.case.pk, html="<p>x</p>", attachment_ids=[file.pk])
    assert story.client.get(story.url(f"file/{file.pk}/")).status_code == 404
    with in_scope([story.business.pk]):
        cases.release_due_messages(timezone.now() + timedelta(minutes=1))
    assert story.client.get(story.url(f"file/{file.pk}/")).status_code == 303
    _identify(story, codes)
    answer = story.client.get(story.url(f"file/{file.pk}/"))
    assert answer.content == b"<script>"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_sends_no_code_to_a_visitor_without_an_address(story: Story, codes: list[str]) -> None:
    visitor = builders.a_contact_point(story.business, kind="chat", address="visitor-1")
    case = builders.a_case(story.business, contact_point=visitor, channel="chat")
    chat = Story(story.business, story.agent, case, Client())
    assert not re.search(r"/cases/", chat.client.get(chat.url()).content.decode())
    assert chat.client.post(chat.url("code/")).status_code == 422
    assert codes == []


def _identify(story: Story, codes: list[str]) -> None:
    story.client.post(story.url("code/"))
    assert story.client.post(story.url("code/confirm/"), {"code": codes[-1]}).status_code == 303
