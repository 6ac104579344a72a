"""The signed address."""

from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from moked.channels.domain.reply_address import case_number_from, mailbox_candidates, sign_reply_address

BUSINESS = uuid4().bytes
NUMBERS = st.integers(min_value=1, max_value=2**40 - 1)


@given(number=NUMBERS)
def test_comes_back_to_the_number_in_any_case(number: int) -> None:
    address = sign_reply_address("service@shop.test", number, business=BUSINESS, secret="s")
    for form in (address, address.upper()):
        assert case_number_from(form, business=BUSINESS, secret="s") == number


@given(number=NUMBERS, place=st.integers(min_value=0, max_value=20), letter=st.sampled_from("abcdefgh234567"))
def test_refuses_any_change(number: int, place: int, letter: str) -> None:
    address = sign_reply_address("service@shop.test", number, business=BUSINESS, secret="s")
    start = address.index("+") + 2 + place
    changed = address[:start] + letter + address[start + 1 :]
    assert case_number_from(changed, business=BUSINESS, secret="s") in (None, number)


def test_belongs_to_one_business_and_one_installation() -> None:
    address = sign_reply_address("service@shop.test", 7, business=BUSINESS, secret="s")
    assert case_number_from(address, business=uuid4().bytes, secret="s") is None
    assert case_number_from(address, business=BUSINESS, secret="other") is None


def test_reads_nothing_from_other_addresses() -> None:
    for address in (
        "service@shop.test",
        "service+r@shop.test",
        "service+rabc@shop.test",
        "x+robot@shop.test",
        "",
        "+r",
    ):
        assert case_number_from(address, business=BUSINESS, secret="s") is None


def test_leaves_a_long_address_as_it_is() -> None:
    long = "a" * 60 + "@shop.test"
    assert sign_reply_address(long, 7, business=BUSINESS, secret="s") == long


def test_names_the_mailboxes_that_may_receive() -> None:
    assert mailbox_candidates("Service+x+y@Shop.test") == ("service+x+y@shop.test", "service@shop.test")
    assert mailbox_candidates("service@shop.test") == ("service@shop.test",)
