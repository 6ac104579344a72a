"""The staff's websocket: says what changed on a person's screens, never what it became.

Protocol: see `frontend/src/live.ts`. A screen names the topics it shows; the ones this person may not see are
ignored in silence, as a missing object would be.
"""

import asyncio
import logging
from functools import cache
from hashlib import md5
from typing import Any
from uuid import UUID

from django.db import InterfaceError, OperationalError

from moked.businesses.scope import in_scope
from moked.cases.access import get_case
from moked.customers.access import get_customer
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
        self.topics: dict[str, str] = {}
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
            allowed = await realtime.in_thread(self._allowed, list(self.topics.values()))
            for audience in self.topics.keys() - allowed.keys():
                self.leave(audience)
            self.topics = allowed
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
        if notice["kind"] == "access":
            await self._is_still_welcome()
            return
        if notice["kind"] == "resync":
            await self.send_json({"type": "refresh"})
            return
        what = self.topics.get(notice["to"])
        if what is None:
            return
        if notice["kind"] == "changed":
            with tracing.span("live.tell", notice.get(tracing.FIELD, "")):
                await self.send_json({"type": "changed", "what": what, **tracing.carried()})
        elif notice.get("by") != str(self.actor.person_id):
            await self.send_json({"type": notice["kind"], "case": what.partition(":")[2], "who": notice["who"]})

    async def _watch(self, hello: dict[str, Any]) -> None:
        watch = hello.get("watch")
        asked = [topic for topic in watch[:MOST_TOPICS] if isinstance(topic, str)] if isinstance(watch, list) else []
        wanted = await realtime.in_thread(self._allowed, asked)
        for audience in self.topics.keys() - wanted.keys():
            self.leave(audience)
        for audience in wanted.keys() - self.topics.keys():
            self.join(audience)
        self.topics = wanted
        # Joined first and compared with the journal second: whatever falls between is told twice, never lost.
        for message in await realtime.in_thread(self._missed, hello.get("position")):
            await self.send_json(message)

    def _allowed(self, asked: list[str]) -> dict[str, str]:
        """Audience -> topic, for the topics this person may watch."""
        allowed: dict[str, str] = {}
        # A page shows several parts of one case: its door is asked once.
        may_watch = cache(self._may_watch)
        with in_scope(self.actor.businesses):
            for topic in asked:
                kind, _, key = topic.partition(":")
                if topic in OWN:
                    allowed[f"{OWN[topic]}:{self.actor.person_id}"] = topic
                elif (uuid := _uuid(key)) and may_watch("case" if kind in OF_A_CASE else kind, uuid):
                    allowed[topic] = topic
        return allowed

    def _may_watch(self, kind: str, key: UUID) -> bool:
        if kind == "business":
            return key in self.actor.businesses
        try:
            match kind:
                case "case":
                    get_case(self.actor, key, to=Permission.CASES_READ)
                case "customer":
                    get_customer(self.actor, key, to=Permission.CASES_READ)
                case _:
                    return False
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
        return [
            *({"type": "changed", "what": self.topics[audience]} for audience in changed),
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
