"""Hebrew stored in visual order, as old systems still send it."""

import re

_FINAL_AT_START = re.compile("(?<![\u05d0-\u05ea])[ךםןףץ](?=[\u05d0-\u05ea])")
_FINAL_AT_END = re.compile("(?<=[\u05d0-\u05ea])[ךםןףץ](?![\u05d0-\u05ea])")
_STOP_AT_START = re.compile("^[ \\t]*[.,?!:](?=[\u05d0-\u05ea0-9])", re.MULTILINE)
_STOP_AT_END = re.compile("[\u05d0-\u05ea][.,?!:](?=\\s|$)", re.MULTILINE)
_WORD = re.compile("[\u05d0-\u05ea]+")
# Words no sentence is without, and that are none when turned round.
_WORDS = "של את על זה אני כי גם היה יש אבל עד מה לי כל רק תודה שלום היום בבקשה שירות הזמנה"
_SMALL_WORDS = frozenset(_WORDS.split())
_TURNED_WORDS = frozenset(word[::-1] for word in _SMALL_WORDS)
_SAMPLE = 5_000
_SURE = 3
_LEFT_TO_RIGHT_RUN = re.compile(r"[A-Za-z0-9](?:[^\u05d0-\u05ea\n]*[A-Za-z0-9])?")
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")


def visual_evidence(text: str) -> int:
    """Signs of visual order less those of logical order: final letters, stops and small words tell; 0 says nothing.

    In visual order final letters open words and never close them; a line begins with its full stop; 'של' reads 'לש'.
    """
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample)
    visual = len(_FINAL_AT_START.findall(sample)) + len(_STOP_AT_START.findall(sample))
    logical = len(_FINAL_AT_END.findall(sample)) + len(_STOP_AT_END.findall(sample))
    visual += sum(word in _TURNED_WORDS for word in words)
    logical += sum(word in _SMALL_WORDS for word in words)
    return visual - logical


def is_surely_visual_order(text: str) -> bool:
    """The same where logical order was promised: several final letters open words, none closes one."""
    sample = text[:_SAMPLE]
    return len(_FINAL_AT_START.findall(sample)) >= _SURE and not _FINAL_AT_END.search(sample)


def logical_order(text: str) -> str:
    """Visual-order text in reading order, line by line; Latin words and numbers keep their own."""
    return "\n".join(_logical_line(line) for line in text.split("\n"))


def _logical_line(line: str) -> str:
    if not re.search("[\u05d0-\u05ea]", line):
        return line
    ending = "\r" if line.endswith("\r") else ""
    turned = line.removesuffix("\r")[::-1].translate(_MIRRORED)
    return _LEFT_TO_RIGHT_RUN.sub(lambda run: run[0][::-1].translate(_MIRRORED), turned) + ending
