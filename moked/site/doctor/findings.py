"""What a check found."""

import enum
from dataclasses import dataclass

from django.utils.functional import Promise


class State(enum.IntEnum):
    """How bad it is; the worst one becomes the exit status."""

    OK = 0
    WARNING = 1
    PROBLEM = 2


@dataclass(frozen=True)
class Finding:
    """One check's answer. `check` is stable, for machines; `said` and `advice` are for people, in their language."""

    check: str
    state: State
    said: str | Promise
    advice: str | Promise = ""


def ok(check: str, said: str | Promise) -> Finding:
    return Finding(check, State.OK, said)


def warning(check: str, said: str | Promise, advice: str | Promise) -> Finding:
    return Finding(check, State.WARNING, said, advice)


def problem(check: str, said: str | Promise, advice: str | Promise) -> Finding:
    return Finding(check, State.PROBLEM, said, advice)
