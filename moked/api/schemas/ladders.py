"""Ladders and their steps."""

from datetime import timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field, StrictBool

from moked.api.schemas.basis import LEFT_OUT, Input
from moked.api.schemas.terms import Name
from moked.promises.domain.ladders import MOST_RUNGS
from moked.promises.models import Ladder, Rung


class RungOut(Schema):
    """A step: who is called at which percent of a promise, and what they are to do. One of the three ids says who."""

    position: int
    kind: Literal["professional", "managerial"]
    at_share: int
    asked: Literal["notify", "join", "take", "raise"]
    person_id: UUID | None
    team_id: UUID | None
    role_id: UUID | None
    is_by_duty: bool
    answer_within_seconds: int

    @classmethod
    def of(cls, rung: Rung) -> "RungOut":
        named = ("position", "at_share", "person_id", "team_id", "role_id", "is_by_duty")
        return cls(
            kind=rung.sort,  # type: ignore[arg-type]  # its choices are these
            asked=rung.does,  # type: ignore[arg-type]
            answer_within_seconds=int(rung.answer_within.total_seconds()),
            **{name: getattr(rung, name) for name in named},
        )


class LadderOut(Schema):
    """Whom to call, step by step, while a promise can still be kept. An owner who is silent for so long calls on."""

    id: UUID
    name: str
    is_active: bool
    silent_after_seconds: int | None
    steps: list[RungOut]

    @classmethod
    def of(cls, row: Ladder) -> "LadderOut":
        """Needs the rungs prefetched."""
        silent = int(row.silent_after.total_seconds()) if row.silent_after else None
        steps = sorted(row.rungs.all(), key=lambda rung: rung.position)
        return cls(
            id=row.pk,
            name=row.name,
            is_active=row.is_active,
            silent_after_seconds=silent,
            steps=[RungOut.of(rung) for rung in steps],
        )


class LadderPage(Schema):
    items: list[LadderOut]
    next_cursor: str | None


# The office asks for whole minutes and whole hours: nothing finer can be shown there.
Answer = Annotated[int, Field(strict=True, ge=60, le=604_800, multiple_of=60)]
Silence = Annotated[int, Field(strict=True, ge=3600, le=7_776_000, multiple_of=3600)]


class StepOfLadderIn(Input):
    """One step; its place in the list is its place in the ladder. Give one of person, team and role; of a team or a
    role `is_by_duty` calls whoever is on duty."""

    kind: Literal["professional", "managerial"] = "professional"
    at_share: Annotated[int, Field(strict=True, ge=1, le=99)]
    asked: Literal["notify", "join", "take", "raise"] = "notify"
    person_id: UUID | None = None
    team_id: UUID | None = None
    role_id: UUID | None = None
    is_by_duty: StrictBool = False
    answer_within_seconds: Answer

    def facts(self) -> dict[str, Any]:
        """The step's columns."""
        own = self.model_dump(exclude={"kind", "asked", "answer_within_seconds"})
        within = timedelta(seconds=self.answer_within_seconds)
        return own | {"sort": self.kind, "does": self.asked, "answer_within": within}


Steps = Annotated[list[StepOfLadderIn], Field(max_length=MOST_RUNGS)]


class LadderIn(Input):
    name: Name
    is_active: StrictBool = True
    silent_after_seconds: Silence | None = None
    steps: Steps


class LadderChangeIn(Input):
    """What is left out stays, and null empties; `steps` as given are all of them."""

    name: Name = LEFT_OUT
    is_active: StrictBool = LEFT_OUT
    silent_after_seconds: Silence | None = None
    steps: Steps = LEFT_OUT
