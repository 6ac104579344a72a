"""When two arrivals are one mail."""

import pytest

from moked.channels.domain.identity import LONGEST_ID, content_digest, inbound_key, reference_key

MAIL = b"From: a@x.test\r\nMessage-ID: <one@x.test>\r\nSubject: s\r\n\r\nbody\r\n"


def test_ignores_the_traces_of_the_way() -> None:
    traced = b"Received: from y by z\r\nDelivered-To: b@x.test\r\n" + MAIL.replace(b"\r\n", b"\n")
    assert content_digest(traced) == content_digest(MAIL)


def test_sees_another_text() -> None:
    assert content_digest(MAIL) != content_digest(MAIL.replace(b"body", b"other"))


def test_takes_the_message_id_where_it_is_sane() -> None:
    assert inbound_key(MAIL, "d") == "one@x.test"


@pytest.mark.parametrize("broken", [b"", b"<>", b"< >", b"<a\x00b@x.test>", b"<" + b"x" * 300 + b"@x.test>"])
def test_takes_the_content_where_it_is_not(broken: bytes) -> None:
    assert inbound_key(MAIL.replace(b"<one@x.test>", broken), "d") == "sha256:d"


def test_keeps_a_very_long_id_as_its_hash() -> None:
    long = "x" * 400 + "@x.test"
    assert len(reference_key(long)) <= LONGEST_ID
    assert reference_key(long) == reference_key(long)
    assert reference_key("short@x.test") == "short@x.test"
