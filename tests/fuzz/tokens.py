"""Target: what stands in addresses and proves something: a customer's link, the address answers come back to, the
cursor of a list. Whatever comes, it is one we made, letter for letter, or refused."""

from collections.abc import Iterable

from moked.api.cursors import read_cursor, write_cursor
from moked.api.problems import CursorUnusable
from moked.cases.domain.link_token import key_from, sign_key
from moked.channels.domain.reply_address import case_number_from, mailbox_candidates, sign_reply_address

INSTRUMENTED = [
    "moked.api.cursors",
    "moked.cases.domain.link_token",
    "moked.channels.domain.reply_address",
]
SECRET, EARLIER, BUSINESS = "today", "before", b"\x01" * 16
MAILBOX = "service@shop.test"


def seeds() -> Iterable[bytes]:
    for secret in (SECRET, EARLIER, "another"):
        yield sign_key(bytes(range(16)), secret=secret).encode()
    yield sign_reply_address(MAILBOX, 1042, business=BUSINESS, secret=SECRET).encode()
    yield sign_reply_address(MAILBOX, 1042, business=b"\x02" * 16, secret=SECRET).encode()
    yield write_cursor("/cases:pk", "2026-01-01T00:00:00+00:00", "7").encode()
    yield write_cursor("/cases:pk", "\0", "\ud800").encode()
    yield b"W" * 4000


def check(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    key = key_from(text, secrets=(SECRET, EARLIER))
    if key is not None:
        assert text in {sign_key(key, secret=each) for each in (SECRET, EARLIER)}, "a link with two addresses"
    number = case_number_from(text, business=BUSINESS, secret=SECRET)
    if number is not None:
        signed = sign_reply_address(MAILBOX, number, business=BUSINESS, secret=SECRET)
        tag, theirs = (each.rpartition("@")[0].rpartition("+")[2] for each in (signed, text))
        assert theirs.lower() == tag, "an address for a number it was not signed for"
    assert 1 <= len(mailbox_candidates(text)) <= 2
    try:
        parts = read_cursor(text, "/cases:pk", 2)
    except CursorUnusable:
        return
    assert len(parts) == 2
    for part in parts:
        part.encode()
        assert "\0" not in part
