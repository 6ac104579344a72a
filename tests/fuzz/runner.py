"""Runs a target in a process of its own within a budget and says what came of it."""

import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

TARGETS = ("mail", "frames", "tokens")
KEPT = Path(".fuzz")
# Slower than this is a promise broken too; instrumented code takes several times its usual time.
LONGEST_INPUT_SECONDS = 10
LONGEST_INPUT_BYTES = 20_000
MOST_MEMORY_MB = 2_000
_PULSE = re.compile(r"^#(\d+)\s", re.MULTILINE)
_DONE = re.compile(r"Done (\d+) runs")


@dataclass(frozen=True)
class Summary:
    """What a run did. `output` is all the fuzzer printed: the traceback, when something broke."""

    target: str
    executions: int
    seconds: int
    crashes: int
    output: str

    def __str__(self) -> str:
        return f"fuzz {self.target}: {self.executions} executions in {self.seconds} s, {self.crashes} crashes"


def fuzz(target: str, *, seconds: int, seed: int = 0) -> Summary:
    """Runs `target` for `seconds`; a seed of 0 is a new one each time. It ends at the first input that breaks."""
    KEPT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as corpus:
        for number, data in enumerate(import_module(f"tests.fuzz.{target}").seeds()):
            (Path(corpus) / f"seed-{number:03}").write_bytes(data)
        options = [
            f"-max_total_time={seconds}",
            f"-timeout={LONGEST_INPUT_SECONDS}",
            f"-max_len={LONGEST_INPUT_BYTES}",
            f"-rss_limit_mb={MOST_MEMORY_MB}",
            f"-seed={seed}",
            f"-artifact_prefix={KEPT}/{target}-",
        ]
        run = _child(target, *options, corpus)
    done = _DONE.search(run.stdout)
    pulses = _PULSE.findall(run.stdout)
    executions = int(done[1]) if done else int(pulses[-1]) if pulses else 0
    return Summary(target, executions, seconds, int(run.returncode != 0), run.stdout)


def replay(target: str, kept: Path) -> Summary:
    """Runs one kept input again."""
    run = _child(target, str(kept))
    return Summary(target, 1, 0, int(run.returncode != 0), run.stdout)


def _child(target: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.fuzz.child", target, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "PYTHONHASHSEED": "0"},
        text=True,
        errors="replace",
        check=False,
    )
