"""Target: what a visitor's page may send over the chat's socket. It is a frame with bounded fields, or refused by a
code; never anything else."""

import json
from collections.abc import Iterable
from dataclasses import astuple
from uuid import UUID

from moked.channels.chat.protocol import LONGEST_FRAME, LONGEST_TEXT, MOST_IDS, Frame, FrameInvalid, parse_frame

INSTRUMENTED = ["moked.channels.chat.protocol"]
CODES = {"malformed", "unknown", "other_version", "too_long", "empty"}
_KEY = str(UUID(int=7))


def seeds() -> Iterable[bytes]:
    for fields in (
        {"type": "hello", "version": 1, "token": "t", "have": [_KEY]},
        {"type": "start", "page": "https://shop.test/"},
        {"type": "say", "id": _KEY, "text": "שלום\ud800"},
        {"type": "received", "ids": [_KEY, _KEY]},
        {"type": "seen", "ids": []},
        {"type": "details", "name": "דנה", "email": "a@b.test"},
        {"type": "rate", "ease": 5},
        {"type": "solved"},
        {"type": "not_yet"},
        {"type": "end"},
        {"type": "ping"},
    ):
        yield json.dumps(fields).encode()
    yield b"[" * 3000


def check(data: bytes) -> None:
    text = data.decode("utf-8", "surrogatepass") if _is_text(data) else data.decode("latin-1")
    try:
        frame = parse_frame(text)
    except FrameInvalid as error:
        refusal = str(error)
    else:
        refusal = ""
        _check_frame(frame, text)
    assert refusal in {*CODES, ""}, f"an unknown code: {refusal}"


def _check_frame(frame: Frame, text: str) -> None:
    assert len(text) <= LONGEST_FRAME
    for field in astuple(frame):
        if isinstance(field, str):
            assert len(field) <= LONGEST_TEXT
            field.encode()
            assert "\x00" not in field
        elif isinstance(field, frozenset):
            assert len(field) <= MOST_IDS


def _is_text(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True
