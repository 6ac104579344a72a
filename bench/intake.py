"""What a mail costs from SMTP to the router: accepted, read, threaded, stored with its events, routed.

Everything runs as in production and counts: the mail listener, the workers, the router, PostgreSQL. Senders hand
mails in as fast as they are taken; the run ends when none waits any more, nor any acknowledgement is unsent.
The reference does the least that could be called intake: the library's parser and one committed INSERT a mail.
"""

import os
import smtplib
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from email import message_from_bytes

import psutil
import psycopg
from django.db import connection

from bench import stage
from bench.corpus import CorpusMail, corpus
from bench.frame import Row
from bench.installation import Installation, free_port, wait_for_port
from moked.businesses.scope import in_whole_installation
from moked.channels.models import Delivery, Inbound

MAILS = int(os.environ.get("BENCH_MAILS", "1500"))
WARM_UP = 100
SENDERS = 8
LONGEST = 600.0


def measure(installation: Installation) -> Iterator[Row]:
    """Rows with one and two workers, without acknowledgements and with them."""
    served = stage.businesses(4)
    stage.people(20, served)
    boxes = stage.addresses(served)
    least_cpu, least_rate = _least(installation, list(corpus(MAILS, boxes, seed=7, prefix="least")))
    for acknowledged, workers in ((False, 1), (False, 2), (True, 2)):
        stage.acknowledge(served, is_on=acknowledged)
        prefix = f"{'ack' if acknowledged else 'run'}{workers}"
        cpu, rate = _run(installation, boxes, workers, prefix)
        name = "intake.acknowledged" if acknowledged else "intake"
        goals = ("", "") if acknowledged else (">= 100" if workers == 2 else "", "<= 8")
        yield Row(f"{name}.mails_per_s@{workers}", rate, "1/s", reference=least_rate, goal=goals[0])
        yield Row(f"{name}.cpu_ms_per_mail@{workers}", cpu, "ms", reference=least_cpu, goal=goals[1])


def _run(installation: Installation, boxes: Sequence[str], workers: int, prefix: str) -> tuple[float, float]:
    """CPU milliseconds a mail, and mails a second."""
    mails = list(corpus(WARM_UP + MAILS, boxes, seed=workers, prefix=prefix))
    port = free_port()
    installation.start("mail", "serve", MOKED_MAIL_LISTEN=f"127.0.0.1:{port}")
    installation.start("router")
    for _ in range(workers):
        installation.start("worker")
    wait_for_port(port)
    time.sleep(3)  # the workers have no port to wait for
    hand_in(port, mails[:WARM_UP])
    _wait_until_done()
    _gather_statistics(installation)
    spent, begun = installation.cpu_seconds(), time.monotonic()
    hand_in(port, mails[WARM_UP:])
    _wait_until_done()
    seconds = time.monotonic() - begun
    cpu = (installation.cpu_seconds() - spent) * 1000 / MAILS
    installation.stop()
    return cpu, MAILS / seconds


def _gather_statistics(installation: Installation) -> None:
    """What autovacuum does within a minute of any installation; a run of seconds would be over before."""
    with psycopg.connect(installation.database_url, autocommit=True) as link:
        link.execute("ANALYZE")


def hand_in(port: int, mails: Sequence[CorpusMail]) -> None:
    """Hands the mails in over a few connections. Raises for one that is not accepted."""

    def send(share: Sequence[CorpusMail]) -> None:
        with smtplib.SMTP("127.0.0.1", port) as link:
            for mail in share:
                link.sendmail(mail.sender, [mail.recipient], mail.raw)

    with ThreadPoolExecutor(SENDERS) as threads:
        list(threads.map(send, [mails[start::SENDERS] for start in range(SENDERS)]))


def _wait_until_done() -> None:
    deadline = time.monotonic() + LONGEST
    with in_whole_installation("a bench watches every business"):
        while time.monotonic() < deadline:
            waiting = Inbound.objects.filter(state=Inbound.State.RECEIVED).exists()
            unsent = Delivery.objects.filter(state__in=[Delivery.State.QUEUED, Delivery.State.SENDING]).exists()
            if not waiting and not unsent:
                lost = Inbound.objects.exclude(state=Inbound.State.DONE).values_list("problem", flat=True)
                if lost:
                    raise RuntimeError(f"mails that were not brought in: {list(lost)[:5]}")
                return
            time.sleep(0.1)
    raise TimeoutError("mail still waits")


def _least(installation: Installation, mails: Sequence[CorpusMail]) -> tuple[float, float]:
    """The same figures for parsing with the library and one INSERT, committed."""
    own = psutil.Process()
    with psycopg.connect(installation.database_url, autocommit=True) as link:
        link.execute("CREATE TABLE bench_least (id bigserial PRIMARY KEY, subject text, body text, raw bytea)")
        spent, begun = installation.cpu_seconds() + sum(own.cpu_times()[:2]), time.monotonic()
        for mail in mails:
            message = message_from_bytes(mail.raw)
            parts = [part.get_payload(decode=True) for part in message.walk() if not part.is_multipart()]
            body = next(part for part in parts if isinstance(part, bytes)).decode()
            row = (str(message["Subject"]), body, mail.raw)
            link.execute("INSERT INTO bench_least (subject, body, raw) VALUES (%s, %s, %s)", row)
        seconds = time.monotonic() - begun
        cpu = installation.cpu_seconds() + sum(own.cpu_times()[:2]) - spent
        link.execute("DROP TABLE bench_least")
    connection.close()
    return cpu * 1000 / len(mails), len(mails) / seconds
