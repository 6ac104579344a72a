"""Files are kept whole or not at all."""

from hashlib import sha256
from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from moked.businesses.scope import in_scope
from moked.cases.files import IncomingFile, attach, path_of, read_file, store_files
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def business():
    business = builders.a_business()
    with in_scope([business.pk]):
        yield business


def test_repairs_what_a_crash_left_half_written(business) -> None:
    content = b"the whole of an invoice"
    path = Path(default_storage.path(path_of(business.pk, sha256(content).hexdigest())))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content[:5])
    assert read_file(store_files(business.pk, [content])[0]) == content


def test_leaves_nothing_behind_when_the_disk_refuses(business, monkeypatch) -> None:
    content = b"does not fit any more"

    def refuse(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", refuse)
    with pytest.raises(OSError, match="No space left"):
        store_files(business.pk, [content])
    path = Path(default_storage.path(path_of(business.pk, sha256(content).hexdigest())))
    assert list(path.parent.iterdir()) == []


def test_keeps_the_same_bytes_once(business) -> None:
    first, second = (store_files(business.pk, [b"twice the same"] * 2) for _ in range(2))
    assert first == second == [first[0]] * 2
    path = Path(default_storage.path(path_of(business.pk, first[0].sha256)))
    assert [each.name for each in path.parent.iterdir()] == [first[0].sha256]


def test_keeps_the_ending_of_a_name_too_long_to_be_kept(business) -> None:
    case = builders.a_case(business)
    file = IncomingFile("חשבונית " * 40 + ".pdf", "application/pdf", b"%PDF")
    assert attach(actor=builders.contact_actor(case), case=case, file=file).name.endswith("….pdf")
