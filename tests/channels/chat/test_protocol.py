import json
from contextlib import suppress
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moked.channels.chat.protocol import (
    LONGEST_FRAME,
    LONGEST_TEXT,
    Details,
    FrameInvalid,
    Hello,
    Rate,
    Say,
    Solved,
    Start,
    parse_frame,
)

KEY = UUID(int=7)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
KINDS = st.sampled_from(["hello", "start", "say", "received", "seen", "details", "rate", "end", "ping", "?"])


@pytest.mark.parametrize(
    ("fields", "frame"),
    [
        ({"type": "hello", "version": 1, "have": [str(KEY)]}, Hello("", frozenset({KEY}))),
        ({"type": "say", "id": str(KEY), "text": " שלום\x00 "}, Say(KEY, "שלום")),
        ({"type": "say", "id": str(KEY), "text": "a\ud800b\U0001f600"}, Say(KEY, "ab\U0001f600")),
        ({"type": "details", "email": "a@b.test"}, Details("", "a@b.test")),
        ({"type": "rate", "ease": 5}, Rate(5)),
        ({"type": "solved", "extra": 1}, Solved()),
        ({"type": "start", "page": "/", "language": "en-GB"}, Start("/", "en")),
        ({"type": "start", "page": "/"}, Start("/", "")),
    ],
)
def test_reads_frames(fields: dict[str, object], frame: object) -> None:
    assert parse_frame(json.dumps(fields)) == frame


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"type": "hello", "version": 2}, "other_version"),
        ({"type": "say", "id": "1", "text": "x"}, "malformed"),
        ({"type": "say", "id": str(KEY), "text": "  "}, "empty"),
        ({"type": "say", "id": str(KEY), "text": "x" * (LONGEST_TEXT + 1)}, "too_long"),
        ({"type": "rate", "ease": True}, "malformed"),
        ({"type": "rate", "ease": 6}, "malformed"),
        ({"type": "seen", "ids": [str(uuid4()) for _ in range(501)]}, "malformed"),
        ({"type": "close_case"}, "unknown"),
        ({"type": []}, "unknown"),
    ],
)
def test_refuses_by_a_code(fields: dict[str, object], code: str) -> None:
    with pytest.raises(FrameInvalid, match=code):
        parse_frame(json.dumps(fields))


@pytest.mark.parametrize("raw", ["", "{", "[]", "null", "[" * 50_000, "x" * (LONGEST_FRAME + 1)])
def test_refuses_what_is_no_object(raw: str) -> None:
    with pytest.raises(FrameInvalid):
        parse_frame(raw)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(KINDS, st.dictionaries(st.sampled_from(["id", "ids", "have", "text", "name", "ease", "version"]), JSON))
def test_raises_nothing_else_whatever_comes(kind: str, fields: dict[str, object]) -> None:
    with suppress(FrameInvalid):
        parse_frame(json.dumps({**fields, "type": kind}))
