"""The doctor: what is wrong with this installation, in words, and what to do about it."""

from moked.site.doctor.examine import examine
from moked.site.doctor.findings import Finding, State

__all__ = ["Finding", "State", "examine"]
