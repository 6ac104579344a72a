"""Every target for a short while."""

import pytest

from tests.fuzz.runner import TARGETS, fuzz

SECONDS = 20


@pytest.mark.fault
@pytest.mark.parametrize("target", TARGETS)
def test_finds_no_input_that_breaks_a_promise(target: str, capsys: pytest.CaptureFixture[str]) -> None:
    summary = fuzz(target, seconds=SECONDS)
    with capsys.disabled():
        print(f"\n{summary}")
    assert summary.crashes == 0, summary.output[-6000:]
    assert summary.executions > 100, summary.output[-2000:]
