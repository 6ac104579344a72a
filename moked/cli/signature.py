"""Who changed something from the command line, kept with the change as a person's name is kept with theirs."""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def signed(command: str) -> Iterator[None]:
    """What the block changes is kept as done by this command and the system's user who gave it.

    Needs Django set up. `command` holds no arguments: they may be secrets.
    """
    import pghistory  # noqa: PLC0415 - needs Django set up

    with pghistory.context(command=command, system_user=getpass.getuser()):
        yield
