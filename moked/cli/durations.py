"""Lengths of time on the command line: ISO 8601, the smallest unit with a fraction if need be."""

import re
from datetime import timedelta

import click

DURATION = re.compile(
    r"P(?=.)(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?=.)(?:(?P<hours>\d+(?:[.,]\d+(?=H$))?)H)?(?:(?P<minutes>\d+(?:[.,]\d+(?=M$))?)M)?"
    r"(?:(?P<seconds>\d+(?:[.,]\d+)?)S)?)?",
    re.ASCII,
)


def read_duration(text: str) -> timedelta:
    """The length of time written as `PT6H` or `P1DT12H`. Raises OverflowError beyond what a timedelta holds."""
    found = DURATION.fullmatch(text.strip().upper())
    if found is None:
        raise click.UsageError(f"{text!r} is no duration; examples are PT6H, PT90M, P1DT12H.")
    amounts = {unit: amount.replace(",", ".") for unit, amount in found.groupdict(default="0").items()}
    return timedelta(**{unit: float(amount) for unit, amount in amounts.items()})
