"""Writes about mailboxes and chat widgets. Passwords come in plain, are kept sealed and never come out again."""

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from uuid import UUID

from django.conf import settings
from django.db import transaction

from moked.businesses.models import Topic
from moked.businesses.scope import in_whole_installation
from moked.channels.accounts.errors import AddressTaken
from moked.channels.accounts.events import MailboxChanged, MailboxCreated, WidgetChanged, WidgetCreated
from moked.channels.models import Account, ChatWidget, Mailbox
from moked.journal.record import record
from moked.lib.errors import NotFound
from moked.lib.rows import assign
from moked.lib.secrets import seal
from moked.staff.access import check_allowed, get_row
from moked.staff.actors import Actor
from moked.staff.models import Team
from moked.staff.permissions import Permission

TO = Permission.OFFICE_CHANNELS
SECRETS = ("imap_password", "smtp_password", "provider_settings")


@dataclass(frozen=True, kw_only=True)
class AccountFacts:
    """What mailboxes and widgets have in common."""

    name: str
    language: str
    topic_id: UUID | None = None
    team_id: UUID | None = None
    is_active: bool = True


@transaction.atomic
def create_mailbox(*, actor: Actor, business_id: UUID, facts: AccountFacts, mailbox: Mapping[str, object]) -> Account:
    """A new mailbox; `mailbox` holds columns of Mailbox, its secrets in plain. Raises AddressTaken."""
    account = _create_account(actor, business_id, Account.Kind.MAIL, facts)
    row = Mailbox(business_id=business_id, account=account)
    assign(row, _columns(mailbox))
    _keep_address_once(row)
    row.save(force_insert=True)
    record(MailboxCreated(business_id=business_id, actor=actor.code, account_id=account.pk))
    return account


@transaction.atomic
def change_mailbox(
    *, actor: Actor, business_id: UUID, account_id: UUID, facts: AccountFacts, mailbox: Mapping[str, object]
) -> Account:
    """Changes a mailbox; an empty secret leaves the one that is kept. Raises AddressTaken."""
    account, columns = _change_account(actor, business_id, account_id, Account.Kind.MAIL, facts)
    row = Mailbox.objects.select_for_update().get(account=account)
    changed = assign(row, _columns(mailbox))
    if changed:
        _keep_address_once(row)
        row.save(update_fields=list(changed))
    if columns or changed:
        record(
            MailboxChanged(
                business_id=business_id, actor=actor.code, account_id=account_id, fields=(*columns, *changed)
            )
        )
    return account


@transaction.atomic
def create_widget(*, actor: Actor, business_id: UUID, facts: AccountFacts, widget: Mapping[str, object]) -> Account:
    """A new chat widget with a key of its own, which stands in the script tag and is no secret."""
    account = _create_account(actor, business_id, Account.Kind.CHAT, facts)
    row = ChatWidget(business_id=business_id, account=account, key=secrets.token_hex(12))
    assign(row, widget)
    row.save(force_insert=True)
    record(WidgetCreated(business_id=business_id, actor=actor.code, account_id=account.pk))
    return account


@transaction.atomic
def change_widget(
    *, actor: Actor, business_id: UUID, account_id: UUID, facts: AccountFacts, widget: Mapping[str, object]
) -> Account:
    """Changes a chat widget; its key stays, so the script tag on the site goes on working."""
    account, columns = _change_account(actor, business_id, account_id, Account.Kind.CHAT, facts)
    row = ChatWidget.objects.select_for_update().get(account=account)
    changed = assign(row, widget)
    if changed:
        row.save(update_fields=list(changed))
    if columns or changed:
        record(
            WidgetChanged(
                business_id=business_id, actor=actor.code, account_id=account_id, fields=(*columns, *changed)
            )
        )
    return account


def _create_account(actor: Actor, business_id: UUID, kind: Account.Kind, facts: AccountFacts) -> Account:
    check_allowed(actor, business_id, TO)
    _check_owned(actor, business_id, facts)
    return Account.objects.create(business_id=business_id, kind=kind, **asdict(facts))


def _change_account(
    actor: Actor, business_id: UUID, account_id: UUID, kind: Account.Kind, facts: AccountFacts
) -> tuple[Account, tuple[str, ...]]:
    account = get_row(Account, actor=actor, business_id=business_id, row_id=account_id, to=TO, lock=True)
    if account.kind != kind:
        raise NotFound
    _check_owned(actor, business_id, facts)
    changed = assign(account, asdict(facts))
    if changed:
        account.save(update_fields=list(changed))
    return account, changed


def _check_owned(actor: Actor, business_id: UUID, facts: AccountFacts) -> None:
    if facts.topic_id:
        get_row(Topic, actor=actor, business_id=business_id, row_id=facts.topic_id, to=TO)
    if facts.team_id:
        get_row(Team, actor=actor, business_id=business_id, row_id=facts.team_id, to=TO)


def _keep_address_once(mailbox: Mailbox) -> None:
    with in_whole_installation("an address is one mailbox's, whichever business it serves"):
        if Mailbox.objects.filter(address=mailbox.address).exclude(pk=mailbox.pk).exists():
            raise AddressTaken


def _columns(mailbox: Mapping[str, object]) -> dict[str, object]:
    kept = {name: value for name, value in mailbox.items() if name not in SECRETS}
    for name in SECRETS:
        plain = mailbox.get(name)
        if plain:
            kept[name] = seal(str(plain), secret=settings.SECRET_KEY)
    # Addresses are compared without regard to case.
    return kept | ({"address": str(kept["address"]).lower()} if "address" in kept else {})
