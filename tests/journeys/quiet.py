"""Sends everybody home and leaves nothing in the queue, so that a journey's own case is the next one.

Run as a module against one installation.
"""

from moked.cli.environment import set_up

set_up()

from moked.businesses.scope import in_whole_installation  # noqa: E402 - needs Django set up
from moked.cases.models import SetAsideReason, Task  # noqa: E402
from moked.cases.services import set_aside  # noqa: E402
from moked.routing.models import WorkItem  # noqa: E402
from moked.staff.actors import SystemActor  # noqa: E402
from moked.staff.models import Presence, PresenceKind  # noqa: E402


def main() -> None:
    """Sets aside every case that needs a person now, and drops every task."""
    with in_whole_installation("a journey begins with an empty queue"):
        Presence.objects.update(kind=PresenceKind.OFFLINE)
        # Their work goes with them.
        Task.objects.filter(state=Task.State.OPEN).delete()
        for case_id in WorkItem.objects.exclude(state=WorkItem.State.DONE).values_list("case_id", flat=True):
            set_aside(actor=SystemActor("router"), case_id=case_id, reason=SetAsideReason.DUPLICATE)


if __name__ == "__main__":
    main()
