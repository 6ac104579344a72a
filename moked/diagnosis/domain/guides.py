"""A guide as an office writes it, and the flow it becomes.

Each step of the flow keeps beside what flows read: `by` (whose step it is), `asks` (the kind of answer), and
`answers` and `then` as they were written. Its one field has the step's code with an `a` before it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from moked.flows.domain.document import END
from moked.flows.domain.reading import FlowInvalid, read_document

MOST_STEPS = 20
MOST_ANSWERS = 8
LONGEST_ASK = 200
SEPARATOR = "="
YES = ("yes", "כן")
NO = ("no", "לא")
ENDS = (END, "סוף")


class Side(StrEnum):
    """Who does a step, and who said its answer."""

    AGENT = "agent"
    CUSTOMER = "customer"


class Asks(StrEnum):
    """What kind of answer a step has."""

    YES_NO = "yes_no"
    CHOICE = "choice"
    NUMBER = "number"
    TEXT = "text"
    PHOTO = "photo"


FIELD_KINDS = {
    Asks.YES_NO: "yes_no",
    Asks.CHOICE: "choice",
    Asks.NUMBER: "number",
    Asks.TEXT: "long_text",
    Asks.PHOTO: "long_text",
}


@dataclass(frozen=True)
class StepDraft:
    """One step as it is written. `answers` are `the answer` or `the answer = where`; `then` is where all others lead.

    Where is the number of a later step, or the end; an empty `then` is the step after it.
    """

    ask: str
    by: Side
    asks: Asks
    answers: tuple[str, ...] = ()
    then: str = ""


class GuideInvalid(ValueError):
    """A guide that makes no sense. `code` says why; `position` counts steps from 1, 0 is the guide itself."""

    def __init__(self, code: str, position: int = 0) -> None:
        super().__init__(f"{code} {position}")
        self.code = code
        self.position = position


def guide_document(drafts: Sequence[StepDraft], *, language: str) -> dict[str, Any]:
    """The flow of these steps, its words in one language. Raises GuideInvalid."""
    if not 1 <= len(drafts) <= MOST_STEPS:
        raise GuideInvalid("no_steps" if not drafts else "too_many_steps")
    document = {"steps": [_step(each, at, len(drafts), language) for at, each in enumerate(drafts, start=1)]}
    try:
        read_document(document)
    except FlowInvalid as error:
        raise GuideInvalid("never_reached", int(error.place.lstrip("s") or 0)) from error
    return document


def drafts_of(document: Mapping[str, Any]) -> tuple[StepDraft, ...]:
    """The steps of a stored flow as they were written."""
    return tuple(
        StepDraft(
            ask=next(iter(step["title"].values())),
            by=Side(step["by"]),
            asks=Asks(step["asks"]),
            answers=tuple(step["answers"]),
            then=step["then"],
        )
        for step in document["steps"]
    )


def field_of(step_code: str) -> str:
    """The code of a step's one field."""
    return f"a{step_code}"


def _step(draft: StepDraft, position: int, count: int, language: str) -> dict[str, Any]:
    ask = " ".join(draft.ask.split())
    if not ask or len(ask) > LONGEST_ASK:
        raise GuideInvalid("nothing_asked", position)
    code = f"s{position}"
    answers = tuple(filter(None, (" ".join(line.split()) for line in draft.answers)))
    pairs = [_answer(line, draft.asks, position, count) for line in answers]
    if draft.asks == Asks.CHOICE and not 2 <= len({label for label, _where in pairs}) == len(pairs) <= MOST_ANSWERS:
        raise GuideInvalid("no_options", position)
    if pairs and draft.asks not in (Asks.CHOICE, Asks.YES_NO):
        raise GuideInvalid("answers_of_no_choice", position)
    values = [_value(label, draft.asks, at) for at, (label, _where) in enumerate(pairs, start=1)]
    field: dict[str, Any] = {
        "code": field_of(code),
        "kind": FIELD_KINDS[draft.asks],
        "label": {language: ask},
        "required": draft.asks != Asks.PHOTO,
    }
    if draft.asks == Asks.CHOICE:
        labels = zip(values, pairs, strict=True)
        field["options"] = [{"code": value, "label": {language: label}} for value, (label, _where) in labels]
    return {
        "code": code,
        "title": {language: ask},
        "fields": [field],
        "branches": [
            {"field": field_of(code), "is": [value], "to": where}
            for value, (_label, where) in zip(values, pairs, strict=True)
            if where
        ],
        "to": _where(draft.then, position, count) if draft.then else "",
        "by": draft.by.value,
        "asks": draft.asks.value,
        "answers": list(answers),
        "then": draft.then.strip(),
    }


def _answer(line: str, asks: Asks, position: int, count: int) -> tuple[str, str]:
    """The words of an answer, and the step it leads to when it says so."""
    label, separator, where = (part.strip() for part in line.partition(SEPARATOR))
    if not label or (separator and not where):
        raise GuideInvalid("leads_nowhere", position)
    if asks == Asks.YES_NO and label.casefold() not in (*YES, *NO):
        raise GuideInvalid("neither_yes_nor_no", position)
    return label, _where(where, position, count) if where else ""


def _where(text: str, position: int, count: int) -> str:
    words = text.strip().casefold()
    if words in ENDS:
        return END
    if not (words.isascii() and words.isdigit() and 1 <= int(words[:4]) <= count):
        raise GuideInvalid("leads_nowhere", position)
    if int(words) <= position:
        raise GuideInvalid("leads_back", position)
    return f"s{int(words)}"


def _value(label: str, asks: Asks, at: int) -> str:
    if asks == Asks.YES_NO:
        return "yes" if label.casefold() in YES else "no"
    return f"o{at}"
