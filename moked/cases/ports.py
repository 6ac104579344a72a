"""What cases need from outside: somebody who looks into files."""

from typing import Protocol


class ScannerAway(Exception):
    """The scanner did not say whether a file is clean. The file stays held, and is asked about again."""


class Scanner(Protocol):
    """Looks into files."""

    def find_infection(self, content: bytes) -> str:
        """The name of what was found; empty for a clean file. Raises ScannerAway."""
