"""Documents are set a few at a time; whoever comes beside too many is told so."""

from pathlib import Path

import pytest

from moked.lib import typeset
from moked.lib.errors import Unavailable

SOURCE = Path("nothing.typ")


def test_turns_away_whoever_would_be_one_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typeset, "WAIT_SECONDS", 0.01)
    for _place in range(typeset.AT_ONCE):
        typeset.places.acquire()
    try:
        with pytest.raises(Unavailable):
            typeset.set_document(SOURCE, {})
    finally:
        typeset.places.release(typeset.AT_ONCE)


def test_gives_its_place_back_when_it_fails() -> None:
    for _time in range(typeset.AT_ONCE + 1):
        with pytest.raises(Unavailable):
            typeset.set_document(SOURCE, {})
    assert typeset.places.acquire(timeout=0)
    typeset.places.release()
