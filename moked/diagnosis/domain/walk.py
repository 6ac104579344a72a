"""A diagnosis under way: what was answered, what is asked now, and of whom."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from moked.diagnosis.domain.guides import Asks, Side, field_of
from moked.flows.domain.document import FlowDocument, Step
from moked.flows.domain.telling import words_in
from moked.flows.domain.walking import way_through


@dataclass(frozen=True)
class Question:
    """One step: what is to be checked, by whom, and what may be answered. Options are codes with their words."""

    code: str
    position: int
    ask: str
    by: Side
    asks: Asks
    options: tuple[tuple[str, str], ...]
    unit: str

    def words(self, value: Any, yes_no: tuple[str, str]) -> str:
        """An answer in words; `yes_no` are the two words of the reader's language."""
        if self.asks == Asks.YES_NO:
            return {"yes": yes_no[0], "no": yes_no[1]}.get(str(value), "")
        if self.asks == Asks.CHOICE:
            return dict(self.options).get(str(value), "")
        return "" if value is None else f"{value} {self.unit}".strip()


@dataclass(frozen=True)
class Walked:
    """How far it came. `now` is None when every step on the way is answered; `found` is then what the guide says was
    found at this ending, if it says so."""

    answered: tuple[tuple[Question, Any], ...]
    now: Question | None
    found: str


def walked(
    document: FlowDocument,
    stored: Mapping[str, Any],
    answers: Mapping[str, Any],
    done: Collection[str],
    *,
    language: str,
) -> Walked:
    """The steps on the way with what was answered. `stored` is what `document` was read from."""
    said = {each["code"]: each for each in stored["steps"]}
    way = way_through(document, answers, done)
    questions = [_question(step, said[step.code], at, language) for at, step in enumerate(way.steps, start=1)]
    past = questions if way.is_done else questions[:-1]
    return Walked(
        answered=tuple((each, answers.get(field_of(each.code))) for each in past),
        now=None if way.is_done else questions[-1],
        found=_found(said[way.current.code], answers, language) if way.is_done else "",
    )


def _found(step: Mapping[str, Any], answers: Mapping[str, Any], language: str) -> str:
    """What a guide's last step says was found by its answer. Guides written before endings said so have none."""
    found = step.get("found", {})
    answer = answers.get(field_of(step["code"]))
    return words_in(found.get(str(answer), found.get("", {})), language)


def _question(step: Step, said: Mapping[str, Any], position: int, language: str) -> Question:
    return Question(
        code=step.code,
        position=position,
        ask=words_in(step.title, language),
        by=Side(said["by"]),
        asks=Asks(said["asks"]),
        options=tuple((option.code, words_in(option.label, language)) for option in step.fields[0].options),
        unit=said.get("unit", ""),
    )
