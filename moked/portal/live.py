"""The case page's websocket: says that something changed, and only when it is something the customer sees.

A note, a colleague who types or a hand-over within a team wakes nobody: a visitor must not even learn that it was.
Protocol: see `frontend/src/live.ts`; the one topic is `case`.
"""

from typing import Any

from moked.businesses.scope import in_scope
from moked.lib import realtime, tracing
from moked.lib.errors import NotFound
from moked.portal.visit import open_visit

TOPIC = "case"
# The link opens nothing any more: the page loads anew, and says so.
LINK_OVER = 4401


class CaseConsumer(realtime.JsonSocket):
    """One open page of a customer."""

    async def connect(self) -> None:
        self.token = self.scope["url_route"]["kwargs"]["token"]
        self.stamp = ""
        await self.accept()
        self.join("everyone")
        await self._look()

    async def receive_json(self, content: Any, **kwargs: Any) -> None:
        """A page that just loaded says how it saw the case; whatever happened since is told at once."""
        if isinstance(content, dict) and content.get("type") == "hello" and content.get("position") != self.stamp:
            await self._tell()

    async def live_notice(self, event: dict[str, Any]) -> None:
        """A notice from the process's LISTEN: the case changed somehow, or the link to it was lost for a moment."""
        if event["notice"]["kind"] in ("changed", "resync"):
            before = self.stamp
            await self._look()
            if self.stamp not in ("", before):
                with tracing.span("live.tell", event["notice"].get(tracing.FIELD, "")):
                    await self._tell()

    async def _tell(self) -> None:
        await self.send_json({"type": "changed", "what": TOPIC, "position": self.stamp, **tracing.carried()})

    async def _look(self) -> None:
        """Compares with the database, and follows the case where it was merged to."""
        try:
            self.stamp, audiences = await realtime.in_thread(_seen_by, self.token)
        except NotFound:
            self.stamp = ""
            await self.close(LINK_OVER)
            return
        new = [audience for audience in audiences if audience not in self.mailbox.audiences]
        if new:
            # Looked at again once it listens: what fell between would be told to nobody.
            for audience in new:
                self.join(audience)
            await self._look()


def _seen_by(token: str) -> tuple[str, tuple[str, ...]]:
    """The stamp of what the visitor sees, and the audiences that hear of changes."""
    visit = open_visit(token)
    with in_scope([visit.case.business_id]):
        return visit.stamp, (f"case:{visit.case.pk}", f"notices:{visit.case.business_id}")
