"""The questions after closing, as the customer sees them: one or two at a time, each optional."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from moked.surveys.domain.asking import Question
from moked.surveys.domain.marks import RANGES, WORDS
from moked.surveys.models import SurveyResponse

# What whoever was asked nothing answers of their own wish.
UNASKED = (Question.EASE, Question.KEPT)
LEGENDS: Mapping[Question, Promise] = {
    Question.EASE: _("How easy was it to get this solved with us?"),
    Question.KEPT: _("Did we keep what we promised?"),
    Question.SATISFACTION: _("How satisfied are you with the service you got?"),
    Question.AGAIN: _("Would you choose us again?"),
    Question.RECOMMEND: _("How likely are you to recommend us to others?"),
    Question.SWITCH: _("Would you move to another company if it were easy to?"),
}
ENDS: Mapping[Question, tuple[Promise, Promise]] = {
    Question.EASE: (pgettext_lazy("end of a scale", "very hard"), pgettext_lazy("end of a scale", "very easy")),
    Question.SATISFACTION: (
        pgettext_lazy("end of a scale", "not at all satisfied"),
        pgettext_lazy("end of a scale", "very satisfied"),
    ),
    Question.RECOMMEND: (
        pgettext_lazy("end of a scale", "not likely"),
        pgettext_lazy("end of a scale", "very likely"),
    ),
}
WORD_NAMES: Mapping[str, Promise] = {
    "yes": pgettext_lazy("answer to a question", "Yes"),
    "partly": pgettext_lazy("answer to a question", "Partly"),
    "perhaps": pgettext_lazy("answer to a question", "Perhaps"),
    "no": pgettext_lazy("answer to a question", "No"),
}
# Words are offered from yes to no, whichever of them is the good one.
ORDER = ("yes", "partly", "perhaps", "no")


@dataclass(frozen=True)
class Option:
    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True)
class QuestionShown:
    """One question. `low` and `high` say what the ends of a scale mean; empty for words."""

    code: str
    legend: str
    options: tuple[Option, ...]
    low: str = ""
    high: str = ""

    @property
    def layout(self) -> str:
        """`words`, `five` or `eleven`: how many stand in a row."""
        if not self.low:
            return "words"
        return "five" if len(self.options) == 5 else "eleven"


@dataclass(frozen=True)
class Survey:
    """The questions after closing. `step` is `marks`, `comment`, `all` when changing answers, `thanks`, `later`, or
    `quiet` where the customer rests: then nothing is asked, and who wants to may still tell."""

    step: str
    questions: tuple[QuestionShown, ...]
    comment: str


def survey_shown(row: SurveyResponse | None, choice: str) -> Survey:
    """What stands on the page. `choice` is `edit` to change answers, `later` after 'not now', else empty."""
    asked = [Question(code) for code in row.questions] if row and row.asked_at else list(UNASKED)
    step = _step(row, choice, is_asked=bool(asked))
    answered = [each for each in Question if row and row.marks.of(each) not in (None, "")]
    shown = list(dict.fromkeys([*asked, *answered])) if step == "all" else asked
    return Survey(step, tuple(_question(each, row) for each in shown or UNASKED), row.comment if row else "")


def _step(row: SurveyResponse | None, choice: str, *, is_asked: bool) -> str:
    if choice == "edit":
        return "all"
    if row is not None and row.answered_at is not None:
        return "thanks" if row.comment or choice == "later" else "comment"
    if not is_asked:
        return "quiet"
    return "later" if choice == "later" else "marks"


def _question(question: Question, row: SurveyResponse | None) -> QuestionShown:
    given = row.marks.of(question) if row else None
    if question in RANGES:
        first, last = RANGES[question]
        low, high = ENDS[question]
        options = tuple(Option(str(mark), str(mark), mark == given) for mark in range(first, last + 1))
        return QuestionShown(question.value, str(LEGENDS[question]), options, str(low), str(high))
    words = sorted(WORDS[question], key=ORDER.index)
    options = tuple(Option(word, str(WORD_NAMES[word]), word == given) for word in words)
    return QuestionShown(question.value, str(LEGENDS[question]), options)
