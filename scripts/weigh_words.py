"""Teaches the second opinions of the recognisers from the labelled sentences, and writes them beside their rules.

Run it after adding labelled lines: `python scripts/weigh_words.py`. It prints what an opinion finds in sentences it
was not taught by (in fives), alone, at the bar it is given.
"""

import json
import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from moked.lib.hebrew.clues import PLACES, places_of
from moked.lib.hebrew.phrases import own_words
from moked.lib.opinion import is_hebrew, packed
from moked.lib.recognise import read_labelled

ROOT = Path(__file__).parents[1]
LABELLED = ROOT / "tests" / "recognise" / "labelled"
Floats = npt.NDArray[np.float64]
ROUNDS, STRENGTH, FOLDS = 300, 20.0, 5
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
        "moked/promises/domain/negative_opinion.py", [("thanks", True, False), ("distress", True, True)], 0.007
    ),
    "faulty-words": Lesson("moked/guidance/domain/faulty_opinion.py", [("commitments", True, False)], 0.04),
    "thanks": Lesson("moked/channels/domain/thanks_opinion.py", [], 0.12),
}


def lines_of(kind: str) -> list[tuple[str, bool]]:
    """The labelled lines of a kind, and those of others that teach it."""
    own = _read(kind)
    for other, labelled, taught in LESSONS[kind].also:
        own += [(text, taught) for text, is_positive in _read(other) if is_positive is labelled]
    return own


def _read(kind: str) -> list[tuple[str, bool]]:
    lines = (LABELLED / f"{kind}.jsonl").read_text("utf-8").splitlines()
    labelled = (read_labelled(json.loads(line), number) for number, line in enumerate(lines, start=1))
    return [(each.text, each.is_positive) for each in labelled]


def learn(texts: Sequence[Sequence[int]], labels: Floats) -> tuple[Floats, float]:
    """Weights and bias: logistic regression, both labels counting the same in all. Adam, so that it ends soon."""
    count = len(texts)
    rows = np.repeat(np.arange(count), [len(each) for each in texts])
    columns = np.concatenate([np.array(each, dtype=np.int64) for each in texts])
    values = (1 / np.sqrt(np.maximum(np.bincount(rows, minlength=count), 1)))[rows]
    counts_for = np.where(labels > 0, count / (2 * labels.sum()), count / (2 * (count - labels.sum())))
    known = np.zeros((3, PLACES + 1))
    for step in range(1, ROUNDS + 1):
        weights, bias = known[0, :-1], known[0, -1]
        odds = np.bincount(rows, values * weights[columns], minlength=count) + bias
        error = STRENGTH * (1 / (1 + np.exp(-odds)) - labels) * counts_for
        slope = np.append(np.bincount(columns, values * error[rows], minlength=PLACES) + weights, error.sum())
        known[1] = 0.9 * known[1] + 0.1 * slope
        known[2] = 0.99 * known[2] + 0.01 * slope**2
        pace = 0.1 * (1 - step / ROUNDS) + 0.002
        known[0] -= pace * (known[1] / (1 - 0.9**step)) / (np.sqrt(known[2] / (1 - 0.99**step)) + 1e-6)
    return known[0, :-1], float(known[0, -1])


def weigh(weights: Floats, bias: float, places: Sequence[int]) -> float:
    """As an opinion will weigh it."""
    return bias + float(weights[list(places)].sum()) / math.sqrt(max(len(places), 1))


def main(kinds: Sequence[str]) -> None:
    """Teaches the opinions of these kinds."""
    for kind in kinds:
        lines = lines_of(kind)
        texts = [places_of(own_words(text).text) for text, _ in lines]
        labels = np.array([float(is_positive) for _, is_positive in lines])
        unseen = np.zeros(len(lines))
        folds = np.random.default_rng(7).integers(0, FOLDS, len(lines))
        for fold in range(FOLDS):
            kept = np.flatnonzero(folds != fold)
            model = learn([texts[each] for each in kept], labels[kept])
            for each in np.flatnonzero(folds == fold):
                unseen[each] = weigh(*model, texts[each])
        hebrew = np.array([is_hebrew(text) for text, _ in lines])
        bars = [
            float(np.quantile(unseen[(labels == 0) & which], 1 - LESSONS[kind].false_alarms))
            for which in (hebrew, ~hebrew)
        ]
        found = float(np.mean(unseen[labels == 1] >= np.where(hebrew, *bars)[labels == 1]))
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
