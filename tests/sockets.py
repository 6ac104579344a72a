"""A websocket client for tests, straight to a consumer, without a server."""

import json
from typing import Any

from asgiref.testing import ApplicationCommunicator


class SocketClient:
    """One connection, speaking JSON."""

    def __init__(self, application: Any, path: str, **scope: Any) -> None:
        self._wire = ApplicationCommunicator(
            application,
            {
                "type": "websocket",
                "path": path,
                "headers": [],
                "query_string": b"",
                "subprotocols": [],
                "client": ["127.0.0.1", 1],
                **scope,
            },
        )

    async def connect(self) -> dict[str, Any]:
        """What the server answers to the handshake."""
        await self._wire.send_input({"type": "websocket.connect"})
        answer: dict[str, Any] = await self._wire.receive_output(5)
        return answer

    async def send(self, message: Any) -> None:
        await self.send_frame(text=json.dumps(message))

    async def send_frame(self, **content: str | bytes) -> None:
        """Sends what may be no JSON: `text`, or `bytes`."""
        await self._wire.send_input({"type": "websocket.receive", **content})

    async def receive(self) -> Any:
        """The next message. Raises TimeoutError after five seconds, AssertionError when the server hangs up."""
        output = await self._wire.receive_output(5)
        assert output["type"] == "websocket.send", output
        return json.loads(output["text"])

    async def closing_code(self) -> int:
        """The code the server hangs up with."""
        output = await self._wire.receive_output(5)
        assert output["type"] == "websocket.close", output
        return int(output["code"])

    async def is_silent(self) -> bool:
        """Whether nothing arrives for a moment."""
        return bool(await self._wire.receive_nothing(0.2))

    async def disconnect(self) -> None:
        await self._wire.send_input({"type": "websocket.disconnect", "code": 1000})
        await self._wire.wait(5)

    def left_over(self) -> list[Any]:
        """What arrived and was not received, after the end."""
        queue = self._wire.output_queue
        outputs = [queue.get_nowait() for _number in range(queue.qsize())]
        return [json.loads(output["text"]) for output in outputs if output["type"] == "websocket.send"]
