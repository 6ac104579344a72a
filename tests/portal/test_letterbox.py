"""The built-in letterbox."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.channels.domain.compose import Answer, OutgoingFile, compose_answer
from moked.channels.domain.mime import mail_bytes
from moked.channels.models import Letter
from moked.staff.models import Person
from moked.staff.permissions import Permission
from tests import builders

pytestmark = pytest.mark.django_db
ADDRESS = "dana@customers.test"


def _letter(business: Business, html: str = "<p>שלום</p>", to: str = ADDRESS, files: Any = ()) -> UUID:
    mail = compose_answer(
        Answer(
            mail_id="one@tapuz.test",
            from_name="תפוז תקשורת",
            from_address="service@tapuz.test",
            to_address=to,
            reply_to="service@tapuz.test",
            subject="האינטרנט נופל",
            reference="MK-1",
            text="שלום",
            html=html,
            language="he",
            link="http://127.0.0.1:8000/c/x/",
            files=list(files),
        )
    )
    now = timezone.now()
    with in_scope([business.pk]):
        return Letter.objects.create(business=business, to=to, raw=mail_bytes(mail, at=now), at=now).pk


def _demo(business: Business) -> None:
    business.is_demo = True
    business.save()


def _sign_in(client: Client, business: Business, *permissions: Permission) -> Person:
    person = builders.a_person(business, permissions=list(permissions), language="en")
    client.force_login(person)
    return person


def test_does_not_exist_without_the_demonstration(client: Client) -> None:
    key = _letter(builders.a_business())
    for address in ("", f"of/{ADDRESS}/", f"letter/{key}/", f"letter/{key}/body/", "new/"):
        assert client.get(f"/demo/letterbox/{address}").status_code == 404
    assert client.post(f"/demo/letterbox/letter/{key}/answer/", {"text": "x"}).status_code == 404


def test_shows_the_letters_of_demonstration_businesses_only(client: Client) -> None:
    business, real = builders.a_business(), builders.a_business("אמיתי")
    _demo(business)
    key, foreign = _letter(business), _letter(real)
    assert ADDRESS in client.get("/demo/letterbox/").content.decode()
    assert f"letter/{key}/" in client.get(f"/demo/letterbox/of/{ADDRESS}/").content.decode()
    page = client.get(f"/demo/letterbox/letter/{key}/").content.decode()
    assert "האינטרנט נופל" in page
    assert client.get(f"/demo/letterbox/letter/{foreign}/").status_code == 404
    assert client.get("/demo/letterbox/of/nobody@customers.test/").status_code == 404


def test_shows_a_letter_in_a_frame_where_nothing_runs(client: Client) -> None:
    business = builders.a_business()
    _demo(business)
    key = _letter(business, html="<p>שלום</p><script>alert(1)</script>")
    answer = client.get(f"/demo/letterbox/letter/{key}/body/")
    assert "<script" not in answer.content.decode()
    assert "allow-scripts" not in answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_keeps_what_was_typed_when_the_mail_cannot_leave(client: Client, settings: Any) -> None:
    settings.MAIL_LISTEN = "127.0.0.1:1"
    business = builders.a_business()
    _demo(business)
    key = _letter(business)
    answer = client.post(f"/demo/letterbox/letter/{key}/answer/", {"text": "התשובה שלי"})
    assert answer.status_code == 422
    assert "התשובה שלי" in answer.content.decode()
    new = {"from_address": "a@real.example", "to": f"service@{business.slug}.test", "subject": "x", "text": "y"}
    assert client.post("/demo/letterbox/new/", new).status_code == 422


def test_states_how_it_is_accessible_and_private_in_both_languages(client: Client) -> None:
    business = builders.a_business()
    for which in ("accessibility", "privacy"):
        for language, direction in (("he", "rtl"), ("en", "ltr")):
            page = client.get(f"/{which}/{business.slug}/?language={language}").content.decode()
            assert f'dir="{direction}"' in page
            assert business.name in page
        assert client.get(f"/{which}/").status_code == 200
        assert client.get(f"/{which}/nobody/").status_code == 404


def test_shows_those_who_look_after_mailboxes_what_their_business_kept(client: Client, settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = False
    mine, theirs = builders.a_business(), builders.a_business("אחר")
    key, foreign = _letter(mine), _letter(theirs, to="foreign@customers.test")
    _sign_in(client, mine, Permission.OFFICE_CHANNELS)
    home = client.get("/demo/letterbox/").content.decode()
    assert ADDRESS in home
    assert "foreign@customers.test" not in home
    page = client.get(f"/demo/letterbox/letter/{key}/").content.decode()
    assert "<form" not in page
    assert client.get(f"/demo/letterbox/letter/{key}/body/").status_code == 200
    assert client.get(f"/demo/letterbox/letter/{foreign}/").status_code == 404


def test_lets_nobody_write_in_the_place_of_real_customers(client: Client, settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = False
    business = builders.a_business()
    key = _letter(business)
    _sign_in(client, business, Permission.OFFICE_CHANNELS)
    assert client.get("/demo/letterbox/new/").status_code == 404
    assert client.post(f"/demo/letterbox/letter/{key}/answer/", {"text": "x"}).status_code == 404


def test_hides_kept_letters_from_people_without_the_permission(client: Client, settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = False
    business = builders.a_business()
    key = _letter(business)
    _sign_in(client, business, Permission.CASES_ANSWER)
    for address in ("", f"of/{ADDRESS}/", f"letter/{key}/", f"letter/{key}/body/", f"letter/{key}/files/0/"):
        assert client.get(f"/demo/letterbox/{address}").status_code == 404


def test_keeps_mail_to_a_colleague_from_everybody_else(client: Client, settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = False
    business = builders.a_business()
    reader = _sign_in(client, business, Permission.OFFICE_CHANNELS)
    colleague = builders.a_person(business, first_name="Dana")
    own, foreign = _letter(business, to=reader.email.lower()), _letter(business, to=colleague.email.lower())
    assert client.get(f"/demo/letterbox/letter/{own}/").status_code == 200
    assert client.get(f"/demo/letterbox/letter/{foreign}/").status_code == 404


def test_hands_out_the_files_of_a_letter_to_keep(client: Client) -> None:
    business = builders.a_business()
    _demo(business)
    key = _letter(business, files=[OutgoingFile("bill.html", "text/html", b"<script>alert(1)</script>")])
    page = client.get(f"/demo/letterbox/letter/{key}/").content.decode()
    assert "bill.html" in page
    assert f"/demo/letterbox/letter/{key}/files/0/" in page
    answer = client.get(f"/demo/letterbox/letter/{key}/files/0/")
    assert answer.content == b"<script>alert(1)</script>"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert client.get(f"/demo/letterbox/letter/{key}/files/1/").status_code == 404
