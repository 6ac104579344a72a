"""What a run costs: processor time of whole process trees, and order statistics of times."""

from collections.abc import Callable, Iterable, Sequence

import psutil


def cpu_seconds(roots: Iterable[int]) -> float:
    """Processor seconds, user and system, of these processes and all below them.

    Descendants that have ended count too, as far as their parent has collected them.
    """
    seen: dict[int, psutil.Process] = {}
    for root in roots:
        process = psutil.Process(root)
        seen |= {each.pid: each for each in (process, *process.children(recursive=True))}
    return sum(_seconds(process) for process in seen.values())


def _seconds(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(times.user + times.system + times.children_user + times.children_system)


def memory_mib(roots: Iterable[int]) -> float:
    """Memory that belongs to these processes and those below them alone (USS), in MiB."""
    processes = [each for root in roots for each in (psutil.Process(root), *psutil.Process(root).children(True))]
    return float(sum(process.memory_full_info().uss for process in processes)) / 2**20


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that `percent` of all are not above (nearest rank). Raises ValueError without values."""
    if not values:
        raise ValueError("no values")
    ordered = sorted(values)
    rank = max(1, -(-len(ordered) * percent // 100))
    return ordered[int(rank) - 1]


def median(values: Sequence[float]) -> float:
    """The 50th percentile."""
    return percentile(values, 50)


def milliseconds_of(work: Callable[[], object], clock: Callable[[], float]) -> float:
    """How long it takes once, by the given clock in seconds."""
    begun = clock()
    work()
    return (clock() - begun) * 1000
