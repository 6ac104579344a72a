"""What receiving servers found about a sender, and what senders would like to have been found."""

import pytest

from moked.channels.mail import parse_mail, proves_sender
from tests.channels.mail.builders import raw_mail

HOST, NOA = "mx.shop.test", "noa@shop.test"


@pytest.mark.parametrize(
    "found",
    [
        "dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=shop.test",
        "spf=softfail smtp.mailfrom=x.test; DKIM=Pass header.d=Shop.Test header.s=a header.b=AbC+/=",
        'dkim=pass header.i=@shop.test header.s=20230601 header.b="x/y="; dmarc=none header.from=shop.test',
        "spf=pass (mx.shop.test: domain of noa@shop.test designates 192.0.2.1) smtp.mailfrom=noa@shop.test",
        "spf = pass smtp.mailfrom = shop.test",
        "auth=pass (login) smtp.auth=noa@shop.test smtp.mailfrom=noa@shop.test",
        "dkim=pass header.i=noa@shop.test header.d=shop.test",
        "dmarc=bestguesspass action=none header.from=shop.test; spf=pass smtp.mailfrom=shop.test",
        'dkim/1=pass reason="good signature" header.d=shop.test',
    ],
)
def test_proves(found: str) -> None:
    assert proves_sender([f"{HOST}; {found}"], host=HOST, address=NOA)
    assert proves_sender([f"{HOST}.; {found}"], host=HOST, address=NOA)
    assert proves_sender([f"{HOST}; {found}"], host=f"{HOST}.", address=NOA)
    assert proves_sender([f"MX.Shop.Test 1 (a host); {found}"], host=HOST, address=NOA)


@pytest.mark.parametrize(
    "found",
    [
        "none",
        "",
        "dmarc=fail (p=NONE) header.from=shop.test; spf=pass smtp.mailfrom=shop.test; dkim=pass header.d=shop.test",
        "dmarc=pass header.from=eve.test",
        "dmarc=pass",
        "dkim=pass header.d=eve.test header.i=@shop.test",
        "dkim=pass header.d=not-shop.test",
        "dkim=fail header.d=shop.test",
        "spf=pass smtp.mailfrom=eve.test smtp.helo=shop.test",
        'spf=pass smtp.mailfrom="x; dkim=pass header.d=shop.test"@eve.test',
        'spf=pass smtp.mailfrom="noa@shop.test"@eve.test',
        "spf=pass (helo=x; dmarc=pass header.from=shop.test) smtp.mailfrom=eve.test",
        "spf=pass (a (b) ; dmarc=pass header.from=shop.test) smtp.mailfrom=eve.test",
        'spf=none reason="; dmarc=pass header.from=shop.test" smtp.mailfrom=eve.test',
        'spf=pass "smtp.mailfrom=shop.test"',
        'spf=none reason="left open ; dmarc=pass header.from=shop.test',
        "spf=none (left open ; dmarc=pass header.from=shop.test",
        "auth=pass smtp.auth=eve@shop.test",
        "arc=pass header.from=shop.test",
        'spf=fail ("); dmarc=pass header.from=shop.test; x=y (")',
        "spf=pass smtp.mailfrom=eve.test smtp.mailfrom=shop.test",
        "dmarc=pass header.from=eve.test Header.From=shop.test",
        "dmarc=pass header.from=shop.test; dmarc=none header.from=eve.test",
        "dmarc=temperror header.from=shop.test; spf=pass smtp.mailfrom=shop.test",
        "dmarc=quarantine header.from=shop.test; spf=pass smtp.mailfrom=shop.test",
        "dmarc=fail, header.from=shop.test; spf=pass smtp.mailfrom=shop.test",
        "dmarc fail; spf=pass smtp.mailfrom=shop.test",
        "spf=pass smtp.mailfrom=eve@shop.test",
        "dkim=pass header.d=shop.test header.i=eve@shop.test",
        "dkim=pass header.i=eve@shop.test",
    ],
)
def test_does_not_prove(found: str) -> None:
    assert not proves_sender([f"{HOST}; {found}"], host=HOST, address=NOA)


def test_believes_the_topmost_only_and_only_of_its_host() -> None:
    good, bad = f"{HOST}; dmarc=pass header.from=shop.test", f"{HOST}; dmarc=fail header.from=shop.test"
    other = "mx.eve.test; dmarc=pass header.from=shop.test"
    assert proves_sender([good, other, bad], host=HOST, address=NOA)
    assert not proves_sender([bad, good], host=HOST, address=NOA)
    unreadable = f'{HOST}; spf=none reason="left open'
    assert not proves_sender([unreadable, good], host=HOST, address=NOA)
    # Whatever stands above did not come from our host, so what is below came with the mail.
    assert not proves_sender([other, good], host=HOST, address=NOA)
    assert not proves_sender(["", good], host=HOST, address=NOA)
    assert not proves_sender([], host=HOST, address=NOA)
    assert not proves_sender([good], host="", address=NOA)
    assert not proves_sender(["dmarc=pass header.from=shop.test"], host="", address=NOA)


def test_believes_nothing_too_long_to_be_real() -> None:
    assert not proves_sender([f"{HOST}; {'a' * 10_000}; dmarc=pass header.from=shop.test"], host=HOST, address=NOA)


def test_is_read_from_a_mail_as_it_came() -> None:
    headers = [
        f"Authentication-Results: {HOST};\n\tdkim=pass\n header.d=example.org",
        "Subject: x",
        "authentication-results: mx.eve.test; none",
    ]
    parsed = parse_mail(raw_mail("x", headers=headers))
    assert len(parsed.authentication) == 2
    assert parsed.sender
    assert proves_sender(parsed.authentication, host=HOST, address=parsed.sender.address)


_FOUND = f"Authentication-Results: {HOST}; dmarc=pass header.from=shop.test"


@pytest.mark.parametrize(
    "senders",
    [
        "From: noa@shop.test\nFrom: eve@eve.test",
        "From: eve@eve.test\nFrom : noa@shop.test",
        "From: noa@shop.test\nFrom: noa@shop.test",
        "From: noa@shop.test, eve@eve.test",
        "From: noa@shop.test, Support <eve@eve.test>",
        "Sender: noa@shop.test",
    ],
)
def test_finds_nothing_about_several_senders(senders: str) -> None:
    assert parse_mail(f"{_FOUND}\n{senders}\nSubject: x\nTo: a@b.test\n\nx".encode()).authentication == ()


@pytest.mark.parametrize(
    "line",
    [
        "; dmarc=pass header.from=shop.test",
        "; dmarc=pass\n header.from=shop.test",
        "x\n ; dmarc=pass header.from=shop.test",
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_glues_no_line_of_the_senders_to_what_the_server_found(line: str, end: str) -> None:
    found = f"Authentication-Results: {HOST};\n spf=none"
    raw = f"{found}\n{line}\nFrom: noa@shop.test\nwrapped\nSubject: x\nTo: a@b.test\n\nIt broke."
    parsed = parse_mail(raw.replace("\n", end).encode())
    assert parsed.authentication == (f"{HOST}; spf=none",)
    assert (parsed.subject, parsed.text) == ("x", "It broke.")
