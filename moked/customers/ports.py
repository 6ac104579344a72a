"""What customers need from the apps above them. Bound by the site at start-up."""

from collections.abc import Callable
from dataclasses import dataclass

from moked.customers.models import ContactPoint


def _unbound(contact_point: ContactPoint, code: str, language: str) -> None:
    raise RuntimeError("No way of sending codes was bound at start-up.")


@dataclass
class CodeSender:
    """How a code reaches a contact point: by mail now, by SMS through the same port later.

    `send` is called inside the transaction and must only queue: a code that was rolled back must not arrive.
    """

    send: Callable[[ContactPoint, str, str], None] = _unbound


code_sender = CodeSender()
