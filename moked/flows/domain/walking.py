"""Which step comes next."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from moked.flows.domain.document import END, FlowDocument, Step


@dataclass(frozen=True)
class Way:
    """The steps that answers lead through, in order; the last may still be to do. `is_done` when all are."""

    steps: tuple[Step, ...]
    is_done: bool

    @property
    def current(self) -> Step:
        """Where the walk goes on: the first step that is to do, else the last one."""
        return self.steps[-1]

    def before(self, code: str) -> Step | None:
        """The step before this one on the way."""
        codes = [step.code for step in self.steps]
        at = codes.index(code) if code in codes else 0
        return self.steps[at - 1] if at else None


def next_step(document: FlowDocument, step: Step, answers: Mapping[str, Any]) -> Step | None:
    """The step after this one by what was answered; None at the end."""
    to = next((branch.to for branch in step.branches if answers.get(branch.field) in branch.values), step.to)
    return None if to == END else document.step(to)


def way_through(document: FlowDocument, answers: Mapping[str, Any], done: Collection[str]) -> Way:
    """From the first step as far as those done lead. A changed answer may open or leave out steps."""
    steps: list[Step] = []
    step: Step | None = document.steps[0]
    while step is not None:
        steps.append(step)
        if step.code not in done:
            return Way(tuple(steps), is_done=False)
        step = next_step(document, step, answers)
    return Way(tuple(steps), is_done=True)


def answers_on(way: Way, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that count: those of steps on the way, not of steps once walked and now left out."""
    codes = [field.code for step in way.steps for field in step.fields]
    return {code: answers[code] for code in codes if code in answers}
