"""What customers and agents were promised, to be compared with what is there afterwards."""

import threading
from dataclasses import dataclass, field


@dataclass
class Ledger:
    """Texts by how they were acknowledged. Every text is unique, so it is its own proof."""

    mails: dict[str, str] = field(default_factory=dict)  # Message-ID -> text, 250 heard
    chats: list[str] = field(default_factory=list)  # 'kept' heard
    answers: list[str] = field(default_factory=list)  # the page said that it is on its way
    unsure: list[str] = field(default_factory=list)  # the page's answer was lost: there once or not at all
    closings: list[str] = field(default_factory=list)  # tokens of links whose 'solved' was acknowledged
    delivered: list[str] = field(default_factory=list)  # Message-IDs the provider took, each time
    left_in_doubt: list[str] = field(default_factory=list)  # those it took without saying so
    trouble: list[str] = field(default_factory=list)  # what an actor did not expect

    def __post_init__(self) -> None:
        self.lock = threading.Lock()
