"""Leaves nothing in the demo's queue, so that a journey's own case is the next one. Run against one installation."""

from moked.cli.environment import set_up

set_up()

from moked.businesses.scope import in_whole_installation
from moked.cases.services import assign_case
from moked.routing.models import WorkItem
from moked.staff.actors import SystemActor
from moked.staff.models import Person


def main() -> None:
    """Gives whatever waits to the shift manager, who is not at her desk and so keeps it."""
    with in_whole_installation("a journey begins with an empty queue"):
        manager = Person.objects.get(email="ronit.peretz@tapuz.test")
        for item in WorkItem.objects.filter(state=WorkItem.State.WAITING, business__slug="tapuz"):
            assign_case(actor=SystemActor("router"), case_id=item.case_id, person_id=manager.pk)


if __name__ == "__main__":
    main()
