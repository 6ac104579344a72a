"""The examples of the how-tos do what they say."""

import base64
import json
import os
import re
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from standardwebhooks import Webhook

from moked.businesses.scope import in_scope
from moked.cases.models import Attachment, Case, Direction, Message
from moked.lib.secrets import seal
from moked.webhooks.models import Delivery, Endpoint
from moked.webhooks.services.sending import signed
from tests import builders
from tests.api.conftest import a_token

HOW_TO = Path(__file__).resolve().parents[2] / "docs" / "how-to"


def _examples(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", (HOW_TO / page).read_text(), re.MULTILINE | re.DOTALL)


@pytest.mark.django_db(transaction=True)
def test_runs_the_examples_of_the_api(live_server: Any) -> None:
    business = builders.a_business()
    places = {"MOKED": live_server.url, "TOKEN": a_token(business), "NO_PROXY": "*", "PATH": os.environ["PATH"]}
    script = "set -euo pipefail\n" + "\n".join(_examples("api.md", "sh"))
    done = subprocess.run(["bash", "-c", script], env=places, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert "200\n412\n" in done.stdout
    # What the page shows of a refusal is what comes.
    (shown,) = (json.loads(each) for each in _examples("api.md", "json"))
    came = done.stdout[done.stdout.index('{"type": "urn:moked') :]
    assert json.JSONDecoder().raw_decode(came)[0] == shown
    with in_scope([business.pk]):
        assert Case.objects.get().subject == "הזמנה 4711, דחוף"
        answer = Message.objects.get(direction=Direction.OUT)
        assert (answer.text, answer.author_id) == ("ההזמנה יצאה היום ותגיע מחר.", None)
        assert Attachment.objects.get().name == "hello.txt"


def test_verifies_as_the_example_says() -> None:
    (example,) = _examples("webhooks.md", "python")
    names: dict[str, Any] = {}
    exec(example, names)
    secret, body, now = "whsec_" + "QUFB" * 8, '{"type":"webhook_test"}', timezone.now()
    headers = {
        "webhook-id": "1",
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(secret).sign("1", now, body),
    }
    assert names["receive"](secret, headers, body.encode()) == {"type": "webhook_test"}
    with pytest.raises(Exception, match="signature"):
        names["receive"](secret, headers, body.encode() + b" ")


def test_checks_a_signature_as_the_administrators_page_says(settings: Any) -> None:
    """Against what is really sent, before and after a new secret."""
    (example,) = _examples("administrator.md", "python")
    names: dict[str, Any] = {}
    exec(example, names)
    is_ours, now = names["is_ours"], timezone.now()
    first, second = ("whsec_" + base64.b64encode(bytes([number]) * 32).decode() for number in (1, 2))
    sealed = [seal(each, secret=settings.SECRET_KEY) for each in (first, second)]
    endpoint = Endpoint(secret=sealed[1], former_secret=sealed[0], former_secret_until=now + timedelta(hours=1))
    delivery = Delivery(endpoint=endpoint, payload={"type": "case_opened", "data": {"why": "שלום"}})
    body, headers = signed(delivery, now)
    assert is_ours(first, headers, body)
    assert is_ours(second, headers, body)
    assert not is_ours("whsec_" + base64.b64encode(b"3" * 32).decode(), headers, body)
    assert not is_ours(second, headers, body + b" ")
    assert not is_ours(second, {**headers, "webhook-id": "other"}, body)
    late, old = signed(delivery, now - timedelta(minutes=6))
    assert not is_ours(second, old, late)
