"""The references in docs/ are what the code says today."""

from collections.abc import Callable
from pathlib import Path

import pytest

from moked.journal.events import REGISTRY
from scripts.write_reference import REFERENCES, ROOT, variables_in_code

COMMAND = "python scripts/write_reference.py"


@pytest.mark.parametrize(("path", "write"), REFERENCES.items(), ids=map(str, REFERENCES))
def test_stands_as_the_code_does(path: Path, write: Callable[[], str]) -> None:
    assert (ROOT / path).read_text() == write(), f"run {COMMAND}"


def test_describes_every_variable_of_the_environment() -> None:
    described = (ROOT / "docs/settings.md").read_text()
    assert [name for name, _ in variables_in_code() if f"| `{name}` |" not in described] == []


def test_describes_every_event() -> None:
    described = (ROOT / "docs/events.md").read_text()
    ours = [code for code, event in REGISTRY.items() if event.__module__.startswith("moked.")]
    assert [code for code in ours if f"| `{code}` |" not in described] == []
