"""Each recogniser keeps its floors on its labelled file, and stays within a text whatever it holds."""

import importlib
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moked.cli.recognise import KINDS
from moked.guidance.domain.wording import faulty_words
from moked.lib.recognise import Labelled, Recogniser, measure, read_labelled
from moked.promises.domain.commitment_words import commitment_words

LABELLED = Path(__file__).parent / "labelled"
HERE = {"faulty-words": faulty_words, "commitments": commitment_words}


def lines_of(kind: str) -> list[Labelled]:
    lines = (LABELLED / f"{kind}.jsonl").read_text("utf-8").splitlines()
    return [read_labelled(json.loads(line), number) for number, line in enumerate(lines, start=1)]


@pytest.mark.parametrize(("kind", "recogniser"), HERE.items())
def test_keeps_its_floors(kind: str, recogniser: Recogniser) -> None:
    score = measure(recogniser, lines_of(kind))
    assert (score.precision, score.recall) >= (0.97, 0.9)
    assert score.false_alarm_rate < 0.03


@pytest.mark.parametrize("kind", HERE)
def test_is_measured_by_the_command(kind: str) -> None:
    module, _, function = KINDS[kind].partition(":")
    assert getattr(importlib.import_module(module), function) is HERE[kind]


@pytest.mark.parametrize("kind", HERE)
def test_holds_enough_of_both_languages_and_labels(kind: str) -> None:
    lines = lines_of(kind)
    hebrew = [line for line in lines if any("א" <= letter <= "ת" for letter in line.text)]
    assert len(hebrew) >= 200
    assert len(lines) - len(hebrew) >= 100
    for some in (hebrew, lines):
        assert 0.4 < sum(line.is_positive for line in some) / len(some) < 0.6


WORDS = sorted({word for kind in HERE for line in lines_of(kind) for word in line.text.split()})
TEXTS = st.text(max_size=200) | st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)


@pytest.mark.parametrize("recogniser", HERE.values(), ids=HERE.keys())
@given(text=TEXTS)
def test_finds_only_what_lies_in_the_text(recogniser: Recogniser, text: str) -> None:
    found = recogniser(text)
    assert found is None or 0 <= found.start < found.end <= len(text)


@pytest.mark.parametrize("recogniser", HERE.values(), ids=HERE.keys())
@settings(max_examples=8, deadline=None)
@given(
    part=st.lists(
        st.sampled_from([*WORDS[::7], "לא", "זה", '"', "'", "א", "1", "\n", ">", "our"]), min_size=1, max_size=4
    )
)
def test_comes_to_an_end_on_a_long_text(recogniser: Recogniser, part: list[str]) -> None:
    for text in (" ".join(part), "".join(part)):
        recogniser((text * 20_000)[:20_000])
        recogniser((f"{text} " * 20_000)[:20_000])
