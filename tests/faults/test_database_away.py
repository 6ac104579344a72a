"""The database goes away and comes back: everybody is told so, and everything goes on without being started again."""

import json
import smtplib
import time
import urllib.error
import urllib.request

import pytest

from tests.faults.load.mail import mail_of
from tests.faults.processes import Installation, installation, wait_for_port

pytestmark = pytest.mark.fault

PATIENCE = 90.0


def _page(place: Installation, language: str) -> tuple[int, str, str]:
    """Status, text and Retry-After of a page."""
    asked = urllib.request.Request(
        f"http://127.0.0.1:{place.web_port}/account/login/", headers={"Accept-Language": language}
    )
    try:
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return answer.status, answer.read().decode(), ""
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(), error.headers.get("Retry-After", "")


def _send(place: Installation, number: int, to: str) -> int:
    """The code a mail is answered with."""
    mail, _ = mail_of(number, to)
    try:
        with smtplib.SMTP("127.0.0.1", place.mail_port, timeout=60) as server:
            server.send_message(mail)
    except smtplib.SMTPRecipientsRefused as refusal:
        return next(code for code, _ in refusal.recipients.values())
    except smtplib.SMTPResponseException as refusal:
        return refusal.smtp_code
    return 250


def test_says_that_the_database_is_away_and_goes_on_when_it_is_back() -> None:
    with installation() as place:
        scene = json.loads(place.run("tests.faults.scene", "9", "1"))
        for name in ("web", "mail", "worker-1", "router-1"):
            place.processes[name].start()
        wait_for_port(place.web_port)
        wait_for_port(place.mail_port)
        assert _page(place, "en")[0] == 200
        assert _send(place, 1, scene["address"]) == 250

        place.database.kill()
        status, text, retry_after = _page(place, "en")
        assert (status, retry_after) == (503, "5")
        assert "out of reach for a moment" in text
        status, text, _ = _page(place, "he")
        assert status == 503
        assert "השירות אינו זמין לרגע" in text
        assert _send(place, 2, scene["address"]) == 451

        place.database.start()
        deadline = time.monotonic() + PATIENCE
        while _page(place, "en")[0] != 200 or _send(place, 2, scene["address"]) != 250:
            assert time.monotonic() < deadline
            time.sleep(0.3)
        while _open_offers(place) < 2:
            assert time.monotonic() < deadline, "worker or router did not go on"
            time.sleep(0.5)
        assert [name for name, process in place.processes.items() if process.running and process.has_ended] == []


def _open_offers(place: Installation) -> int:
    with place.database.owner() as link:
        found = link.execute("SELECT count(*) FROM routing_offer WHERE ended_at IS NULL").fetchone()
    return int(found[0]) if found else 0
