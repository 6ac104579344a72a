"""Parts found by searching are those the library finds by reading lines, however the mail is damaged."""

import email
import email.message
import string

from hypothesis import given, settings
from hypothesis import strategies as st

from moked.channels.mail.structure import read_structure
from tests.channels.mail.builders import multipart, raw_mail

TEXT = "Content-Type: text/plain; charset=utf-8\n\nשלום\n--\nדנה"
PICTURE = "Content-Type: image/png; name=a.png\nContent-Disposition: inline;\n filename=a.png\n\niVBO"
REPORT = "Content-Type: message/delivery-status\n\nAction: failed\n\n"
INNER = multipart("alternative", TEXT, "Content-Type: text/html\n\n<p>שלום</p>").decode()
MAILS = [
    raw_mail("שלום"),
    raw_mail(""),
    multipart("mixed", TEXT, PICTURE),
    multipart("mixed", TEXT, "\nno headers of its own", ""),
    multipart("mixed", INNER.replace("=limit", "=inner"), TEXT, headers=("Subject:", " folded", "X-Empty: ")),
    multipart("mixed", f"Content-Type: message/rfc822\n\n{INNER.replace('=limit', '=inner')}"),
    multipart("digest", "Content-Type: message/rfc822\n\nSubject: a\n\nb", "\n\nSubject: c\n\nd"),
    multipart("report; report-type=delivery-status", TEXT, REPORT),
]
MAILS += [each.replace(b"\n", b"\r\n") for each in MAILS]
# A part without headers, of one long line: to pass over it must cost its length, not its square.
LONG = multipart("mixed", "a" * 400_000 + "\n\n", TEXT)
PIECES = ["", "\n", "\r\n", "\r", "--=limit", "--=limit--", "\n--=limit\n", " ", ":", *string.ascii_letters[:4]]


def _tree(message: email.message.Message) -> object:
    payload = message.get_payload()
    parts = [_tree(part) for part in payload] if isinstance(payload, list) else payload
    return message.get_content_type(), list(message.raw_items()), parts


@settings(max_examples=600, deadline=None)
@given(st.sampled_from(MAILS), st.integers(0, 600), st.integers(0, 40), st.sampled_from(PIECES))
def test_finds_the_parts_the_library_finds(mail: bytes, at: int, removed: int, put: str) -> None:
    damaged = mail[:at] + put.encode() + mail[at + removed :]
    for raw in (mail, damaged):
        assert _tree(read_structure(raw)[0]) == _tree(email.message_from_bytes(raw))


def test_passes_over_a_long_line_once() -> None:
    assert _tree(read_structure(LONG)[0]) == _tree(email.message_from_bytes(LONG))
