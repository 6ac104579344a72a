"""A guide as an office writes it, and the flow it becomes.

Each step of the flow keeps beside what flows read: `by` (whose step it is), `asks` (the kind of answer), `unit` (of a
number), `answers` and `then` as they were written, and `found`, what is proposed as found where the guide ends there,
by answer, that of any other answer under the empty one. Its one field has the step's code with an `a` before it.
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
LONGEST_FOUND = 400
LONGEST_UNIT = 12
SEPARATOR = "="
# Between an ending and what was found there.
COLON = ":"
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

    Where is the number of a later step, or `end`, or `end: what was found`; an empty `then` is the step after it.
    """

    ask: str
    by: Side
    asks: Asks
    answers: tuple[str, ...] = ()
    then: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Leads:
    """Where an answer leads, empty for the next step; and what is proposed as found when that is the end."""

    to: str = ""
    found: str = ""


@dataclass(frozen=True)
class Answer:
    """An answer as it was written."""

    label: str
    leads: Leads


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
            # Guides written before numbers had units keep their documents.
            unit=step.get("unit", ""),
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
    said = [_answer(line, draft.asks, position, count) for line in answers]
    if draft.asks == Asks.CHOICE and not 2 <= len({each.label for each in said}) == len(said) <= MOST_ANSWERS:
        raise GuideInvalid("no_options", position)
    if said and draft.asks not in (Asks.CHOICE, Asks.YES_NO):
        raise GuideInvalid("answers_of_no_choice", position)
    unit = " ".join(draft.unit.split())
    if unit and draft.asks != Asks.NUMBER:
        raise GuideInvalid("unit_of_no_number", position)
    then = " ".join(draft.then.split())
    other = _leads(then, position, count) if then else Leads()
    values = [_value(each.label, draft.asks, at) for at, each in enumerate(said, start=1)]
    field: dict[str, Any] = {
        "code": field_of(code),
        "kind": FIELD_KINDS[draft.asks],
        "label": {language: ask},
        "required": draft.asks != Asks.PHOTO,
    }
    if draft.asks == Asks.CHOICE:
        labels = zip(values, said, strict=True)
        field["options"] = [{"code": value, "label": {language: each.label}} for value, each in labels]
    return {
        "code": code,
        "title": {language: ask},
        "fields": [field],
        "branches": [
            {"field": field_of(code), "is": [value], "to": each.leads.to}
            for value, each in zip(values, said, strict=True)
            if each.leads.to
        ],
        "to": other.to,
        "by": draft.by.value,
        "asks": draft.asks.value,
        "unit": unit,
        "answers": list(answers),
        "then": then,
        "found": {
            **{
                value: {language: each.leads.found} for value, each in zip(values, said, strict=True) if each.leads.to
            },
            "": {language: other.found},
        },
    }


def _answer(line: str, asks: Asks, position: int, count: int) -> Answer:
    label, separator, where = (part.strip() for part in line.partition(SEPARATOR))
    if not label or (separator and not where):
        raise GuideInvalid("leads_nowhere", position)
    if asks == Asks.YES_NO and label.casefold() not in (*YES, *NO):
        raise GuideInvalid("neither_yes_nor_no", position)
    return Answer(label, _leads(where, position, count) if where else Leads())


def _leads(text: str, position: int, count: int) -> Leads:
    head, _colon, found = (part.strip() for part in text.partition(COLON))
    if len(found) > LONGEST_FOUND:
        raise GuideInvalid("finding_too_long", position)
    if head.casefold() in ENDS:
        return Leads(END, found)
    return Leads(_step_of(text, position, count))


def _step_of(text: str, position: int, count: int) -> str:
    words = text.strip()
    if not (words.isascii() and words.isdigit() and 1 <= int(words[:4]) <= count):
        raise GuideInvalid("leads_nowhere", position)
    if int(words) <= position:
        raise GuideInvalid("leads_back", position)
    return f"s{int(words)}"


def _value(label: str, asks: Asks, at: int) -> str:
    if asks == Asks.YES_NO:
        return "yes" if label.casefold() in YES else "no"
    return f"o{at}"
