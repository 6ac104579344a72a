"""The staff's websocket: says what changed on a person's screens, never what it became.

Protocol: see `frontend/src/live.ts`. A screen names the topics it shows; the ones this person may not see are
ignored in silence, as a missing object would be.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable
from functools import cache
from hashlib import md5
from typing import Any
from uuid import UUID

from django.db import InterfaceError, OperationalError

from moked.businesses.scope import in_scope
from moked.cases.access import get_case
from moked.customers.access import get_customer
from moked.customers.selectors import canonical_ids
from moked.journal.audiences import OF_A_CASE, Part
from moked.journal.reader import JournalReader, Position, oldest_running_transaction
from moked.lib import realtime, tracing
from moked.lib.errors import MokedError
from moked.routing.services import touch_presence
from moked.staff.actors import PersonActor
from moked.staff.models import Person
from moked.staff.permissions import Permission
from moked.staff.selectors import person_actor
from moked.staff.sessions import person_of_session

logger = logging.getLogger(__name__)

# What a page shows of its own person: topic -> the part of theirs.
OWN = {"worklist": Part.WORK, "bell": Part.BELL}
HEARTBEAT_SECONDS = 20
SIGNED_OUT = 4401
# A page shows a list and a case or two; more would be somebody fishing.
MOST_TOPICS = 40
# Beyond this many events a full refresh is cheaper than telling each.
MOST_MISSED = 2000


class StaffConsumer(realtime.JsonSocket):
    """One open page of a signed-in person."""

    actor: PersonActor
    name: str

    async def connect(self) -> None:
        person = self.scope.get("user")
        if not isinstance(person, Person) or not person.is_active:
            await self.accept()
            await self.close(SIGNED_OUT)
            return
        self.person = person
        self.session_key = self.scope["session"].session_key if "session" in self.scope else ""
        self.name = person.full_name
        self.actor = await realtime.in_thread(person_actor, person)
        # Audience -> the topics that hear of it.
        self.topics: dict[str, set[str]] = {}
        await self.accept()
        self.join("everyone")
        self.join(f"access:{person.pk}")
        if self.session_key:
            self.join(f"session:{md5(self.session_key.encode(), usedforsecurity=False).hexdigest()}")
        self.heartbeat = asyncio.create_task(self._stay_present())

    async def disconnect(self, code: int) -> None:
        if hasattr(self, "heartbeat"):
            self.heartbeat.cancel()
        await super().disconnect(code)

    async def _stay_present(self) -> None:
        """While the page is open its person is at the desk, and the page learns how far it has read."""
        is_welcome = True
        while is_welcome:
            try:
                is_welcome = await self._beat()
            except (OperationalError, InterfaceError) as error:
                # The database is away for a moment; the page and its person are not.
                logger.warning("live.beat_missed", extra={"reason": type(error).__name__})
            except OSError:
                # The visitor left, and the word of it is still on its way to us.
                return
            await asyncio.sleep(HEARTBEAT_SECONDS)

    async def _beat(self) -> bool:
        if not await self._is_still_welcome():
            return False
        await realtime.in_thread(touch_presence, self.actor.person_id)
        await self.send_json({"type": "changed", "what": "", "position": str(await realtime.in_thread(_now))})
        return True

    async def _is_still_welcome(self) -> bool:
        """Looks again who this is: closes when the sign-in is over, narrows to what the person may see now."""
        actor = await realtime.in_thread(self._actor_now)
        if actor is None:
            await self.close(SIGNED_OUT)
            return False
        if actor != self.actor:
            self.actor = actor
            await self._follow(self._watched())
            # The page fetches itself anew, and shows what is left.
            await self.send_json({"type": "refresh"})
        return True

    def _actor_now(self) -> PersonActor | None:
        """The actor as the database knows them; None when the session ended or the person may not sign in."""
        person = (
            person_of_session(self.session_key)
            if self.session_key
            else Person.objects.filter(pk=self.person.pk, is_active=True).first()
        )
        return person_actor(person) if person else None

    async def receive_json(self, content: Any, **kwargs: Any) -> None:
        if not isinstance(content, dict):
            return
        match content.get("type"):
            case "hello":
                await self._watch(content)
            case "typing" | "viewing" as kind:
                await self._pass_on(kind, str(content.get("case")))

    async def live_notice(self, event: dict[str, Any]) -> None:
        """A notice from the process's LISTEN: `changed`, `typing`, `viewing`, or `resync` after a lost link."""
        notice = event["notice"]
        kind, audience = notice["kind"], notice["to"]
        if kind == "access":
            await self._is_still_welcome()
        elif kind == "resync":
            await self._compare()
        elif audience not in self.topics:
            return
        elif kind == "changed":
            await self._tell_changed(audience, notice.get(tracing.FIELD, ""))
        elif notice.get("by") != str(self.actor.person_id):
            await self.send_json({"type": kind, "case": audience.partition(":")[2], "who": notice["who"]})

    async def _compare(self) -> None:
        """Anything may have been missed: that the sign-in ended, or that two customers are one, too."""
        if await self._is_still_welcome():
            await self._follow(self._watched())
            await self.send_json({"type": "refresh"})

    async def _tell_changed(self, audience: str, trace: str) -> None:
        topics = sorted(self.topics[audience])
        if audience.startswith("customer:"):
            # They may be one with others from now on, of whom the page is to hear as well.
            await self._follow(self._watched())
        with tracing.span("live.tell", trace):
            for topic in topics:
                await self.send_json({"type": "changed", "what": topic, **tracing.carried()})

    async def _watch(self, hello: dict[str, Any]) -> None:
        watch = hello.get("watch")
        asked = [topic for topic in watch[:MOST_TOPICS] if isinstance(topic, str)] if isinstance(watch, list) else []
        await self._follow(asked)
        # Joined first and compared with the journal second: whatever falls between is told twice, never lost.
        for message in await realtime.in_thread(self._missed, hello.get("position")):
            await self.send_json(message)

    def _watched(self) -> set[str]:
        return set().union(*self.topics.values())

    async def _follow(self, asked: Iterable[str]) -> None:
        """Listens to what concerns these topics, as far as this person may, and to nothing else."""
        wanted = await realtime.in_thread(self._allowed, asked)
        for audience in self.topics.keys() - wanted.keys():
            self.leave(audience)
        for audience in wanted.keys() - self.topics.keys():
            self.join(audience)
        self.topics = wanted

    def _allowed(self, asked: Iterable[str]) -> dict[str, set[str]]:
        """Audience -> topics, for the topics this person may watch."""
        allowed: dict[str, set[str]] = {}
        # A page shows several parts of one case: its door is asked once.
        may_watch = cache(self._may_watch)
        with in_scope(self.actor.businesses):
            for topic in asked:
                for audience in self._audiences(topic, may_watch):
                    allowed.setdefault(audience, set()).add(topic)
        return allowed

    def _audiences(self, topic: str, may_watch: Callable[[str, UUID], bool]) -> list[str]:
        """What to listen to for a topic. A customer's hears of everybody who is read as them."""
        kind, _, text = topic.partition(":")
        if topic in OWN:
            return [f"{OWN[topic]}:{self.actor.person_id}"]
        key = _uuid(text)
        if key is None:
            return []
        if kind == "customer":
            return [f"customer:{same}" for same in self._customers(key)]
        return [topic] if may_watch("case" if kind in OF_A_CASE else kind, key) else []

    def _customers(self, key: UUID) -> list[UUID]:
        try:
            return canonical_ids(get_customer(self.actor, key, to=Permission.CASES_READ))
        except MokedError:
            return []

    def _may_watch(self, kind: str, key: UUID) -> bool:
        if kind == "business":
            return key in self.actor.businesses
        if kind != "case":
            return False
        try:
            get_case(self.actor, key, to=Permission.CASES_READ)
        except MokedError:
            return False
        return True

    def _missed(self, position: object) -> list[dict[str, str]]:
        """What to tell a screen that last knew all at `position`; its new position comes last."""
        here = str(_now())
        try:
            known = Position.parse(str(position)) if position else None
        except ValueError:
            known = None
        if known is None:
            return [{"type": "changed", "what": "", "position": here}]
        if known > Position.parse(here):
            # From before a restore into a new database, which counts from the start again.
            return [{"type": "refresh", "position": here}]
        with in_scope(self.actor.businesses):
            reader = JournalReader()
            if reader.count_since(known, MOST_MISSED) >= MOST_MISSED:
                return [{"type": "refresh", "position": here}]
            changed = reader.audiences_since(known, list(self.topics))
        topics = sorted({topic for audience in changed for topic in self.topics[audience]})
        return [
            *({"type": "changed", "what": topic} for topic in topics),
            {"type": "changed", "what": "", "position": here},
        ]

    async def _pass_on(self, kind: str, case_id: str) -> None:
        audience = f"{Part.WORDS}:{case_id}"
        if audience in self.topics:
            facts = {"who": self.name, "by": str(self.actor.person_id)}
            await realtime.in_thread(lambda: realtime.announce([audience], kind=kind, **facts))


def _now() -> Position:
    return Position(oldest_running_transaction())


def _uuid(text: str) -> UUID | None:
    """The key, where it is written as we write it: other spellings make topics that no notice is told to."""
    try:
        key = UUID(text)
    except ValueError:
        return None
    return key if str(key) == text else None
