"""The labelled lines of a kind, and what a recogniser does on them."""

import json
from pathlib import Path

from moked.lib.recognise import Recogniser, Score, measure, read_labelled

FOLDER = Path(__file__).parent / "labelled"


def score_of(kind: str, recogniser: Recogniser) -> Score:
    """The recogniser measured on `labelled/<kind>.jsonl`."""
    lines = (FOLDER / f"{kind}.jsonl").read_text("utf-8").splitlines()
    return measure(recogniser, [read_labelled(json.loads(line), number) for number, line in enumerate(lines, 1)])
