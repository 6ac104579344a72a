"""The archive: a tar of the database's dump, the files, and last a manifest that names all of them.

```
database.dump            pg_dump's custom format
files/<business>/<…>     each under the SHA-256 of its bytes
manifest.json            what stands above: versions, counts, sizes and hashes
```

The manifest comes last, so an archive that was cut short has none.
"""

import hashlib
import json
import re
import tarfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moked.lib.errors import MokedError

FORMAT = 1
DUMP = "database.dump"
MANIFEST = "manifest.json"
# The only names taken out of an archive: nothing of it can land beside the folder of files.
FILE = re.compile(r"files/(?P<business>[0-9a-f]{32})/(?P<start>[0-9a-f]{2})/(?P<digest>(?P=start)[0-9a-f]{62})")
LARGEST_MANIFEST = 512 * 1024 * 1024
CHUNK = 1024 * 1024


class BackupFailed(MokedError):
    """No archive was written."""

    code = "backup_failed"


class ArchiveRefused(MokedError):
    """The archive is not what it says it is, or not for this installation. Nothing was changed."""

    code = "archive_refused"
    message: str | Promise = _("The archive is damaged or was changed; nothing was restored.")


class RestoreRefused(MokedError):
    """This installation must not be restored into as it is. Nothing was changed."""

    code = "restore_refused"


class RestoreFailed(MokedError):
    """Restoring broke off. The database is as it was before."""

    code = "restore_failed"


@dataclass(frozen=True)
class Member:
    """One file in the archive: `size` in bytes, `sha256` in hexadecimal."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What an archive holds. `counts` are rows by table, `migrations` are `app.name`, `missing` are files that
    the database refers to and the storage had lost. `key` tells whether a secret key is the same, not what it is."""

    format: int
    version: str
    at: str
    postgres: int
    migrations: Sequence[str]
    counts: Mapping[str, int]
    members: Mapping[str, Member]
    missing: Sequence[str]
    key: str

    def to_json(self) -> bytes:
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode()

    @classmethod
    def from_json(cls, text: bytes) -> "Manifest":
        """Raises ArchiveRefused when it is none of ours."""
        try:
            facts = json.loads(text)
            facts["members"] = {name: Member(**member) for name, member in facts["members"].items()}
            return cls(**facts)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ArchiveRefused from error


def key_mark(secret: str) -> str:
    """Tells two secret keys apart without giving either away."""
    return hashlib.sha256(f"moked.backup.key:{secret}".encode()).hexdigest()[:16]


def digest_of(source: IO[bytes]) -> Member:
    """Size and hash of what is left in a file."""
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
    return Member(size, digest.hexdigest())


def verified_manifest(path: Path) -> Manifest:
    """Reads the whole archive and compares every member with the manifest. Raises ArchiveRefused."""
    found: dict[str, Member] = {}
    manifest: Manifest | None = None
    try:
        with tarfile.open(path, "r:") as archive:
            for entry in archive:
                content = archive.extractfile(entry) if entry.isreg() else None
                if content is None or manifest is not None or entry.name in found:
                    raise ArchiveRefused
                if entry.name == MANIFEST and entry.size <= LARGEST_MANIFEST:
                    manifest = Manifest.from_json(content.read())
                elif entry.name == DUMP or FILE.fullmatch(entry.name):
                    found[entry.name] = digest_of(content)
                else:
                    raise ArchiveRefused
    except (tarfile.TarError, EOFError) as error:
        raise ArchiveRefused from error
    if manifest is None or dict(manifest.members) != found or DUMP not in found:
        raise ArchiveRefused
    for name, member in found.items():
        match = FILE.fullmatch(name)
        if match and match["digest"] != member.sha256:
            raise ArchiveRefused
    return manifest
