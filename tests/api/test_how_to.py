"""The examples of the how-tos do what they say."""

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from standardwebhooks import Webhook

from moked.businesses.scope import in_scope
from moked.cases.models import Attachment, Case
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
    with in_scope([business.pk]):
        assert Case.objects.get().subject == "הזמנה 4711"
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
