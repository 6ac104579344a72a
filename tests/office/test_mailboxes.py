"""Mailboxes in the office: how mail reaches them and leaves, and what is kept of their secrets."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.channels.models import Mailbox
from moked.channels.selectors import provider_options
from moked.journal.models import JournalEntry
from moked.lib.secrets import unseal
from moked.office.history import history_of
from tests import builders
from tests.office.test_doors import url

MAILBOX = {
    "name": "Tapuz",
    "language": "en",
    "address": "Help@Tapuz.test",
    "incoming": "imap",
    "imap_host": "imap.tapuz.test",
    "imap_port": 993,
    "imap_user": "help",
    "imap_password": "a secret word",
    "imap_folder": "INBOX",
    "imap_done_folder": "Moked",
    "authentication_host": " mx.tapuz.test ",
    "outgoing": "smtp",
    "smtp_host": "smtp.tapuz.test",
    "smtp_port": 587,
    "is_active": "on",
}


def test_seals_a_password_and_never_shows_it(business: Business, browser: Client, settings: object) -> None:
    browser.post(url("new_mailbox", business), MAILBOX)
    with in_scope([business.pk]):
        mailbox = Mailbox.objects.get(address="help@tapuz.test")
    assert mailbox.authentication_host == "mx.tapuz.test"
    assert unseal(mailbox.imap_password, secret=settings.SECRET_KEY) == "a secret word"  # type: ignore[attr-defined]
    shown = browser.get(url("mailbox", business, mailbox.pk)).content.decode()
    assert "a secret word" not in shown
    assert mailbox.imap_password not in shown


def test_calls_nothing_optional_that_the_chosen_road_needs(business: Business, browser: Client) -> None:
    shown = browser.get(url("new_mailbox", business)).content.decode()
    labels = dict(re.findall(r'<label class="mk-label" for="id_(\w+)">(.*?)</label>', shown, re.DOTALL))
    assert {
        name for name in ("imap_host", "imap_user", "imap_password", "smtp_host") if "optional" in labels[name]
    } == set()
    assert "optional" in labels["smtp_user"]
    # Nothing is kept yet that could stay.
    assert "the one that is kept" not in shown
    for name in ("imap_host", "imap_user", "imap_password", "smtp_host"):
        refused = browser.post(url("new_mailbox", business), {**MAILBOX, name: ""})
        assert refused.status_code == 422
        assert f'id="id_{name}_error"' in refused.content.decode()


def test_keeps_the_password_when_the_field_stays_empty(business: Business, browser: Client) -> None:
    browser.post(url("new_mailbox", business), MAILBOX)
    with in_scope([business.pk]):
        mailbox = Mailbox.objects.get(address="help@tapuz.test")
    browser.post(url("mailbox", business, mailbox.pk), {**MAILBOX, "imap_password": "", "imap_user": "other"})
    with in_scope([business.pk]):
        changed = Mailbox.objects.get(pk=mailbox.pk)
        facts = JournalEntry.objects.filter(code="mailbox_changed").latest("id").facts
    assert changed.imap_password == mailbox.imap_password
    assert facts["fields"] == ["imap_user"]


BY_PROVIDER = {**MAILBOX, "outgoing": "provider", "provider": "mailgun", "provider_key": "first key"}


def _sent_by(business: Business) -> tuple[str, dict[str, str]]:
    with in_scope([business.pk]):
        mailbox = Mailbox.objects.get(address="help@tapuz.test")
        return mailbox.provider, provider_options(mailbox)


def test_asks_for_a_password_where_none_was_kept_before(business: Business, browser: Client) -> None:
    browser.post(url("new_mailbox", business), {**MAILBOX, "incoming": "delivered", "imap_password": ""})
    with in_scope([business.pk]):
        mailbox = Mailbox.objects.get(address="help@tapuz.test")
    without = browser.post(url("mailbox", business, mailbox.pk), {**MAILBOX, "imap_password": ""})
    assert without.status_code == 422
    with in_scope([business.pk]):
        mailbox.refresh_from_db()
    assert mailbox.incoming == "delivered"
    assert browser.post(url("mailbox", business, mailbox.pk), MAILBOX).status_code == 302


def test_asks_a_provider_for_what_it_needs_and_keeps_its_key(business: Business, browser: Client) -> None:
    browser.post(url("new_mailbox", business), {**BY_PROVIDER, "provider_domain": "mg.tapuz.test"})
    assert _sent_by(business) == ("mailgun", {"api_key": "first key", "sender_domain": "mg.tapuz.test"})
    with in_scope([business.pk]):
        address = url("mailbox", business, Mailbox.objects.get(address="help@tapuz.test").pk)
    shown = browser.get(address).content.decode()
    assert "mg.tapuz.test" in shown
    assert "first key" not in shown
    browser.post(address, {**BY_PROVIDER, "provider_key": "", "provider_domain": ""})
    assert _sent_by(business)[1] == {"api_key": "first key"}
    # A key goes where it was meant to go: whoever names another address must have it.
    europe = {**BY_PROVIDER, "provider_address": "https://api.eu.mailgun.net/v3"}
    assert browser.post(address, {**europe, "provider_key": ""}).status_code == 422
    assert browser.post(address, {**europe, "provider_address": "http://api.eu.mailgun.net/v3"}).status_code == 422
    assert _sent_by(business)[1] == {"api_key": "first key"}
    browser.post(address, europe)
    assert _sent_by(business)[1] == {"api_key": "first key", "api_url": "https://api.eu.mailgun.net/v3"}
    # Chosen while mail leaves otherwise, another provider is not remembered beside a key that is not its own.
    browser.post(address, {**BY_PROVIDER, "outgoing": "smtp", "provider": "resend", "provider_key": ""})
    assert _sent_by(business)[0] == "mailgun"
    # Another provider begins with nothing: the key of one is none for another.
    refused = browser.post(address, {**BY_PROVIDER, "provider": "mailjet", "provider_key": ""})
    assert refused.status_code == 422
    assert refused.content.decode().count("This provider needs it.") == 2
    assert _sent_by(business)[0] == "mailgun"
    browser.post(address, {**BY_PROVIDER, "provider": "mailjet", "provider_second_key": "second key"})
    assert _sent_by(business) == ("mailjet", {"api_key": "first key", "secret_key": "second key"})


def test_gives_an_address_to_one_mailbox_of_the_installation(
    business: Business, elsewhere: Business, browser: Client
) -> None:
    taken = builders.mail_account(elsewhere).mailbox.address
    with in_scope([business.pk]):
        before = Mailbox.objects.count()
    answer = browser.post(url("new_mailbox", business), {**MAILBOX, "address": taken.upper()})
    assert answer.status_code == 422
    with in_scope([business.pk]):
        assert Mailbox.objects.count() == before


def test_says_why_a_connection_fails(business: Business, browser: Client, settings: Any) -> None:
    settings.OUTBOUND_ALLOW = ["127.0.0.1"]
    browser.post(
        url("new_mailbox", business), {**MAILBOX, "incoming": "delivered", "smtp_host": "127.0.0.1", "smtp_port": 9}
    )
    with in_scope([business.pk]):
        mailbox = Mailbox.objects.get(address="help@tapuz.test")
    shown = browser.post(url("check_mailbox", business, mailbox.pk)).content.decode()
    assert "does not answer on this port" in shown


def test_shows_no_success_where_nothing_was_tried(business: Business, browser: Client, settings: Any) -> None:
    settings.MAIL_LISTEN = "127.0.0.1:9"
    with in_scope([business.pk]):
        mailbox = Mailbox.objects.get(business=business)
        Mailbox.objects.filter(pk=mailbox.pk).update(outgoing=Mailbox.Outgoing.LETTERBOX)
    shown = browser.post(url("check_mailbox", business, mailbox.pk)).content.decode()
    assert "Our own mail server does not answer" in shown
    assert "There is nothing to try" in shown
    assert "text-success" not in shown
    with in_scope([business.pk]):
        Mailbox.objects.filter(pk=mailbox.pk).update(outgoing=Mailbox.Outgoing.PROVIDER)
    shown = browser.post(url("check_mailbox", business, mailbox.pk)).content.decode()
    assert "can only be tried by sending" in shown
    assert "text-success" not in shown


@pytest.mark.parametrize("listen", ["0.0.0.0:9", "[::]:9", ":9"])
def test_blames_no_mail_server_that_may_stand_on_another_machine(
    business: Business, browser: Client, settings: Any, listen: str
) -> None:
    settings.MAIL_LISTEN = listen
    with in_scope([business.pk]):
        mailbox = Mailbox.objects.get(business=business)
        Mailbox.objects.filter(pk=mailbox.pk).update(outgoing=Mailbox.Outgoing.LETTERBOX)
    shown = browser.post(url("check_mailbox", business, mailbox.pk)).content.decode()
    assert "Not tried: our own mail server does not answer here." in shown
    assert "text-error" not in shown


def test_says_once_that_a_mailbox_was_opened(business: Business, browser: Client) -> None:
    assert browser.post(url("new_mailbox", business), MAILBOX).status_code == 302
    with in_scope([business.pk]):
        box = Mailbox.objects.select_related("account").get(account__name="Tapuz")
        history = history_of(box.account, box)
    assert [change.columns for change in history] == [()]


def test_warns_where_a_mailbox_sends_customers_nothing(business: Business, browser: Client) -> None:
    with in_scope([business.pk]):
        mailbox = Mailbox.objects.get(business=business)
        Mailbox.objects.filter(pk=mailbox.pk).update(outgoing=Mailbox.Outgoing.LETTERBOX)
    address = url("mailbox", business, mailbox.pk)
    assert reverse("portal:letterbox") in browser.get(address).content.decode()
    with in_scope([business.pk]):
        Mailbox.objects.filter(pk=mailbox.pk).update(outgoing=Mailbox.Outgoing.SMTP)
    assert reverse("portal:letterbox") not in browser.get(address).content.decode()


def test_opens_a_mailbox_whose_settings_another_key_sealed(business: Business, browser: Client) -> None:
    browser.post(url("new_mailbox", business), BY_PROVIDER)
    with in_scope([business.pk]):
        box = Mailbox.objects.get(address="help@tapuz.test")
        Mailbox.objects.filter(pk=box.pk).update(provider_settings="gAAAA" + "x" * 120)
    assert browser.get(url("mailbox", business, box.pk)).status_code == 200
    browser.post(url("mailbox", business, box.pk), {**BY_PROVIDER, "provider_key": "new key"})
    assert _sent_by(business) == ("mailgun", {"api_key": "new key"})


@pytest.mark.parametrize(
    ("host", "fits"), [("mx.google.com", True), ("https://mx.google.com/x y", False), ("a b", False)]
)
def test_takes_a_name_of_a_server_only(host: str, fits: bool, business: Business, browser: Client) -> None:
    answer = browser.post(url("new_mailbox", business), {**MAILBOX, "authentication_host": host})
    assert (answer.status_code == 302) == fits
