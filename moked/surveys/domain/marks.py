"""What a customer's answers come to: whether one is low, and one figure for all of them."""

from dataclasses import dataclass

from moked.surveys.domain.asking import Question

# Whether we did what we promised, would they buy again, would they rather go elsewhere.
WORDS = {
    Question.KEPT: ("yes", "partly", "no"),
    Question.AGAIN: ("yes", "perhaps", "no"),
    Question.SWITCH: ("no", "perhaps", "yes"),
}
# Marks in figures, from worst to best.
RANGES = {Question.EASE: (1, 5), Question.SATISFACTION: (1, 5), Question.RECOMMEND: (0, 10)}


@dataclass(frozen=True)
class Marks:
    """Answers, each optional. `ease` and `satisfaction` are 1 to 5, `recommend` 0 to 10, the others words."""

    ease: int | None = None
    kept: str = ""
    satisfaction: int | None = None
    again: str = ""
    recommend: int | None = None
    switch: str = ""

    def of(self, question: Question) -> int | str | None:
        """The answer to one question; None or empty without one."""
        answer: int | str | None = getattr(self, question.value)
        return answer

    @property
    def is_valid(self) -> bool:
        """Whether each answer given is one of those offered."""
        figures = all(
            answer is None or (isinstance(answer, int) and low <= answer <= high)
            for answer, (low, high) in ((self.of(each), ends) for each, ends in RANGES.items())
        )
        return figures and all(self.of(each) in ("", *words) for each, words in WORDS.items())


def share_of(question: Question, answer: int | str | None) -> float | None:
    """The answer from 0, the worst, to 1, the best; None without one."""
    if answer is None or answer == "":
        return None
    if question in RANGES:
        low, high = RANGES[question]
        return (int(answer) - low) / (high - low)
    return 1 - WORDS[question].index(str(answer)) / 2


def low_answers(marks: Marks, low_mark: int) -> tuple[Question, ...]:
    """The questions whose answer asks somebody to look: at or below `low_mark` of 1 to 5, or its like in words."""
    most = (low_mark - 1) / 4
    shares = {question: share_of(question, marks.of(question)) for question in Question}
    return tuple(question for question, share in shares.items() if share is not None and share <= most)


def score_of(marks: Marks) -> float | None:
    """All answers as one figure from 0 to 100; None when nothing was answered."""
    shares = [share for question in Question if (share := share_of(question, marks.of(question))) is not None]
    return 100 * sum(shares) / len(shares) if shares else None
