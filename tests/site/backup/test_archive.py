"""The archive itself: what it refuses to be."""

import io
import tarfile
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from moked.site.backup.archive import (
    DUMP,
    FORMAT,
    MANIFEST,
    ArchiveRefused,
    Manifest,
    Member,
    key_mark,
    verified_manifest,
)
from moked.site.backup.restoring import examine
from moked.site.backup.writing import remove_older

CONTENT = b"bytes of a file"
FILE = f"files/{'0' * 32}/{sha256(CONTENT).hexdigest()[:2]}/{sha256(CONTENT).hexdigest()}"


def _member(content: bytes) -> Member:
    return Member(len(content), sha256(content).hexdigest())


def _manifest(contents: Mapping[str, bytes]) -> Manifest:
    return Manifest(
        format=FORMAT,
        version="0.1.0",
        at="2026-01-01T00:00:00+00:00",
        postgres=18,
        migrations=["cases.0001_initial"],
        counts={},
        members={name: _member(content) for name, content in contents.items()},
        missing=[],
        key=key_mark("some key"),
    )


def _archive(path: Path, contents: Mapping[str, bytes], manifest: Manifest | None) -> Path:
    with tarfile.open(path, "w") as archive:
        for name, content in {**contents, **({MANIFEST: manifest.to_json()} if manifest else {})}.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return path


GOOD = {DUMP: b"a dump", FILE: CONTENT}


def test_reads_what_it_wrote(tmp_path: Path) -> None:
    manifest = _manifest(GOOD)
    assert verified_manifest(_archive(tmp_path / "a.tar", GOOD, manifest)) == manifest


@pytest.mark.parametrize(
    "contents",
    [
        {DUMP: b"another dump", FILE: CONTENT},
        {DUMP: b"a dump"},
        {**GOOD, "files/../../etc/passwd": b"out"},
        {**GOOD, "/etc/passwd": b"out"},
        {**GOOD, FILE.replace("0", "1", 1): CONTENT},
        {DUMP: b"a dump", FILE: b"other bytes under the same name"},
    ],
    ids=["other dump", "file lacking", "escaping", "absolute", "file too many", "other bytes"],
)
def test_refuses_what_its_manifest_does_not_say(tmp_path: Path, contents: dict[str, bytes]) -> None:
    with pytest.raises(ArchiveRefused):
        verified_manifest(_archive(tmp_path / "a.tar", contents, _manifest(GOOD)))


def test_refuses_a_file_that_is_not_what_its_name_promises_even_when_the_manifest_agrees(tmp_path: Path) -> None:
    contents = {DUMP: b"a dump", FILE: b"other bytes under the same name"}
    with pytest.raises(ArchiveRefused):
        verified_manifest(_archive(tmp_path / "a.tar", contents, _manifest(contents)))


def test_refuses_one_without_a_manifest_and_one_with_a_link(tmp_path: Path) -> None:
    with pytest.raises(ArchiveRefused):
        verified_manifest(_archive(tmp_path / "a.tar", GOOD, None))
    with tarfile.open(tmp_path / "b.tar", "w") as archive:
        link = tarfile.TarInfo(DUMP)
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    with pytest.raises(ArchiveRefused):
        verified_manifest(tmp_path / "b.tar")


def test_refuses_a_newer_version_in_words(tmp_path: Path) -> None:
    newer = replace(_manifest(GOOD), version="9.0", migrations=["cases.0001_initial", "cases.9999_from_the_future"])
    with pytest.raises(ArchiveRefused) as refused:
        examine(_archive(tmp_path / "a.tar", GOOD, newer), replace=True)
    assert "9.0" in str(refused.value)
    with pytest.raises(ArchiveRefused):
        examine(_archive(tmp_path / "b.tar", GOOD, replace(_manifest(GOOD), format=FORMAT + 1)), replace=True)


def test_keeps_the_newest_archives(tmp_path: Path) -> None:
    for day in range(1, 5):
        (tmp_path / f"moked-backup-2026010{day}-000000Z.tar").touch()
    (tmp_path / "notes.txt").touch()
    remove_older(tmp_path, 2)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "moked-backup-20260103-000000Z.tar",
        "moked-backup-20260104-000000Z.tar",
        "notes.txt",
    ]
