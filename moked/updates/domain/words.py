"""The words of an update: who handles it, what was done, what comes next, by when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from textwrap import shorten

from moked.updates.domain.rhythm import Change
from moked.updates.domain.ways import Instead
from moked.updates.domain.wording import UpdateWording, moment_words, says_moment, update_wording


class Step(StrEnum):
    """What comes next."""

    OURS = "ours"
    COLLEAGUE = "colleague"
    OUTSIDE = "outside"
    DATE = "date"
    ANSWER = "answer"  # an answer lies before the customer
    THEIRS = "theirs"  # a solution lies before the customer
    NONE = "none"  # it is closed


ENDS = (Step.ANSWER, Step.THEIRS, Step.NONE)
# Of what was said last, a summary repeats so many characters.
LONGEST_SAID = 240


@dataclass(frozen=True)
class Agreed:
    """What a person of ours said they would do; `what` is said where the kind has no words of its own."""

    kind: str
    who: str
    what: str
    due_at: datetime


@dataclass(frozen=True)
class LastSaid:
    """What a person of ours said last, at `at` in the business's zone; `is_solution`: they offered one."""

    at: datetime
    text: str
    is_solution: bool


@dataclass(frozen=True)
class UpdateFacts:
    """What is so when an update leaves at `at`. Moments are in the business's zone; what is not known is empty."""

    language: str
    form_of_address: str
    tone: str
    name: str
    business: str
    reference: str
    subject: str
    at: datetime
    opened_at: datetime
    handler: str = ""
    team: str = ""
    step: Step = Step.OURS
    until: datetime | None = None
    changes: Sequence[Change] = ()
    agreed: Sequence[Agreed] = ()
    likely_at: datetime | None = None
    latest_at: datetime | None = None
    tell_by: datetime | None = None
    next_by: datetime | None = None
    is_formal: bool = False
    said: LastSaid | None = None
    closed_at: datetime | None = None


@dataclass(frozen=True)
class SummaryLine:
    label: str
    words: str


def update_text(facts: UpdateFacts) -> str:
    """The whole update, its paragraphs parted by empty lines."""
    words = update_wording(facts.language)
    opening = f"{greeting(facts.name, facts.tone, facts.language)}\n{words.about.format(reference=facts.reference)}"
    if facts.is_formal:
        summary = "\n".join(f"{line.label}: {line.words}" for line in summary_lines(facts))
        body = [words.we_know, summary, words.forward]
    else:
        body = [" ".join((*_done(facts, words), *_standing(facts, words))), "\n".join(_times(facts, words))]
    closing = words.answer.get(facts.form_of_address, words.answer["n"])
    return "\n\n".join(part for part in (opening, *body, closing, facts.business) if part)


def spoken_text(facts: UpdateFacts) -> str:
    """An update as it is said by telephone."""
    words = update_wording(facts.language)
    calling = words.calling.format(business=facts.business, reference=facts.reference)
    opening = f"{greeting(facts.name, facts.tone, facts.language)} {calling}"
    body = (" ".join((*_done(facts, words), *_standing(facts, words))), "\n".join(_times(facts, words)))
    closing = words.asks_back.get(facts.form_of_address, words.asks_back["n"])
    return "\n\n".join(part for part in (opening, *body, closing) if part)


def matter_of(spoken: str) -> str:
    """What is told in words for the telephone, without the greeting before and the question behind."""
    parts = spoken.split("\n\n")
    return "\n\n".join(parts[1:-1]) or spoken


def written_instead(text: str, language: str, why: Instead) -> str:
    """A written update for somebody who asked to be called: after the line it is about it says why."""
    opening, parted, rest = text.partition("\n\n")
    return f"{opening}\n\n{update_wording(language).instead_of_call[why.value]}{parted}{rest}"


def summary_lines(facts: UpdateFacts) -> tuple[SummaryLine, ...]:
    """The matter in short, for somebody who was not there: number, standing, next step, times."""
    words = update_wording(facts.language)
    lines = {
        "reference": facts.reference,
        "subject": facts.subject,
        "opened": moment_words(facts.opened_at, words),
        "with": _who(facts, words) or facts.business,
        "done": _done_so_far(facts, words),
        "offered": _said(facts, words) if facts.said and facts.said.is_solution else "",
        "answered": _said(facts, words) if facts.said and not facts.said.is_solution else "",
        "closed": moment_words(facts.closed_at, words) if facts.closed_at else "",
        "next": ". ".join((_next(facts, words), *_agreed(facts, words))),
        "by": _expected(facts, words, words.likely_short, words.by_short),
        "next_by": moment_words(facts.next_by, words) if facts.next_by else "",
    }
    return tuple(SummaryLine(words.labels[key], said) for key, said in lines.items() if said)


def as_of(at: datetime, language: str) -> str:
    """When something was so, in words that stay true when it is passed on."""
    words = update_wording(language)
    return words.as_of.format(at=moment_words(at, words))


