"""A campaign: an installation under load, its processes killed by plan, and afterwards everything counted."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count

from tests.faults.invariants import check, end_leases, hurry, open_ends
from tests.faults.load.agents import Agent, close_by_links
from tests.faults.load.chat import Visitor
from tests.faults.load.ledger import Ledger
from tests.faults.load.mail import Provider, write_mails
from tests.faults.plan import Kill, plan_of
from tests.faults.processes import Installation, installation, wait_for_port
from tests.faults.report import Report

RECOVERY_SECONDS = 300.0
SETTLE_SECONDS = 300.0
# How long what was killed may do its work before it is killed again: it must be in the middle of something.
LIFE_SECONDS = 2.0


@dataclass(frozen=True)
class Load:
    """How many use the installation at once."""

    servers: int = 3
    visitors: int = 6
    agents: int = 6


class Campaign:
    """One run. `ledger` holds what the actors were promised."""

    def __init__(self, seed: int, kills: int, load: Load) -> None:
        self.report = Report(seed, plan_of(seed, kills))
        self.ledger, self.load = Ledger(), load
        self.silent, self.stopping = threading.Event(), threading.Event()
        self.started_at: dict[str, float] = {}

    def run(self) -> Report:
        begun = time.monotonic()
        provider = Provider(self.ledger, self.report.seed)
        port = provider.start()
        try:
            with installation() as place:
                scene = json.loads(place.run("tests.faults.scene", str(port), str(self.load.agents)))
                self._start_all(place)
                with self._actors(place, scene, provider):
                    self._kill_by_plan(place)
                    self._come_to_rest(place)
                self._settle(place)
                with place.database.owner() as link:
                    self.report.found = check(link, self.ledger)
        finally:
            provider.stop()
        self.report.seconds = time.monotonic() - begun
        return self.report

    def _start_all(self, place: Installation) -> None:
        for name, process in place.processes.items():
            process.start()
            self.started_at[name] = time.monotonic()
        wait_for_port(place.web_port)
        wait_for_port(place.mail_port)

    @contextmanager
    def _actors(self, place: Installation, scene: dict[str, list[str]], provider: Provider) -> Iterator[None]:
        numbers, seed = count(1), self.report.seed
        mail = (self.ledger, numbers, scene["address"], place.mail_port, self.silent, self.stopping)
        calls = [threading.Thread(target=write_mails, args=mail) for _ in range(self.load.servers)]
        for number in range(self.load.visitors):
            visitor = Visitor(self.ledger, place.web_port, str(scene["widget"]), number, seed)
            calls.append(threading.Thread(target=visitor.live, args=(self.stopping, self.silent)))
        people, sessions = scene["people"], scene["sessions"]
        for number, session in enumerate(sessions):
            colleague = people[(number + 1) % len(people)] if len(people) > 1 else ""
            agent = Agent(self.ledger, place.web_port, session, colleague, number, seed)
            calls.append(threading.Thread(target=agent.work, args=(self.stopping,)))
        closer = (self.ledger, provider.links, place.web_port, seed, self.stopping)
        calls.append(threading.Thread(target=close_by_links, args=closer))
        for call in calls:
            call.start()
        try:
            yield
        finally:
            self.silent.set()
            self.stopping.set()
            for call in calls:
                call.join(60)

    def _kill_by_plan(self, place: Installation) -> None:
        for kill in self.report.plan:
            time.sleep(kill.after)
            self._let_live(place, kill.victim)
            killed_at = time.monotonic()
            self._kill(place, kill)
            watcher = threading.Thread(target=self._time_recovery, args=(place, kill.victim, killed_at))
            watcher.start()
            watcher.join(RECOVERY_SECONDS if kill.victim in ("database", "backend") else 0)

    def _let_live(self, place: Installation, name: str) -> None:
        """Waits until the victim does its work: killing what only just starts would test nothing."""
        deadline = time.monotonic() + RECOVERY_SECONDS
        while not place.serves(name) and time.monotonic() < deadline:
            time.sleep(0.1)
        time.sleep(max(0.0, LIFE_SECONDS - (time.monotonic() - self.started_at.get(name, 0.0))))

    def _kill(self, place: Installation, kill: Kill) -> None:
        if kill.victim == "database":
            place.database.kill()
            place.database.start()
        elif kill.victim == "backend":
            place.database.kill_backend(kill.draw)
        else:
            process = place.processes[kill.victim]
            if process.has_ended:
                self.ledger.trouble.append(f"{kill.victim} had ended by itself")
            process.kill()
            process.start()
            self.started_at[kill.victim] = time.monotonic()

    def _time_recovery(self, place: Installation, name: str, killed_at: float) -> None:
        while not place.serves(name) and time.monotonic() < killed_at + RECOVERY_SECONDS:
            time.sleep(0.25)
        self.report.recoveries.setdefault(name, []).append(time.monotonic() - killed_at)

    def _come_to_rest(self, place: Installation) -> None:
        """Nobody says anything new; what was said and not acknowledged is sent again until it is."""
        self.silent.set()
        for name in place.processes:
            self._let_live(place, name)
            if place.processes[name].has_ended:
                self.ledger.trouble.append(f"{name} had ended by itself")
                place.processes[name].start()
        time.sleep(6)

    def _settle(self, place: Installation) -> None:
        """Everything due is done; leases of the killed are let run out."""
        deadline = time.monotonic() + SETTLE_SECONDS
        # No worker is in the middle of anything now, so every lease left is that of a dead one.
        for name in ("worker-1", "worker-2"):
            place.processes[name].stop()
        with place.database.owner() as link:
            end_leases(link)
            for name in ("worker-1", "worker-2"):
                place.processes[name].start()
            while open_ends(link) and time.monotonic() < deadline:
                time.sleep(1)
                hurry(link)
