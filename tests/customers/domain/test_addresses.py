"""One plain address, and nothing that a mail header could read as more."""

import pytest

from moked.customers.domain.addresses import AddressInvalid, normalise_email


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        (" Dana@Example.CO.IL ", "dana@example.co.il"),
        ("o'neil+tag@a.com", "o'neil+tag@a.com"),
        ("דנה@דוגמה.ישראל", "דנה@דוגמה.ישראל"),
        ("dana@xn--4dbcagdahymbxekheh6e0a7fei0b.xn--4dbrk0ce", "dana@xn--4dbcagdahymbxekheh6e0a7fei0b.xn--4dbrk0ce"),
        ("root@localhost", "root@localhost"),
    ],
)
def test_takes_one_plain_address(written, normal) -> None:
    assert normalise_email(written) == normal


@pytest.mark.parametrize(
    "written",
    [
        "x@a.com,y@b.com",
        "x@a.com;y@b.com",
        "x,y@b.com",
        "x@a@b.com",
        "<x@a.com>",
        "x<y@b.com",
        '"x y"@a.com',
        "x(y)@a.com",
        "group:x@a.com",
        "x\\y@a.com",
        "x y@a.com",
        "x\r\nbcc:y@b.com",
        "x\x00@a.com",
        "x\u202e@a.com",
        ".x@a.com",
        "x.@a.com",
        "x@.a.com",
        "x@a.com.",
        "x@a..com",
        "@a.com",
        "x@",
        "x",
        f"{'x' * 250}@a.com",
    ],
)
def test_refuses_what_is_no_one_plain_address(written) -> None:
    with pytest.raises(AddressInvalid):
        normalise_email(written)
