"""The job of webhooks: it serves many endpoints at once in threads of its own, so one job is enough at a time."""

from procrastinate.contrib.django import app

from moked.webhooks import jobs
from moked.webhooks.services import sending


@app.task(name=jobs.SEND_WEBHOOKS, queue="webhooks")
def send_webhooks() -> None:
    """Sends what is due."""
    sending.send_due_webhooks()
