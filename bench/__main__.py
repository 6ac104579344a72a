"""`python -m bench [names…]`: runs benches, prints the table, writes `bench/latest.json`.

`python -m bench --one NAME` runs one bench in this process, for a database that stands ready in DATABASE_URL, and
prints its rows as JSON lines: this is how the first form runs each of them.
"""

import argparse
import importlib
import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from bench import BENCHES
from bench.frame import Row, table, write_latest
from bench.installation import Installation, make_databases, server


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m bench")
    options.add_argument("names", nargs="*", help=f"of {', '.join(BENCHES)}; all when empty")
    options.add_argument("--one", metavar="NAME", help=argparse.SUPPRESS)
    options.add_argument("--keep", action="store_true", help="print only, leave bench/latest.json as it is")
    chosen = options.parse_args()
    if chosen.one:
        run_one(chosen.one)
        return 0
    rows, failed = run_all(chosen.names or [name for name in BENCHES if _exists(name)])
    print(table(rows))
    if not chosen.keep:
        write_latest(rows)
    return 1 if failed else 0


def _exists(name: str) -> bool:
    return (Path(__file__).parent / f"{name}.py").exists()


def run_all(names: list[str]) -> tuple[list[Row], list[str]]:
    """The rows of these benches, and the names of those that broke."""
    rows: list[Row] = []
    failed: list[str] = []
    with server() as folder:
        addresses = make_databases(folder, names)
        for name in names:
            environment = {
                **{key: value for key, value in os.environ.items() if not key.startswith("MOKED_")},
                "MOKED_DATA": str(folder),
                # All load comes from one address, which limits would turn away.
                "MOKED_LIMIT_FACTOR": "1000000",
                "DATABASE_URL": addresses[name],
                "DJANGO_SETTINGS_MODULE": "moked.site.settings",
            }
            command = [sys.executable, "-m", "bench", "--one", name]
            with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
                for line in process.stdout or ():
                    rows.append(Row(**json.loads(line)))
                    print(table(rows[-1:]).splitlines()[1], file=sys.stderr, flush=True)
            if process.returncode:
                failed.append(name)
                print(f"{name} broke", file=sys.stderr)
    return rows, failed


def run_one(name: str) -> None:
    """Runs one bench here and prints each row as soon as it is known."""
    import django  # noqa: PLC0415 - only this form needs it set up
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    # Pages name their assets, and say so when there are none.
    call_command("collectstatic", interactive=False, verbosity=0)
    installation = Installation(Path(os.environ["MOKED_DATA"]), os.environ["DATABASE_URL"])
    bench = importlib.import_module(f"bench.{name}")
    try:
        for row in bench.measure(installation):
            print(json.dumps(asdict(row)), flush=True)
    finally:
        installation.stop()


if __name__ == "__main__":
    sys.exit(main())
