"""Teaches the second opinions of the recognisers from the labelled sentences, and writes them beside their rules.

Run it after adding labelled lines: `python scripts/weigh_words.py`. It prints what an opinion finds in sentences it
was not taught by, alone, at the bar it is given. Lists by one writer stand together in the labelled files, so what is
kept from it are whole runs of lines: single ones are too much like their neighbours.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from moked.lib.hebrew.circumstances import CIRCUMSTANCES
from moked.lib.hebrew.clues import PLACES
from moked.lib.hebrew.phrases import own_words
from moked.lib.opinion import features_of, is_hebrew, packed
from moked.lib.recognise import read_labelled

ROOT = Path(__file__).parents[1]
LABELLED = ROOT / "tests" / "recognise" / "labelled"
Floats = npt.NDArray[np.float64]
Features = Sequence[tuple[list[int], float]]
ROUNDS, STRENGTH, FOLDS = 300, 60.0, 8
TABLE = PLACES + CIRCUMSTANCES
WIDTH = 110


@dataclass(frozen=True)
class Lesson:
    """Where an opinion is written, and what of other kinds teaches it too.

    `also`: of a kind, the lines with this label, as ones with that: thanks complain of nothing, and so on.
    """

    module: str
    also: Sequence[tuple[str, bool, bool]]
    # The share of false alarms, among sentences it was not taught by, that sets the bar. Shields lower what is left.
    false_alarms: float


LESSONS: Mapping[str, Lesson] = {
    "distress": Lesson(
        "moked/promises/domain/distress_opinion.py", [("thanks", True, False), ("negative", False, False)], 0.02
    ),
    "negative": Lesson(
        "moked/promises/domain/negative_opinion.py", [("thanks", True, False), ("distress", True, True)], 0.015
    ),
    "faulty-words": Lesson("moked/guidance/domain/faulty_opinion.py", [("commitments", True, False)], 0.04),
    "thanks": Lesson("moked/channels/domain/thanks_opinion.py", [], 0.12),
}


@dataclass(frozen=True)
class Line:
    """A line that teaches. `fold`: with which others it is kept apart to measure. `is_own`: of the kind itself."""

    text: str
    is_positive: bool
    fold: int
    is_own: bool


def lines_of(kind: str) -> list[Line]:
    """The labelled lines of a kind, and those of others that teach it."""
    own = [Line(text, is_positive, fold, True) for text, is_positive, fold in _read(kind)]
    for other, labelled, taught in LESSONS[kind].also:
        own += [Line(text, taught, fold, False) for text, label, fold in _read(other) if label is labelled]
    return own


def _read(kind: str) -> list[tuple[str, bool, int]]:
    lines = (LABELLED / f"{kind}.jsonl").read_text("utf-8").splitlines()
    labelled = [read_labelled(json.loads(line), number) for number, line in enumerate(lines, start=1)]
    return [(each.text, each.is_positive, at * FOLDS // len(lines)) for at, each in enumerate(labelled)]


def learn(texts: Sequence[Features], labels: Floats) -> tuple[Floats, float]:
    """Weights and bias: logistic regression, both labels counting the same in all. Adam, so that it ends soon."""
    count = len(texts)
    filled = [(row, places, value) for row, each in enumerate(texts) for places, value in each]
    sizes = [len(places) for _, places, _ in filled]
    rows = np.repeat([row for row, _, _ in filled], sizes)
    values = np.repeat([value for _, _, value in filled], sizes)
    columns = np.concatenate([np.array(places, dtype=np.int64) for _, places, _ in filled])
    counts_for = np.where(labels > 0, count / (2 * labels.sum()), count / (2 * (count - labels.sum())))
    known = np.zeros((3, TABLE + 1))
    for step in range(1, ROUNDS + 1):
        weights, bias = known[0, :-1], known[0, -1]
        odds = np.bincount(rows, values * weights[columns], minlength=count) + bias
        error = STRENGTH * (1 / (1 + np.exp(-odds)) - labels) * counts_for
        slope = np.append(np.bincount(columns, values * error[rows], minlength=TABLE) + weights, error.sum())
        known[1] = 0.9 * known[1] + 0.1 * slope
        known[2] = 0.99 * known[2] + 0.01 * slope**2
        pace = 0.1 * (1 - step / ROUNDS) + 0.002
        known[0] -= pace * (known[1] / (1 - 0.9**step)) / (np.sqrt(known[2] / (1 - 0.99**step)) + 1e-6)
    return known[0, :-1], float(known[0, -1])


def weigh(weights: Floats, bias: float, text: Features) -> float:
    """As an opinion will weigh it."""
    return bias + sum(float(weights[places].sum()) * value for places, value in text)


def main(kinds: Sequence[str]) -> None:
    """Teaches the opinions of these kinds."""
    for kind in kinds:
        lines = lines_of(kind)
        texts = [features_of(own_words(each.text).text) for each in lines]
        labels = np.array([float(each.is_positive) for each in lines])
        folds = np.array([each.fold for each in lines])
        unseen = np.zeros(len(lines))
        for fold in range(FOLDS):
            kept = np.flatnonzero(folds != fold)
            model = learn([texts[each] for each in kept], labels[kept])
            for each in np.flatnonzero(folds == fold):
                unseen[each] = weigh(*model, texts[each])
        is_own, hebrew = np.array([each.is_own for each in lines]), np.array([is_hebrew(each.text) for each in lines])
        # Others' lines are easy to tell: a bar set by them would be too low.
        bars = [
            float(np.quantile(unseen[(labels == 0) & is_own & which], 1 - LESSONS[kind].false_alarms))
            for which in (hebrew, ~hebrew)
        ]
        found = float(np.mean((unseen >= np.where(hebrew, *bars))[(labels == 1) & is_own]))
        print(f"{kind}: {len(lines)} lines, finds {found:.0%} of what it was not taught by")
        write(ROOT / LESSONS[kind].module, kind, *learn(texts, labels), bars)


def write(path: Path, kind: str, weights: Floats, bias: float, bars: Sequence[float]) -> None:
    """A module that holds one opinion."""
    text, scale = packed(weights)
    lines = [f"    {json.dumps(text[at : at + WIDTH])}" for at in range(0, len(text), WIDTH)]
    path.write_text(
        f'"""The second opinion on {kind}, as `scripts/weigh_words.py` wrote it from the labelled sentences."""\n\n'
        "from moked.lib.opinion import Opinion\n\n"
        f"_PACKED = (\n{chr(10).join(lines)}\n)\n"
        f"OPINION = Opinion(\n    _PACKED, scale={scale:.6g}, bias={bias:.6g}, "
        f"enough={bars[0]:.6g}, enough_latin={bars[1]:.6g}\n)\n",
        "utf-8",
    )


if __name__ == "__main__":
    main(sys.argv[1:] or tuple(LESSONS))
