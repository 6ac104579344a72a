"""The socket of a visitor's page. Each frame is one call of a service; what changed is fetched, never carried."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.utils import timezone

from moked.businesses.scope import in_scope
from moked.channels.chat import protocol, receipts, services
from moked.channels.chat.access import check_origin, find_widget, get_session, open_session, token_of
from moked.channels.chat.errors import SessionUnknown
from moked.channels.chat.said import Said, pages_of, receive_said
from moked.channels.chat.selectors import current_case, new_messages, standing_of
from moked.channels.models import ChatWidget
from moked.journal.audiences import Part
from moked.lib.buckets import TokenBucket
from moked.lib.errors import MokedError
from moked.lib.limits import Limit, demand, take
from moked.lib.realtime import TOO_MUCH, JsonSocket, announce, in_thread

T = TypeVar("T")

# A person types fast and pastes pictures; a program sends hundreds.
FRAMES_AT_ONCE, FRAMES_A_SECOND = 30.0, 2.0
WARNINGS_BEFORE_CLOSING = 20
# New conversations and sockets from one address of the network; an office shares one.
STARTS = Limit("chat_starts", 40, timedelta(minutes=20))
CONNECTIONS = Limit("chat_connections", 120, timedelta(minutes=2))


class ChatConsumer(JsonSocket):
    """One open page. `session_id` is empty until the visitor writes or comes back with a token."""

    widget: ChatWidget
    session_id: UUID | None = None
    case_id: UUID | None = None

    async def connect(self) -> None:
        """Accepts a page of a known widget on a site where it may stand; anything else gets HTTP 403."""
        self.known: set[UUID] = set()
        # What this page says itself it need not be told.
        self.name = str(uuid4())
        self.standing: dict[str, Any] = {}
        self.bucket = TokenBucket.full(capacity=FRAMES_AT_ONCE, refill=FRAMES_A_SECOND, now=time.monotonic())
        self.warnings = 0
        headers = dict(self.scope.get("headers", []))
        try:
            await in_thread(demand, CONNECTIONS, self.peer)
            self.widget = await in_thread(find_widget, self.scope["url_route"]["kwargs"]["key"])
            check_origin(self.widget, headers.get(b"origin", b"").decode("latin-1"))
        except MokedError:
            await self.close()
            return
        self.join("everyone")
        await self.accept()

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None, **kwargs: Any) -> None:
        """One frame. What cannot be understood or done is answered with `refused`; a flood is closed."""
        self.bucket, is_enough = self.bucket.take(time.monotonic())
        try:
            frame = protocol.parse_frame(text_data or "")
            if not is_enough:
                await self._slow_down(frame)
                return
            await self._obey(frame)
        except protocol.FrameInvalid as error:
            await self._refuse(str(error))
        except MokedError as error:
            await self._refuse(error.code)

    async def _slow_down(self, frame: protocol.Frame) -> None:
        self.warnings += 1
        if self.warnings > WARNINGS_BEFORE_CLOSING:
            await self.close(code=TOO_MUCH)
        elif not isinstance(frame, protocol.Typing | protocol.Ping):
            # The page keeps what it wrote and sends it again after a pause.
            await self._refuse("slow_down")

    async def _obey(self, frame: protocol.Frame) -> None:
        match frame:
            case protocol.Hello():
                await self._welcome(frame)
            case protocol.Start():
                await self._start(frame)
            case protocol.Ping():
                await self._keep_alive()
            case _ if self.session_id is None:
                raise SessionUnknown
            case protocol.Say():
                await self._keep(frame)
            case protocol.Typing():
                await self._tell_typing()
            case protocol.End():
                await self._scoped(lambda: services.end_session(session_id=self._key))
                await self.send_json({"type": "ended"})
                self.session_id = None
            case _:
                await self._scoped(lambda: self._act(frame))
                await self._catch_up(always_standing=True)

    @property
    def _key(self) -> UUID:
        if self.session_id is None:
            raise SessionUnknown
        return self.session_id

    async def _welcome(self, hello: protocol.Hello) -> None:
        self.known = set(hello.have)
        if not hello.token:
            await self.send_json({"type": "welcome", "version": protocol.VERSION, "token": ""})
            return
        try:
            session = await self._scoped(lambda: open_session(self.widget, hello.token))
        except SessionUnknown:
            # The page forgets the token and begins anew; what it has not sent yet goes into the new conversation.
            await self.send_json({"type": "welcome", "version": protocol.VERSION, "token": "", "lost": True})
            return
        self.session_id = session.pk
        await self._scoped(lambda: services.touch_session(session_id=session.pk, now=timezone.now()))
        await self.send_json({"type": "welcome", "version": protocol.VERSION, "token": token_of(session)})
        await self._catch_up(always_standing=True)

    async def _start(self, start: protocol.Start) -> None:
        if self.session_id is None:
            if await in_thread(take, STARTS, self.peer):
                await self._refuse("slow_down")
                return
            account = self.widget.account
            session = await self._scoped(
                lambda: services.start_session(account=account, page=start.page, language=start.language)
            )
            self.session_id = session.pk
        session = await self._scoped(lambda: get_session(self._key))
        await self.send_json({"type": "started", "token": token_of(session)})

    async def _keep(self, say: protocol.Say) -> None:
        said = Said(client_id=say.id, text=say.text, by=self.name)
        receipt = await self._scoped(lambda: receive_said(session_id=self._key, said=said))
        if receipt.message_id:
            self.known.add(receipt.message_id)
        await self.send_json(
            {
                "type": "kept",
                "id": str(receipt.client_id),
                "message": str(receipt.message_id or ""),
                "at": receipt.at.isoformat(),
            }
        )
        if receipt.case_id != self.case_id:
            await self._catch_up(always_standing=True)

    async def _tell_typing(self) -> None:
        if self.case_id:
            await self._scoped(lambda: announce([f"words:{self.case_id}"], kind="typing", who="customer"))

    async def _keep_alive(self) -> None:
        """A sign of life, and a second look in case a notice was lost."""
        if self.session_id:
            await self._scoped(lambda: services.touch_session(session_id=self._key, now=timezone.now()))
            await self._catch_up()
        await self.send_json({"type": "pong"})

    def _act(self, frame: protocol.Frame) -> None:
        session = get_session(self._key)
        match frame:
            case protocol.Received(ids):
                receipts.confirm_received(session=session, message_ids=ids)
            case protocol.Seen(ids):
                receipts.confirm_seen(session=session, message_ids=ids)
            case protocol.Details(name, email):
                services.give_details(session_id=session.pk, name=name, email=email)
            case protocol.Solved():
                services.confirm_solved(session=session)
            case protocol.NotYet():
                services.reject_solution(session=session)
            case protocol.Rate(ease):
                services.rate_ease(session=session, ease=ease)

    async def live_notice(self, event: dict[str, Any]) -> None:
        """Something about the case changed, or somebody of ours types an answer."""
        notice = event["notice"]
        if self.session_id is None:
            return
        match notice.get("kind"):
            case "typing" if notice.get("who") != "customer":
                await self.send_json({"type": "typing"})
            case "changed" if notice.get("by") == self.name or str(notice["to"]).startswith("words:"):
                return
            case "changed" | "resync":
                await self._catch_up()

    async def _catch_up(self, *, always_standing: bool = False) -> None:
        """Sends what the page lacks, and where the conversation stands when that changed."""
        messages, standing, case_id = await self._scoped(self._news)
        self._follow(case_id)
        for message in messages:
            self.known.add(UUID(message["id"]))
            await self.send_json({"type": "message", **message})
        if always_standing or standing != self.standing:
            self.standing = standing
            await self.send_json({"type": "state", **standing})

    def _news(self) -> tuple[list[dict[str, Any]], dict[str, Any], UUID | None]:
        session = get_session(self._key)
        case = current_case(session)
        messages = [message.as_frame() for message in new_messages(session, self.known)]
        return messages, standing_of(session).as_frame(), case.pk if case else None

    def _follow(self, case_id: UUID | None) -> None:
        """Listens to the case the conversation belongs to now, and to the visitor's other pages."""
        self.join(pages_of(self._key))
        if case_id == self.case_id:
            return
        # Who types is told to whoever shows the words.
        for audience in (Part.HEARD, Part.WORDS):
            if self.case_id:
                self.leave(f"{audience}:{self.case_id}")
            if case_id:
                self.join(f"{audience}:{case_id}")
        self.case_id = case_id

    async def _refuse(self, code: str) -> None:
        await self.send_json({"type": "refused", "code": code})

    async def _scoped(self, call: Callable[[], T]) -> T:
        """Runs a call that uses the database, seeing this widget's business only."""

        def scoped() -> T:
            with in_scope([self.widget.business_id]):
                return call()

        return await in_thread(scoped)
