"""The part of an address that opens a customer's link: a key and its signature, as letters."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from hashlib import sha256

KEY_BYTES = 16
SIGNATURE_BYTES = 16
CASE = "case"


def sign_key(key: bytes, *, secret: str, purpose: str = CASE) -> str:
    """The token of a key of 16 bytes. One made for another `purpose` opens nothing."""
    return _encoded(key + _signature(key, secret, purpose))


def key_from(token: str, *, secrets: Iterable[str], purpose: str = CASE) -> bytes | None:
    """The key a token was signed for by one of the secrets; None for any other text."""
    try:
        raw = urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except ValueError:
        return None
    key, signature = raw[:KEY_BYTES], raw[KEY_BYTES:]
    # Decoding forgives stray letters and bits: one link has one address only.
    if _encoded(raw) != token or len(key) != KEY_BYTES:
        return None
    return key if any(hmac.compare_digest(signature, _signature(key, each, purpose)) for each in secrets) else None


def _signature(key: bytes, secret: str, purpose: str) -> bytes:
    return hmac.new(f"moked.{purpose}-link:{secret}".encode(), key, sha256).digest()[:SIGNATURE_BYTES]


def _encoded(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")
