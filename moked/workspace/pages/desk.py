"""The desk with no case open: the work list, and what one may do meanwhile."""

from dataclasses import dataclass

from django.urls import reverse

from moked.staff.models import Person
from moked.workspace.pages.work import WorkList, work_list


@dataclass(frozen=True)
class DeskPage:
    work: WorkList
    fragment_url: str
    waiting: int


def desk_page(person: Person) -> DeskPage:
    """The desk of a person. Six queries."""
    work = work_list(person)
    return DeskPage(
        work=work,
        fragment_url=reverse("workspace:welcome"),
        waiting=sum(row.is_to_answer for row in work.rows),
    )
