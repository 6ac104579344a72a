"""`python -m tests.fuzz [TARGET...]`: fuzzes and prints a line for each target."""

import argparse
import sys
from pathlib import Path

from tests.fuzz.runner import TARGETS, fuzz, replay


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m tests.fuzz")
    options.add_argument("targets", nargs="*", choices=[*TARGETS, []], default=list(TARGETS))
    options.add_argument("--seconds", type=int, default=300)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--replay", type=Path)
    given = options.parse_args()
    broken = 0
    for target in given.targets or TARGETS:
        summary = (
            replay(target, given.replay) if given.replay else fuzz(target, seconds=given.seconds, seed=given.seed)
        )
        if summary.crashes or given.replay:
            print(summary.output[-6000:])
        print(summary, flush=True)
        broken += summary.crashes
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