def told_anew(text: str, language: str, next_by: datetime | None) -> str:
    """A text with the moment of the next update as it is by now, and without one that does not come.

    Whatever a person wrote in words of their own stays.
    """
    words = update_wording(language)
    lines = (words.next_by, f"{words.labels['next_by']}: {{at}}")

    def line_by_now(line: str) -> str | None:
        form = next((each for each in lines if says_moment(each, line, words)), None)
        if form is None:
            return line
        return form.format(at=moment_words(next_by, words)) if next_by else None

    kept = (line_by_now(line) for line in text.split("\n"))
    return "\n".join(line for line in kept if line is not None)


def greeting(name: str, tone: str, language: str) -> str:
    """How a letter begins: `tone` is formal, plain or warm; without a name it greets nobody in particular."""
    greetings = update_wording(language).greetings
    if not name:
        return greetings[""]
    return greetings.get(tone, greetings["plain"]).format(
        name=name if tone == "formal" else name.split(" ", maxsplit=1)[0]
    )


def _who(facts: UpdateFacts, words: UpdateWording) -> str:
    """Who has it, or the team it waits for; a team whose name says already that it is one is not called so twice."""
    if facts.handler or not facts.team:
        return facts.handler
    called_team = words.team.format(who="").strip()
    return facts.team if facts.team.startswith(called_team) else words.team.format(who=facts.team)


def _done(facts: UpdateFacts, words: UpdateWording) -> Iterator[str]:
    """What happened since they heard last."""
    told = list(_telling(facts))
    for change in told:
        yield words.changes[change].format(who=_who(facts, words))
    if not told:
        yield words.nothing_new


def _done_so_far(facts: UpdateFacts, words: UpdateWording) -> str:
    """What happened lately; that nothing did only where nothing was ever said."""
    if facts.step in ENDS or (facts.said and not any(_telling(facts))):
        return ""
    return " ".join(_done(facts, words))


def _said(facts: UpdateFacts, words: UpdateWording) -> str:
    if facts.said is None:
        return ""
    return f"{moment_words(facts.said.at, words)}: {shorten(facts.said.text, LONGEST_SAID, placeholder='…')}"


def _telling(facts: UpdateFacts) -> Iterator[Change]:
    """Those of the changes that are still so, each once."""
    still = {
        Change.TAKEN: bool(facts.handler) and Change.PASSED_ON not in facts.changes,
        Change.PASSED_ON: bool(facts.handler or facts.team),
        Change.ASKED_COLLEAGUE: facts.step is Step.COLLEAGUE,
        Change.ASKED_OUTSIDE: facts.step is Step.OUTSIDE,
        Change.PUT_OFF: facts.step is Step.DATE,
        Change.GOES_ON: facts.step is Step.OURS,
        Change.NEW_TIME: bool(facts.agreed),
    }
    yield from (change for change in dict.fromkeys(facts.changes) if still.get(change, True))


def _standing(facts: UpdateFacts, words: UpdateWording) -> Iterator[str]:
    if not {Change.TAKEN, Change.PASSED_ON} & set(_telling(facts)):
        if facts.handler:
            yield words.with_person.format(who=facts.handler)
        elif facts.team:
            yield words.with_team.format(who=_who(facts, words))
        else:
            yield words.with_somebody
    is_ours = facts.step is Step.OURS
    yield words.next_is_ours if is_ours else words.next_step.format(what=_next(facts, words))


def _next(facts: UpdateFacts, words: UpdateWording) -> str:
    what = {
        Step.OURS: words.ours,
        Step.COLLEAGUE: words.asked_colleague,
        Step.OUTSIDE: words.asked_outside,
        Step.DATE: words.put_off,
        Step.ANSWER: words.answered,
        Step.THEIRS: words.proposed,
        Step.NONE: words.closed,
    }[facts.step]
    return words.until.format(what=what, at=moment_words(facts.until, words)) if facts.until else what


def _agreed(facts: UpdateFacts, words: UpdateWording) -> Iterator[str]:
    for each in facts.agreed:
        act = words.acts.get(each.kind)
        what = act.format(who=each.who) if act else f"{each.who}: {each.what}"
        yield words.until.format(what=what, at=moment_words(each.due_at, words))


def _expected(facts: UpdateFacts, words: UpdateWording, both: str, one: str) -> str:
    """When it will be solved, as far as it lies ahead: in the form `both` with two moments, or `one`."""
    if facts.latest_at is not None and facts.latest_at > facts.at:
        latest = moment_words(facts.latest_at, words)
        likely = moment_words(facts.likely_at, words) if facts.likely_at and facts.likely_at > facts.at else latest
        return (one if likely == latest else both).format(likely=likely, latest=latest)
    if facts.tell_by is not None and facts.tell_by > facts.at:
        return words.tell_by.format(at=moment_words(facts.tell_by, words))
    return ""


def _times(facts: UpdateFacts, words: UpdateWording) -> Iterator[str]:
    for each in _agreed(facts, words):
        yield words.agreed.format(what=each)
    if expected := _expected(facts, words, words.likely, words.by):
        yield expected
    if facts.next_by is not None:
        yield words.next_by.format(at=moment_words(facts.next_by, words))
