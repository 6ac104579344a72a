"""Fetching mailboxes by IMAP: read, keep, and only then move away. A crash in between makes a repeat, not a loss."""

import logging
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from imapclient.exceptions import IMAPClientError

from moked.businesses.scope import in_scope, in_whole_installation
from moked.channels.adapters.imap import ImapServer
from moked.channels.domain.backoff import FETCHING, delay_after
from moked.channels.intake import store_mail
from moked.channels.models import Mailbox
from moked.channels.selectors import active_mailboxes
from moked.lib.outbound import AddressRefused, HostUnknown
from moked.lib.secrets import unseal

logger = logging.getLogger(__name__)

FETCH_EVERY = timedelta(seconds=30)
BATCH = 200


def fetch_mailbox(*, business_id: UUID, account_id: UUID) -> int:
    """Fetches all that lies in the folder, read or not: what we have is moved away.

    Gives how many mails were new; a failure stands on the mailbox and puts it off.
    """
    with in_scope([business_id]):
        mailbox = Mailbox.objects.select_related("account", "business").filter(pk=account_id).first()
        if mailbox is None or mailbox.incoming != Mailbox.Incoming.IMAP:
            return 0
        try:
            kept = _fetch(mailbox)
        except (OSError, IMAPClientError, AddressRefused, HostUnknown) as error:
            _record_failure(mailbox, error)
            return 0
        now = timezone.now()
        Mailbox.objects.filter(pk=mailbox.pk).update(
            last_fetched_at=now, fetch_error="", fetch_failures=0, next_fetch_at=now + FETCH_EVERY
        )
    return kept


def fetch_all() -> list[tuple[str, int, str]]:
    """Fetches every mailbox in turn: its address, how many mails were new, what went wrong."""
    with in_whole_installation("a command fetches for every business"):
        mailboxes = list(active_mailboxes().filter(incoming=Mailbox.Incoming.IMAP))
    fetched = []
    for mailbox in mailboxes:
        kept = fetch_mailbox(business_id=mailbox.business_id, account_id=mailbox.pk)
        with in_scope([mailbox.business_id]):
            error = Mailbox.objects.values_list("fetch_error", flat=True).get(pk=mailbox.pk)
        fetched.append((mailbox.address, kept, error))
    return fetched


def _fetch(mailbox: Mailbox) -> int:
    server = ImapServer(
        host=mailbox.imap_host,
        port=mailbox.imap_port,
        user=mailbox.imap_user,
        password=unseal(mailbox.imap_password, secret=settings.SECRET_KEY),
        use_tls=mailbox.imap_use_tls,
    )
    kept = 0
    with server.open_folder(mailbox.imap_folder) as folder:
        folder.ensure_folder(mailbox.imap_done_folder)
        for uid in folder.uids()[:BATCH]:
            mail = folder.read(uid)
            if mail is None:
                continue
            _, is_new = store_mail(
                mailbox, mail.raw, {"transport": "imap", "folder": mailbox.imap_folder, "recipients": []}
            )
            kept += is_new
            folder.move(uid, mailbox.imap_done_folder)
    return kept


def _record_failure(mailbox: Mailbox, error: Exception) -> None:
    failures = mailbox.fetch_failures + 1
    logger.warning("mail.fetch_failed", extra={"mailbox": str(mailbox.pk), "reason": type(error).__name__})
    Mailbox.objects.filter(pk=mailbox.pk).update(
        fetch_error=f"{type(error).__name__}: {error}"[:300],
        fetch_failures=failures,
        next_fetch_at=timezone.now() + delay_after(failures, FETCHING),
    )
