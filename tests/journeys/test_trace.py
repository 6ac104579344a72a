"""One mail is followed from SMTP to the agent's screen in one trace, over four processes and a browser."""

import smtplib
import threading
import time
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from demo.installation import Installation, temporary_installation
from tests.journeys.conftest import Opens
from tests.journeys.screens import DESKTOP, sign_in

pytestmark = pytest.mark.journey

WORD = "צלופח7731"
PATIENCE = 60.0
# Child after parent, from the door to the page.
ROAD = ["mail.accept", "mail.bring_in", "live.notice", "live.tell", "http GET"]


class Collector:
    """A receiver of spans by OTLP over HTTP."""

    def __init__(self) -> None:
        self.spans: list[Span] = []
        self.raw = b""
        collector = self

        class Receiver(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                collector.raw += body
                for each in ExportTraceServiceRequest.FromString(body).resource_spans:
                    collector.spans += [span for scope in each.scope_spans for span in scope.spans]
                self.send_response(200)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """Says nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def chain_to(self, name: str, route: str) -> list[Span]:
        """A span of this name and route with all its parents, the first one first."""
        known = {span.span_id: span for span in self.spans}
        longest: list[Span] = []
        for span in self.spans:
            if span.name == name and route in {each.value.string_value for each in span.attributes}:
                chain = [span]
                while chain[0].parent_span_id in known:
                    chain.insert(0, known[chain[0].parent_span_id])
                longest = max(longest, chain, key=len)
        return longest


@pytest.fixture
def collector() -> Iterator[Collector]:
    receiver = Collector()
    yield receiver
    receiver.server.shutdown()
    receiver.server.server_close()


@pytest.fixture
def traced_centre(collector: Collector) -> Iterator[Installation]:
    asked = {
        "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{collector.server.server_port}",
        "OTEL_BSP_SCHEDULE_DELAY": "300",
        "MOKED_LOG_LEVEL": "INFO",
        "MOKED_LOG_FORMAT": "json",
    }
    with temporary_installation(with_demo=True, settings=asked) as installed:
        yield installed


def _wait(holds: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.3)


def _send(port: int, *, subject: str, message_id: str, answers: str = "") -> None:
    mail = EmailMessage()
    mail["From"] = f"{WORD} <stranger@customers.test>"
    mail["To"], mail["Subject"], mail["Message-ID"] = "service@tapuz.test", subject, message_id
    if answers:
        mail["In-Reply-To"] = answers
    mail.set_content(f"טקסט {subject}")
    with smtplib.SMTP("127.0.0.1", port, timeout=20) as server:
        server.send_message(mail)


def test_follows_one_mail_to_the_screen(traced_centre: Installation, collector: Collector, open_page: Opens) -> None:
    page, mail_port = open_page(DESKTOP), traced_centre.mail_port
    sign_in(page, traced_centre.url, "noa.barak@tapuz.test", DESKTOP)
    _send(mail_port, subject=f"ראשון {WORD}", message_id="<first@customers.test>")
    _wait(lambda: page.goto(f"{traced_centre.url}/cases/") and page.get_by_text(f"ראשון {WORD}").count())
    # The table and the cards of a phone both hold it.
    page.get_by_text(f"ראשון {WORD}").locator("visible=true").first.click()
    page.locator("#timeline").wait_for()
    # Its socket is open and watches the case.
    time.sleep(2)
    _send(mail_port, subject=f"שני {WORD}", message_id="<second@customers.test>", answers="<first@customers.test>")
    page.locator("#timeline").get_by_text(f"טקסט שני {WORD}").first.wait_for(timeout=60_000)
    _wait(lambda: len(collector.chain_to("http GET", "workspace:timeline")) >= len(ROAD))
    chain = collector.chain_to("http GET", "workspace:timeline")
    assert [span.name for span in chain] == ROAD
    assert len({span.trace_id for span in chain}) == 1
    assert [span.start_time_unix_nano for span in chain] == sorted(span.start_time_unix_nano for span in chain)
    assert {span.name for span in collector.spans} >= {"mail.store", "mail.read", "mail.place", "journal.record"}
    assert WORD.encode() not in collector.raw
    log = (traced_centre.folder / "log").read_text()
    assert "page.served" in log
    assert chain[0].trace_id.hex() in log
    assert WORD not in log
