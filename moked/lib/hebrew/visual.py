"""Hebrew stored in visual order, as old systems still send it."""

import re

_FINAL_AT_START = re.compile("(?<![\u05d0-\u05ea])[ךםןףץ](?=[\u05d0-\u05ea])")
_FINAL_AT_END = re.compile("(?<=[\u05d0-\u05ea])[ךםןףץ](?![\u05d0-\u05ea])")
_LEFT_TO_RIGHT_RUN = re.compile(r"[A-Za-z0-9](?:[^\u05d0-\u05ea\n]*[A-Za-z0-9])?")
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")


def is_visual_order(text: str) -> bool:
    """Whether the letters stand as seen from the left: final letters then open words, never close them."""
    return len(_FINAL_AT_START.findall(text)) > len(_FINAL_AT_END.findall(text))


def logical_order(text: str) -> str:
    """Visual-order text in reading order, line by line; Latin words and numbers keep their own."""
    return "\n".join(_logical_line(line) for line in text.split("\n"))


def _logical_line(line: str) -> str:
    if not re.search("[\u05d0-\u05ea]", line):
        return line
    ending = "\r" if line.endswith("\r") else ""
    turned = line.removesuffix("\r")[::-1].translate(_MIRRORED)
    return _LEFT_TO_RIGHT_RUN.sub(lambda run: run[0][::-1].translate(_MIRRORED), turned) + ending
