"""Files of cases: kept once per business under the hash of their bytes, outside the database."""

import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from uuid import UUID

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone

from moked.cases.domain.pictures import kept_type
from moked.cases.errors import FileHeld, FileInfected, FileTooLarge
from moked.cases.models import Attachment, Case, Message, StoredFile
from moked.lib.file_names import shortened
from moked.staff.actors import Actor, PersonActor


@dataclass(frozen=True)
class IncomingFile:
    """A file as it arrived."""

    name: str
    content_type: str
    content: bytes
    content_id: str = ""


def path_of(business_id: UUID, digest: str) -> str:
    """Where the bytes lie, relative to the storage's root."""
    return f"{business_id.hex}/{digest[:2]}/{digest}"


def store_file(business_id: UUID, content: bytes) -> StoredFile:
    """Keeps the bytes; the same bytes are kept once. The row comes after the file, so it never points to nothing.

    Raises FileTooLarge above the installation's limit.
    """
    if len(content) > settings.ATTACHMENT_LIMIT:
        raise FileTooLarge
    digest = sha256(content).hexdigest()
    path = path_of(business_id, digest)
    _write_file(path, content)
    facts: dict[str, object] = {"size": len(content)}
    if settings.CLAMD:
        facts |= {"verdict": StoredFile.Verdict.WAITING, "next_check_at": timezone.now()}
    stored, _ = StoredFile.objects.get_or_create(business_id=business_id, sha256=digest, defaults=facts)
    return stored


def _write_file(path: str, content: bytes) -> None:
    """Puts the whole file in its place at once: a half-written one must not pass for what its name promises."""
    target = Path(default_storage.path(path))
    if target.is_file() and target.stat().st_size == len(content):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=target.parent, prefix=".", delete=False) as file:
        unfinished = Path(file.name)
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            unfinished.chmod(settings.FILE_UPLOAD_PERMISSIONS or 0o644)
            unfinished.replace(target)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise


def read_file(stored: StoredFile) -> bytes:
    """The bytes, for anybody who may have them. Raises FileHeld until a scanner called them clean, FileInfected when
    it called them otherwise, and FileNotFoundError when the storage lost them."""
    if stored.verdict == StoredFile.Verdict.INFECTED:
        raise FileInfected
    if not stored.is_open:
        raise FileHeld
    return stored_bytes(stored)


def stored_bytes(stored: StoredFile) -> bytes:
    """The bytes, whatever a scanner thinks of them. Raises FileNotFoundError when the storage lost them."""
    with default_storage.open(path_of(stored.business_id, stored.sha256)) as file:
        content: bytes = file.read()
    return content


def attach(*, actor: Actor, case: Case, file: IncomingFile, message: Message | None = None) -> Attachment:
    """Puts a file on a message, or in a composer when there is none yet."""
    return Attachment.objects.create(
        business_id=case.business_id,
        case=case,
        message=message,
        uploaded_by_id=actor.person_id if isinstance(actor, PersonActor) else None,
        file=store_file(case.business_id, file.content),
        name=_safe_name(file.name),
        content_type=kept_type(file.content_type, file.content)[:120],
        content_id=file.content_id[:250],
    )


def _safe_name(name: str) -> str:
    """The last part of a path, without control and direction marks that could disguise an ending."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    visible = "".join(
        letter for letter in last if letter.isprintable() and letter not in "\u202a\u202b\u202c\u202d\u202e"
    )
    return shortened(visible.strip()) or "file"
