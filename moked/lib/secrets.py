"""Secrets of an installation: made once, kept in its data folder, readable by its owner only."""

import os
import secrets
from base64 import urlsafe_b64encode
from hashlib import sha256
from pathlib import Path

from cryptography.fernet import Fernet, MultiFernet

SHORTEST_SEALED = 100


def installation_secret(folder: Path) -> str:
    """The installation's secret key: MOKED_SECRET_KEY, else a file made at first use.

    Two processes may start at once, so the file is made exclusively and the loser reads the winner's.
    """
    given = os.environ.get("MOKED_SECRET_KEY")
    if given:
        return given
    path = folder / "secret-key"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        secret = secrets.token_urlsafe(50)
        file.write(secret)
    return secret


def earlier_secrets() -> list[str]:
    """Secret keys used before (MOKED_SECRET_KEY_FALLBACKS, by commas): they open, and seal nothing."""
    return [key for key in os.environ.get("MOKED_SECRET_KEY_FALLBACKS", "").split(",") if key]


def _cipher(secret: str) -> MultiFernet:
    keys = [secret, *(key for key in earlier_secrets() if key != secret)]
    return MultiFernet(
        [Fernet(urlsafe_b64encode(sha256(f"moked.stored-secrets:{key}".encode()).digest())) for key in keys]
    )


def seal(plain: str, *, secret: str) -> str:
    """Encrypts a password for keeping in the database; the empty string stays empty."""
    return _cipher(secret).encrypt(plain.encode()).decode() if plain else ""


def unseal(sealed: str, *, secret: str) -> str:
    """The password behind `seal`. Raises cryptography.fernet.InvalidToken with another installation's key."""
    return _cipher(secret).decrypt(sealed.encode()).decode() if sealed else ""


def is_sealed(text: str) -> bool:
    """Whether it came out of `seal`: all of those begin with the same bytes (version and time)."""
    return text.startswith("gAAAA") and len(text) >= SHORTEST_SEALED


def reseal(kept: str, *, secret: str) -> str:
    """The same secret under today's key, sealed or not so far. Raises InvalidToken when no key of ours opens it."""
    return seal(unseal(kept, secret=secret) if is_sealed(kept) else kept, secret=secret)
