"""No secret stands in the database as it is, and a new key takes over from an old one."""

import json
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from cryptography.fernet import InvalidToken
from django.db import connection

from moked.businesses.scope import in_scope, in_whole_installation
from moked.cases.links import link_for, open_link, token_of
from moked.channels.models import Mailbox
from moked.lib.secrets import seal, unseal
from moked.site.stored_secrets import FACTOR_KEYS, MAILBOX_COLUMNS, rotate_secrets
from moked.staff.models import Person
from moked.webhooks.models import Endpoint
from tests import builders

pytestmark = pytest.mark.django_db
MARK = "JBSWY3DPEHPK3PXPPLANTED"


@pytest.fixture
def planted(settings: Any) -> Person:
    """A secret of each kind, put in as the product does."""
    settings.SECRET_KEY = "an older key for tests only"
    business = builders.a_business()
    person = builders.a_person(business, password=MARK)
    TOTP.activate(person, MARK)
    RecoveryCodes.activate(person)
    with in_scope([business.pk]):
        mailbox = Mailbox.objects.get(account=builders.mail_account(business))
        mailbox.imap_password = mailbox.smtp_password = seal(MARK, secret=settings.SECRET_KEY)
        mailbox.provider_settings = seal(json.dumps({"api_key": MARK}), secret=settings.SECRET_KEY)
        mailbox.save()
        Endpoint.objects.create(
            business=business, name="shop", url="https://shop.test/", secret=seal(MARK, secret=settings.SECRET_KEY)
        )
    return person


def _columns_with(words: str) -> list[str]:
    with in_whole_installation("a test looks everywhere"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' "
            "AND data_type IN ('text', 'character varying', 'jsonb', 'bytea', 'ARRAY')"
        )
        found = []
        for table, column in cursor.fetchall():
            cursor.execute(f'SELECT 1 FROM "{table}" WHERE "{column}"::text LIKE %s LIMIT 1', (f"%{words}%",))
            if cursor.fetchone():
                found.append(f"{table}.{column}")
    return found


def test_keeps_no_secret_as_it_is(planted: Person) -> None:
    assert _columns_with(planted.email) != []
    assert _columns_with(MARK) == []
    assert not _columns_with(RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).get_unused_codes()[0])


def test_opens_all_after_the_key_changed(planted: Person, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    old, settings.SECRET_KEY = settings.SECRET_KEY, "a newer key for tests only"
    monkeypatch.setenv("MOKED_SECRET_KEY_FALLBACKS", old)
    assert rotate_secrets() == len(MAILBOX_COLUMNS) + len(FACTOR_KEYS) + 1
    monkeypatch.delenv("MOKED_SECRET_KEY_FALLBACKS")
    with in_whole_installation("a test"):
        mailbox = Mailbox.objects.get()
        assert unseal(Endpoint.objects.get().secret, secret=settings.SECRET_KEY) == MARK
    assert unseal(mailbox.imap_password, secret=settings.SECRET_KEY) == MARK
    with pytest.raises(InvalidToken):
        unseal(mailbox.imap_password, secret=old)
    codes = RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).get_unused_codes()
    assert len(codes) == 10


def test_changes_nothing_when_one_secret_cannot_be_opened(planted: Person, settings: Any) -> None:
    with in_whole_installation("a test"):
        before = list(Mailbox.objects.values_list(*MAILBOX_COLUMNS))
        settings.SECRET_KEY = "a newer key, without the one before"
        with pytest.raises(InvalidToken):
            rotate_secrets()
        assert list(Mailbox.objects.values_list(*MAILBOX_COLUMNS)) == before


def test_opens_customers_links_of_an_earlier_key(settings: Any) -> None:
    case = builders.a_case(builders.a_business())
    with in_whole_installation("a test"):
        token = token_of(link_for(case, case.contact_point))  # type: ignore[arg-type]
        settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "a newer key for tests only"
        assert open_link(token).case_id == case.pk
