"""When two arrivals are one mail."""

import pytest

from moked.channels.domain.identity import LONGEST_ID, identity_of, reference_key

MAIL = b"From: a@x.test\r\nMessage-ID: <one@x.test>\r\nSubject: s\r\n\r\nbody\r\n"


def test_ignores_the_traces_of_the_way() -> None:
    traced = b"Received: from y by z\r\nDelivered-To: b@x.test\r\n" + MAIL.replace(b"\r\n", b"\n")
    assert identity_of(traced) == identity_of(MAIL)


def test_sees_another_text() -> None:
    assert identity_of(MAIL).digest != identity_of(MAIL.replace(b"body", b"other")).digest


def test_takes_the_message_id_where_it_is_sane() -> None:
    assert identity_of(MAIL).key == "one@x.test"


@pytest.mark.parametrize("broken", [b"", b"<>", b"< >", b"<a\x00b@x.test>", b"<" + b"x" * 300 + b"@x.test>"])
def test_takes_the_content_where_it_is_not(broken: bytes) -> None:
    identity = identity_of(MAIL.replace(b"<one@x.test>", broken))
    assert identity.key == f"sha256:{identity.digest}"


def test_keeps_a_very_long_id_as_its_hash() -> None:
    long = "x" * 400 + "@x.test"
    assert len(reference_key(long)) <= LONGEST_ID
    assert reference_key(long) == reference_key(long)
    assert reference_key("short@x.test") == "short@x.test"
