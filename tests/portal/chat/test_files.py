"""Files both ways: only with the visitor's own token, within limits, and inert."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases import services as cases
from moked.cases.models import Attachment, Message
from moked.channels.chat.access import file_token, token_of
from moked.channels.chat.services import start_session
from moked.channels.models import ChatWidget, Inbound
from tests import builders

pytestmark = pytest.mark.django_db

PICTURE = b"\x89PNG\r\n\x1a\n" + b"0" * 40
SITE = "https://shop.test"


@pytest.fixture
def business() -> Business:
    return builders.a_business()


@pytest.fixture
def token(business: Business) -> str:
    with in_scope([business.pk]):
        return token_of(start_session(account=builders.chat_account(business), page=SITE))


@pytest.fixture
def upload(client: Client, business: Business):
    def send(token: str, *, name: str = "x.png", kind: str = "image/png", content: bytes = PICTURE, **more: str):
        form = {"id": more.get("id") or str(uuid4()), "file": SimpleUploadedFile(name, content, content_type=kind)}
        return client.post(
            f"/chat/key-{business.slug}/files/",
            form,
            headers={"Authorization": f"Bearer {token}", "Origin": more.get("origin", SITE)},
        )

    return send


def test_makes_a_message_of_a_picture_once(business: Business, token: str, upload) -> None:
    key = str(uuid4())
    first, second = upload(token, id=key), upload(token, id=key)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert first.headers["Access-Control-Allow-Origin"] == SITE
    with in_scope([business.pk]):
        assert Attachment.objects.get().name == "x.png"
        assert Message.objects.count() == 1


@pytest.mark.parametrize("bad", ["", "x", "x:y:z"])
def test_refuses_without_the_visitors_token(business: Business, token: str, upload, bad: str) -> None:
    other = builders.a_business("רהיטי הגליל")
    with in_scope([other.pk]):
        foreign = token_of(start_session(account=builders.chat_account(other), page=SITE))
    assert upload(bad).status_code == 404
    assert upload(foreign).status_code == 404
    with in_scope([business.pk]):
        assert not Inbound.objects.exists()


def test_refuses_what_may_not_be_sent(business: Business, token: str, upload, settings) -> None:
    assert upload(token, name="x.html", kind="text/html", content=b"<script>").status_code == 422
    assert upload(token, name="x.svg", kind="image/svg+xml").status_code == 422
    settings.ATTACHMENT_LIMIT = 10
    assert upload(token).status_code == 422
    with in_scope([business.pk]):
        assert not Inbound.objects.exists()


def test_refuses_a_site_where_it_may_not_stand(business: Business, token: str, upload, client: Client) -> None:
    with in_scope([business.pk]):
        ChatWidget.objects.update(allowed_origins=["https://www.orange.test"])
    refused = upload(token, origin="https://evil.test")
    assert refused.status_code == 403
    assert "Access-Control-Allow-Origin" not in refused.headers
    config = f"/chat/key-{business.slug}/config.json"
    assert client.get(config, headers={"Origin": "https://evil.test"}).status_code == 403
    assert client.get(config, headers={"Origin": "https://www.orange.test"}).status_code == 200


def test_answers_the_preflight_of_a_browser(business: Business, client: Client) -> None:
    answer = client.options(f"/chat/key-{business.slug}/files/", headers={"Origin": SITE})
    assert answer.status_code == 204
    assert "Authorization" in answer.headers["Access-Control-Allow-Headers"]
    assert client.get(f"/chat/key-{business.slug}/files/").status_code == 405


def test_keeps_what_cannot_become_a_message_yet(business: Business, token: str, upload, settings, tmp_path) -> None:
    blocked = tmp_path / "no-folder"
    blocked.write_text("a file where the folder should be")
    storages = {**settings.STORAGES}
    storages["default"] = {**storages["default"], "OPTIONS": {"location": blocked / "files"}}
    settings.STORAGES = storages
    answer = upload(token)
    assert (answer.status_code, answer.json()["message"]) == (201, "")
    with in_scope([business.pk]):
        inbound = Inbound.objects.get()
        # It is tried again: a full disk is not the visitor's doing.
        assert (inbound.state, bytes(inbound.raw)) == (Inbound.State.RECEIVED, PICTURE)
        assert inbound.next_attempt_at > inbound.received_at
        assert not Message.objects.exists()


def test_serves_files_so_that_nothing_in_them_runs(business: Business, token: str, upload, client: Client) -> None:
    upload(token)
    upload(token, name="list.txt", kind="text/plain", content=b"<script>alert(1)</script>")
    with in_scope([business.pk]):
        picture = Attachment.objects.get(name="x.png")
        text = Attachment.objects.get(name="list.txt")
    shown = client.get(f"/chat/file/{file_token(picture)}/")
    assert (shown.content, shown.headers["Content-Type"]) == (PICTURE, "image/png")
    saved = client.get(f"/chat/file/{file_token(text)}/")
    assert saved.headers["Content-Type"] == "application/octet-stream"
    assert saved.headers["Content-Disposition"].startswith("attachment")
    for answer in (shown, saved):
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert client.get(f"/chat/file/{file_token(picture)}x/").status_code == 404
    assert client.get("/chat/file/nothing/").status_code == 404


def test_hides_files_of_internal_notes(business: Business, client: Client) -> None:
    case = builders.a_case(business, channel="chat")
    with in_scope([business.pk]):
        actor = builders.actor_of(builders.a_person(business))
        upload = cases.attach_upload(
            actor=actor, case_id=case.pk, name="ours.png", content_type="image/png", content=PICTURE
        )
        cases.write_note(actor=actor, case_id=case.pk, html="<p>רק לנו</p>", attachment_ids=[upload.pk])
    assert client.get(f"/chat/file/{file_token(upload)}/").status_code == 404


def test_shows_a_site_for_demo_businesses_only(business: Business, client: Client) -> None:
    address = f"/demo/site/{business.slug}/"
    assert client.get(address).status_code == 404
    business.is_demo = True
    business.save()
    page = client.get(address)
    assert f'data-widget="key-{business.slug}"' in page.content.decode()
    assert 'lang="en"' in client.get(address, {"language": "en"}).content.decode()
