"""The process that fuzzes: `python -m tests.fuzz.child TARGET [libFuzzer's options and corpus]`."""

import importlib.util
import re
import sys
from importlib import import_module
from pathlib import Path

import atheris


def main() -> None:
    target = sys.argv.pop(1)
    spec = importlib.util.find_spec(f"tests.fuzz.{target}")
    assert spec is not None
    assert spec.origin is not None
    # Read, not imported: what is imported before the hook stands is never instrumented.
    named = re.search(r"^INSTRUMENTED = \[(.*?)\]", Path(spec.origin).read_text("utf-8"), re.MULTILINE | re.DOTALL)
    packages = re.findall(r'"([\w.]+)"', named[1]) if named else []
    with atheris.instrument_imports(include=packages):
        module = import_module(f"tests.fuzz.{target}")
    atheris.Setup(sys.argv, module.check)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
