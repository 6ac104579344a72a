"""Files of cases: kept once per business under the hash of their bytes, outside the database."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import cast
from uuid import UUID

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.utils import timezone

from moked.cases.domain.pictures import kept_type
from moked.cases.errors import FileHeld, FileInfected, FileTooLarge
from moked.cases.models import Attachment, Case, Message, StoredFile
from moked.lib.file_names import shortened
from moked.lib.postgres.inserting import insert_all
from moked.lib.postgres.questions import asked_often
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


def store_files(business_id: UUID, contents: Sequence[bytes]) -> list[StoredFile]:
    """Keeps the bytes of each; the same bytes are kept once. A row comes after its file: it never points to nothing.

    Raises FileTooLarge when one is above the installation's limit.
    """
    if any(len(content) > settings.ATTACHMENT_LIMIT for content in contents):
        raise FileTooLarge
    digests = [sha256(content).hexdigest() for content in contents]
    # In their order, so that two who keep the same files do not wait for each other.
    by_digest = dict(sorted(zip(digests, contents, strict=True)))
    for digest, content in by_digest.items():
        _write_file(path_of(business_id, digest), content)
    insert_all([_row(business_id, digest, len(content)) for digest, content in by_digest.items()], unless_there=True)
    stored = {file.sha256: file for file in _stored(business_id, list(by_digest))}
    return [stored[digest] for digest in digests]


def _row(business_id: UUID, digest: str, size: int) -> StoredFile:
    now = timezone.now()
    file = StoredFile(business_id=business_id, sha256=digest, size=size, created_at=now)
    if settings.CLAMD:
        file.verdict, file.next_check_at = StoredFile.Verdict.WAITING, now
    return file


@asked_often
def _stored(business_id: UUID, digests: list[str]) -> QuerySet[StoredFile]:
    return StoredFile.objects.filter(business_id=business_id, sha256__any_of=digests)


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
    (attachment,) = _attach(actor, [(case, message, file)])
    return attachment


def attach_each(actor: Actor, files: Mapping[Message, Sequence[IncomingFile]]) -> dict[Message, list[str]]:
    """Puts files on messages of one business. Gives the names they are kept under, for every message."""
    wanted = [(message.case, message, file) for message, its in files.items() for file in its]
    names: dict[Message, list[str]] = {message: [] for message in files}
    for attachment in _attach(actor, wanted) if wanted else ():
        names[cast("Message", attachment.message)].append(attachment.name)
    return names


def _attach(actor: Actor, wanted: Sequence[tuple[Case, Message | None, IncomingFile]]) -> list[Attachment]:
    business_id, now = wanted[0][0].business_id, timezone.now()
    stored = store_files(business_id, [file.content for _, _, file in wanted])
    attachments = [
        Attachment(
            business_id=business_id,
            case=case,
            message=message,
            uploaded_by_id=actor.person_id if isinstance(actor, PersonActor) else None,
            file=kept,
            name=kept_name(file.name),
            content_type=kept_type(file.content_type, file.content)[:120],
            content_id=file.content_id[:250],
            created_at=now,
        )
        for (case, message, file), kept in zip(wanted, stored, strict=True)
    ]
    insert_all(attachments)
    return attachments


def kept_name(name: str) -> str:
    """The last part of a path, without control and direction marks that could disguise an ending."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    visible = "".join(
        letter for letter in last if letter.isprintable() and letter not in "\u202a\u202b\u202c\u202d\u202e"
    )
    return shortened(visible.strip()) or "file"
