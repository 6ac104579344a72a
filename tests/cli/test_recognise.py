"""`moked recognise eval`, as somebody with labelled lines of their own calls it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from moked.cli import main
from moked.cli.recognise import KINDS

LINES = [
    {"text": "זה לא באחריותנו.", "expected": "לא באחריותנו"},
    {"text": "זה לא באחריותנו.", "expected": [0, 15]},
    {"text": "תודה רבה", "expected": False},
    {"text": "שלום", "expected": True},
]


def run(*arguments: str, text: str = "") -> Result:
    return CliRunner().invoke(main, ["recognise", "eval", *arguments], input=text)


def jsonl(*documents: object) -> str:
    return "\n".join(json.dumps(document, ensure_ascii=False) for document in documents)


def test_measures_standard_input() -> None:
    score = json.loads(run("faulty-words", "-", "--json", text=jsonl(*LINES)).stdout)
    assert score["kind"] == "faulty-words"
    assert (score["lines"], score["found"], score["missed"], score["false"]) == (4, 2, 1, 0)
    assert (score["precision"], score["recall"]) == (1.0, 2 / 3)
    assert score["missed_lines"] == [4]


def test_reads_a_file_with_a_mark_and_empty_lines(tmp_path: Path) -> None:
    file = tmp_path / "lines.jsonl"
    file.write_text("\ufeff" + jsonl(LINES[0]) + "\n\n" + jsonl(LINES[2]) + "\r\n", encoding="utf-8")
    assert json.loads(run("faulty_words", str(file), "--json").stdout)["lines"] == 2


def test_tells_people_the_same_in_words() -> None:
    found = run("Faulty Words", "-", text=jsonl(*LINES))
    assert "precision 100.0%, recall 66.7%" in found.stdout
    assert "missed: lines 4" in found.stdout


@pytest.mark.parametrize("kind", KINDS)
def test_knows_its_kinds(kind: str) -> None:
    assert json.loads(run(kind, "-", "--json", text=jsonl(LINES[2])).stdout)["negatives"] == 1


def test_names_the_kinds_when_one_is_unknown() -> None:
    found = run("jokes", "-", text=jsonl(*LINES))
    assert found.exit_code == 2
    assert "commitments" in found.stderr


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "line 1 is no JSON"),
        ("\n[]", "line 2: an object with text and expected"),
        (jsonl({"text": "a", "expected": "b"}), "line 1: expected is neither"),
    ],
)
def test_says_in_words_what_makes_no_sense(text: str, words: str) -> None:
    found = run("faulty-words", "-", "--json", text=text)
    assert found.exit_code == 2
    assert words in found.stderr
    assert "Traceback" not in found.output


def test_says_in_words_that_a_file_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "latin.jsonl").write_bytes(b"\xe9\xff")
    for name in ("none.jsonl", "latin.jsonl"):
        found = run("faulty-words", str(tmp_path / name))
        assert found.exit_code == 2
        assert "cannot be read" in found.stderr
