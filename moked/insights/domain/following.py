"""How a customer is served beside everybody: their promises, marks and our words, month by month, as one index."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Tally:
    """What is counted of a stretch of time: promises that ended and how many were kept; the sum and the number of
    marks for ease and satisfaction, each 1 to 5; answers we sent, and those with words that put a fault on others."""

    promises: int = 0
    kept: int = 0
    ease_sum: int = 0
    ease_marks: int = 0
    satisfaction_sum: int = 0
    satisfaction_marks: int = 0
    answers: int = 0
    faulty: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))

    @property
    def promises_kept(self) -> float | None:
        """Percent of the promises that ended; None without any."""
        return 100 * self.kept / self.promises if self.promises else None

    @property
    def ease(self) -> float | None:
        """From 0, very hard, to 100, very easy; None without marks."""
        return 25 * (self.ease_sum / self.ease_marks - 1) if self.ease_marks else None

    @property
    def satisfaction(self) -> float | None:
        """From 0 to 100; None without marks."""
        return 25 * (self.satisfaction_sum / self.satisfaction_marks - 1) if self.satisfaction_marks else None

    @property
    def careful(self) -> float | None:
        """Percent of our answers without faulty words; None without answers."""
        return 100 - 100 * min(self.faulty, self.answers) / self.answers if self.answers else None

    @property
    def index(self) -> float | None:
        """The mean of what is known of the four, from 0 to 100; None while nothing is."""
        parts = (self.promises_kept, self.ease, self.satisfaction, self.careful)
        known = [each for each in parts if each is not None]
        return sum(known) / len(known) if known else None


@dataclass(frozen=True)
class Month:
    """One month: theirs, and everybody's, them included."""

    first: date
    own: Tally = field(default_factory=Tally)
    everybody: Tally = field(default_factory=Tally)


def months_between(first: date, last: date) -> tuple[date, ...]:
    """The first day of each month from that of `first` to that of `last`."""
    count = (last.year - first.year) * 12 + last.month - first.month
    start = first.year * 12 + first.month - 1
    return tuple(date((start + each) // 12, (start + each) % 12 + 1, 1) for each in range(count + 1))


def months_of(
    months: Sequence[date], own: Mapping[date, Tally], everybody: Mapping[date, Tally]
) -> tuple[Month, ...]:
    """The months in order, those without anything empty."""
    return tuple(Month(each, own.get(each, Tally()), everybody.get(each, Tally())) for each in months)


def summed(tallies: Iterable[Tally]) -> Tally:
    """All of them as one."""
    return sum(tallies, Tally())


@dataclass(frozen=True)
class Point:
    """A place on a plot: `x` and `y` in percent of it, `y` from its top."""

    x: float
    y: float


def line_of(values: Sequence[float | None]) -> tuple[tuple[Point, ...], ...]:
    """Values from 0 to 100 at even steps as stretches of a line; where a value is missing the line breaks."""
    step = 100 / max(len(values) - 1, 1)
    stretches: list[list[Point]] = [[]]
    for position, value in enumerate(values):
        if value is None:
            stretches.append([])
        else:
            stretches[-1].append(Point(round(position * step, 2), round(100 - value, 2)))
    return tuple(tuple(each) for each in stretches if each)
