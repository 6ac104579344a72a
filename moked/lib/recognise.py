"""What all recognisers of meaning in a text share: their shape, and how one is measured against labelled lines."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field


class LabelInvalid(ValueError):
    """A labelled line that makes no sense. `code` names it, `line` counts from 1."""

    def __init__(self, code: str, line: int) -> None:
        super().__init__(code)
        self.code = code
        self.line = line


@dataclass(frozen=True)
class Finding:
    """Something recognised: characters `start` to `end`, why (`code`), and what a sentence about it needs."""

    start: int
    end: int
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


# The first and most telling thing found in a text, or None.
Recogniser = Callable[[str], Finding | None]


@dataclass(frozen=True)
class Labelled:
    """A line of a labelled file. `span` None: only whether there is something is labelled, not where."""

    text: str
    is_positive: bool
    span: tuple[int, int] | None = None


@dataclass(frozen=True)
class Score:
    """How a recogniser did. Something found beside the labelled span counts as missed and as false."""

    lines: int
    positives: int
    negatives: int
    found: int
    missed: int
    false: int
    precision: float
    recall: float
    # The share of the negative lines in which something was found.
    false_alarm_rate: float
    missed_lines: tuple[int, ...]
    false_lines: tuple[int, ...]

    def as_facts(self) -> dict[str, object]:
        """For JSON."""
        return asdict(self)


def read_labelled(document: object, line: int) -> Labelled:
    """A line of a labelled file: `{"text": …, "expected": true | false | null | "the words" | [start, end]}`."""
    if not isinstance(document, dict) or not isinstance(document.get("text"), str) or "expected" not in document:
        raise LabelInvalid("line_without_text_or_expected", line)
    text, expected = document["text"], document["expected"]
    match expected:
        case None:
            return Labelled(text, is_positive=False)
        case bool():
            return Labelled(text, is_positive=expected)
        case str():
            start = text.find(expected)
            if not expected or start < 0:
                raise LabelInvalid("span_not_in_text", line)
            return Labelled(text, is_positive=True, span=(start, start + len(expected)))
        case [int(start), int(end)] if 0 <= start < end <= len(text):
            return Labelled(text, is_positive=True, span=(start, end))
    raise LabelInvalid("span_not_in_text", line)


def measure(recogniser: Recogniser, lines: Iterable[Labelled]) -> Score:
    """Tries a recogniser on every line. Without positives recall is 1, and precision without anything found."""
    found = positives = negatives = false_alarms = 0
    missed_lines, false_lines = [], []
    for number, line in enumerate(lines, start=1):
        finding = recogniser(line.text)
        positives += line.is_positive
        negatives += not line.is_positive
        if line.is_positive and finding is not None and _touches(finding, line.span):
            found += 1
            continue
        if line.is_positive:
            missed_lines.append(number)
        if finding is not None:
            false_lines.append(number)
            false_alarms += not line.is_positive
    return Score(
        lines=positives + negatives,
        positives=positives,
        negatives=negatives,
        found=found,
        missed=len(missed_lines),
        false=len(false_lines),
        precision=found / (found + len(false_lines)) if found + len(false_lines) else 1.0,
        recall=found / positives if positives else 1.0,
        false_alarm_rate=false_alarms / negatives if negatives else 0.0,
        missed_lines=tuple(missed_lines),
        false_lines=tuple(false_lines),
    )


def _touches(finding: Finding, span: tuple[int, int] | None) -> bool:
    return span is None or (finding.start < span[1] and span[0] < finding.end)
