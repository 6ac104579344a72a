"""Figures: what the installation does, beside a limit of this machine measured in the same run.

`python -m bench` (or `make bench`) starts a PostgreSQL of its own, runs every bench, prints one table and writes
`bench/latest.json`. `python -m bench intake lists` runs only these. Nothing here is a test: a machine may be slow.

A bench is a file of this folder with one function:

    from collections.abc import Iterator
    from bench.frame import Row
    from bench.installation import Installation

    def measure(installation: Installation) -> Iterator[Row]:
        yield Row("list.p95_ms@1000", 12.3, "ms", reference=0.4, goal="<= 60")

and its name in `BENCHES`. It runs in a process of its own, with Django set up as the plain role, over a database of
its own that is migrated and empty. `installation` starts `moked …` processes and tells what they cost.
"""

# In the order in which they run and appear.
BENCHES = ("intake", "visible", "lists", "chat", "clocks", "sweep", "estimates")
