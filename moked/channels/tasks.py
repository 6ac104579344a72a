"""Jobs of the doors; each calls one service and is safe to repeat."""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from moked.channels import codes, fetch, jobs, outbox
from moked.channels.errors import NotSent
from moked.channels.pipeline import drain


@app.task(name=jobs.DRAIN_INBOUND, queue="mail")
def drain_inbound() -> None:
    """Brings in what was received."""
    drain.drain_inbound()


@app.task(name=jobs.SEND_DELIVERIES, queue="mail")
def send_deliveries() -> None:
    """Sends what is on its way."""
    outbox.send_due_deliveries()


@app.task(name=jobs.FETCH_MAILBOX, queue="mail")
def fetch_mailbox(*, business_id: str, account_id: str) -> None:
    """Fetches one mailbox by IMAP."""
    fetch.fetch_mailbox(business_id=UUID(business_id), account_id=UUID(account_id))


@app.task(
    name=jobs.SEND_CODE, queue="mail", retry=RetryStrategy(max_attempts=4, linear_wait=10, retry_exceptions={NotSent})
)
def send_code(*, business_id: str, contact_point_id: str, sealed_code: str, language: str) -> None:
    """Sends a verification code."""
    codes.send_code(
        business_id=UUID(business_id),
        contact_point_id=UUID(contact_point_id),
        sealed_code=sealed_code,
        language=language,
    )
