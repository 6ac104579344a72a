"""The signed address that answers come back to: `service+r<token>@example.com` names a case of the mailbox.

Programs lose and rewrite References, and some providers replace the Message-ID; the address survives.
"""

import hmac
from base64 import b32decode, b32encode
from binascii import Error as Base32Error
from hashlib import sha256

NUMBER_BYTES = 5
SIGNATURE_BYTES = 8
MARK = "r"
# RFC 5321: octets before the at sign.
LONGEST_LOCAL = 64


def sign_reply_address(mailbox: str, number: int, *, business: bytes, secret: str) -> str:
    """The mailbox's address with the case's number signed into it; the plain address when it would grow too long."""
    local, _, domain = mailbox.rpartition("@")
    key = number.to_bytes(NUMBER_BYTES, "big")
    signed = f"{local}+{MARK}{_encoded(key + _signature(key, business, secret)).lower()}"
    return f"{signed}@{domain}" if len(signed) <= LONGEST_LOCAL else mailbox


def case_number_from(address: str, *, business: bytes, secret: str) -> int | None:
    """The case number an address was signed for; None for any other address, and for a forged one."""
    tag = address.rpartition("@")[0].rpartition("+")[2].lower()
    if not tag.startswith(MARK) or not tag.isascii():
        return None
    token = tag[len(MARK) :].upper()
    try:
        raw = b32decode(token + "=" * (-len(token) % 8))
    except (Base32Error, ValueError):
        return None
    key, signature = raw[:NUMBER_BYTES], raw[NUMBER_BYTES:]
    # Decoding forgives padding and stray bits: one case has one address of a mailbox only.
    if _encoded(raw) != token or not hmac.compare_digest(signature, _signature(key, business, secret)):
        return None
    return int.from_bytes(key, "big")


def mailbox_candidates(address: str) -> tuple[str, ...]:
    """Mailbox addresses that would receive this one, in lower case: itself, and without what stands after a plus."""
    local, _, domain = address.strip().lower().rpartition("@")
    whole = f"{local}@{domain}"
    plain = f"{local.partition('+')[0]}@{domain}"
    return (whole,) if whole == plain else (whole, plain)


def _encoded(raw: bytes) -> str:
    return b32encode(raw).decode().rstrip("=")


def _signature(key: bytes, business: bytes, secret: str) -> bytes:
    keyed = f"moked.reply-address:{secret}".encode()
    return hmac.new(keyed, business + key, sha256).digest()[:SIGNATURE_BYTES]
