"""The demo's process: something happens every while, until it is told to stop."""

import logging
import os
import random
import signal
import smtplib
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from django.conf import settings
from django.db import OperationalError, close_old_connections
from django.utils import timezone

from demo.life.colleagues import Colleagues, gather_colleagues
from demo.life.customers import MOODS, Customers
from demo.life.floor import take_down_notices
from demo.life.visitor import Visitor
from demo.people_who_write import PEOPLE_WHO_WRITE
from moked.businesses.scope import in_whole_installation
from moked.businesses.selectors import demo_is_loaded
from moked.cases.models import Case
from moked.channels.models import ChatWidget
from moked.lib.errors import MokedError

logger = logging.getLogger(__name__)

PACE_SECONDS = 40.0
# How often colleagues look up from their work.
TICK_SECONDS = 3.0
MOST_VISITORS = 2
# The first is tried first; what finds nothing to do leaves the turn to the next. Tried in the order of their draw.
WEIGHTS = {"answer": 5, "judge": 4, "write": 4, "chat": 2, "remind": 1, "spam": 0.4}


@dataclass
class Life:
    """All that moves in the demo."""

    rng: random.Random
    customers: Customers
    colleagues: Colleagues | None
    stopping: threading.Event
    visitors: list[threading.Thread] = field(default_factory=list)

    def happen(self) -> None:
        """One event among customers."""
        acts: dict[str, Callable[[], bool]] = {
            "answer": self.customers.answer,
            "judge": self.customers.judge,
            "write": self.customers.write,
            "chat": self._chat,
            "remind": self.customers.remind,
            "spam": self.customers.send_spam,
        }
        order = sorted(WEIGHTS, key=lambda name: self.rng.random() ** (1 / WEIGHTS[name]), reverse=True)
        next((name for name in order if acts[name]()), None)

    def _chat(self) -> bool:
        self.visitors = [each for each in self.visitors if each.is_alive()]
        widget = ChatWidget.objects.filter(business__is_demo=True, business__slug="tapuz").first()
        if widget is None or len(self.visitors) >= MOST_VISITORS:
            return False
        incoming = self.customers.draw("chat")
        visitor = Visitor(
            site=settings.PUBLIC_URL,
            key=widget.key,
            customer=PEOPLE_WHO_WRITE[incoming.customer],
            incoming=incoming,
            mood=self.rng.choice(MOODS),
            rng=random.Random(self.customers.number),
            stopping=self.stopping,
        )
        thread = threading.Thread(target=_visit, args=(visitor,), daemon=True)
        thread.start()
        self.visitors.append(thread)
        return True


def _visit(visitor: Visitor) -> None:
    try:
        visitor.visit()
    except (OSError, TimeoutError) as error:
        logger.info("demo.visit_failed", extra={"reason": type(error).__name__})


def live_until_stopped() -> None:
    """Runs until SIGINT or SIGTERM. MOKED_DEMO_SEED makes the same events; the pace and colleagues as documented."""
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    if not demo_is_loaded():
        return
    with in_whole_installation("customers of every demonstration business"):
        life = _begin(stopping)
        _live(life, float(os.environ.get("MOKED_DEMO_PACE", PACE_SECONDS)))
        if life.colleagues:
            life.colleagues.go_home()


def _begin(stopping: threading.Event) -> Life:
    rng = random.Random(os.environ.get("MOKED_DEMO_SEED", "moked"))
    with_colleagues = os.environ.get("MOKED_DEMO_COLLEAGUES", "1") != "0"
    return Life(
        rng=rng,
        # A restart goes on with other words than those that were said already.
        customers=Customers(rng, number=Case.objects.count()),
        colleagues=gather_colleagues(rng) if with_colleagues else None,
        stopping=stopping,
    )


def _live(life: Life, pace: float) -> None:
    next_event = 0.0
    while not life.stopping.wait(TICK_SECONDS):
        try:
            if life.colleagues:
                life.colleagues.work(timezone.now())
                take_down_notices(timezone.now())
            next_event -= TICK_SECONDS
            if next_event <= 0:
                next_event = life.rng.uniform(pace / 2, pace * 1.5)
                life.happen()
        except (MokedError, OSError, smtplib.SMTPException, OperationalError) as error:
            # The installation restarts, or the mail listener is away: life goes on when it is back.
            logger.info("demo.event_failed", extra={"reason": type(error).__name__})
            close_old_connections()
