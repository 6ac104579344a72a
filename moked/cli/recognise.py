"""`moked recognise …`: measuring what recognises meaning in texts. Computes only: no settings, no database."""

import importlib
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from moked.lib.recognise import LabelInvalid, Labelled, Recogniser, measure, read_labelled

# Where each kind is recognised: 'module:function'.
KINDS: Mapping[str, str] = {
    "commitments": "moked.promises.domain.commitment_words:commitment_words",
    "distress": "moked.promises.domain.distress:find_distress",
    "faulty-words": "moked.guidance.domain.wording:faulty_words",
    "negative": "moked.promises.domain.negative:find_negative",
    "thanks": "moked.channels.domain.thanks:find_thanks",
    "whats-happening": "moked.updates.domain.whats_happening:find_status_question",
}
# Recognised in what happens rather than in a text.
REPLAYED: Mapping[str, str] = {
    "predicted-breach": "Breaches are foreseen by replaying a log: moked estimate foresee LOG.csv --target P7D."
}
SENTENCES: Mapping[str, str] = {
    "line_without_text_or_expected": "line {line}: an object with text and expected is wanted here.",
    "span_not_in_text": "line {line}: expected is neither yes, no, nor a part of the text.",
}


@click.group()
def recognise() -> None:
    """Measure the recognisers of meaning in texts."""


@recognise.command("eval")
@click.argument("kind", metavar="KIND")
@click.argument("file", type=click.Path(dir_okay=False), metavar="FILE.jsonl")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def evaluate(*, kind: str, file: str, as_json: bool) -> None:
    """Print precision and recall of a recogniser on labelled lines {text, expected}.

    expected is true or false, or the words that shall be found (as text, or as a pair of positions). '-' reads
    standard input. Exit status: 2 for a kind nobody knows and for a file that makes no sense, said in words.
    """
    name = "-".join(kind.lower().replace("_", " ").split())
    if name in REPLAYED:
        raise click.UsageError(REPLAYED[name])
    if name not in KINDS:
        raise click.UsageError(f"{kind!r} is nothing recognised here; the kinds are {', '.join(sorted(KINDS))}.")
    module, _, function = KINDS[name].partition(":")
    recogniser: Recogniser = getattr(importlib.import_module(module), function)
    score = measure(recogniser, list(_lines(file)))
    if as_json:
        click.echo(json.dumps({"kind": name, **score.as_facts()}))
        return
    click.echo(f"{name}: precision {score.precision:.1%}, recall {score.recall:.1%}")
    click.echo(
        f"{score.positives} positive and {score.negatives} negative lines; false alarms {score.false_alarm_rate:.1%}"
    )
    for word, numbers in (("missed", score.missed_lines), ("false", score.false_lines)):
        if numbers:
            click.echo(f"{word}: lines {', '.join(map(str, numbers))}")


def _lines(file: str) -> Iterator[Labelled]:
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise click.UsageError(f"{file} cannot be read: {error}") from error
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield read_labelled(json.loads(line), number)
        except json.JSONDecodeError as error:
            raise click.UsageError(f"line {number} is no JSON: {error}") from error
        except LabelInvalid as error:
            raise click.UsageError(SENTENCES[error.code].format(line=error.line)) from error
