"""Secrets of an installation: made once, kept in its data folder, readable by its owner only."""

import os
import secrets
from base64 import urlsafe_b64encode
from hashlib import sha256
from pathlib import Path

from cryptography.fernet import Fernet


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


def _cipher(secret: str) -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(f"moked.stored-secrets:{secret}".encode()).digest()))


def seal(plain: str, *, secret: str) -> str:
    """Encrypts a password for keeping in the database; the empty string stays empty."""
    return _cipher(secret).encrypt(plain.encode()).decode() if plain else ""


def unseal(sealed: str, *, secret: str) -> str:
    """The password behind `seal`. Raises cryptography.fernet.InvalidToken with another installation's key."""
    return _cipher(secret).decrypt(sealed.encode()).decode() if sealed else ""
