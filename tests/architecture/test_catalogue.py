"""Every text a screen shows is in the Hebrew catalogue, translated; nothing stands there that no screen shows."""

import os
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import polib

PLACEHOLDER = re.compile(r"%\((\w+)\)s")
# Both genders written into one word.
SLASH = re.compile(r"[א-ת]/(?:ה|ת|י|ית|ות|ים)(?![א-ת])")
CATALOGUE = Path("locale/he/LC_MESSAGES/django.po")
LIBRARIES = Path("locale/libraries/he/LC_MESSAGES/django.po")


def _collected(tmp_path: Path) -> set[tuple[str | None, str]]:
    """The message ids in the sources, collected by Django's own command into a copy."""
    copy = tmp_path / "tree"
    copy.mkdir()
    for folder in ("moked", "demo"):
        shutil.copytree(folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__", "built", "*.mo"))
    (copy / "locale").mkdir()
    subprocess.run(
        ["django-admin", "makemessages", "--locale=he", "--no-location"],
        cwd=copy,
        check=True,
        capture_output=True,
        env={"PATH": os.environ["PATH"]},
    )
    found = polib.pofile(str(copy / "locale/he/LC_MESSAGES/django.po"))
    return {(entry.msgctxt, entry.msgid) for entry in found}


def test_has_a_hebrew_text_for_every_english_one(tmp_path: Path) -> None:
    catalogue = polib.pofile(str(CATALOGUE))
    known = {(entry.msgctxt, entry.msgid) for entry in catalogue if not entry.obsolete}
    assert sorted(str(missing[1]) for missing in _collected(tmp_path) - known) == []
    assert [entry.msgid for entry in catalogue.untranslated_entries() + catalogue.fuzzy_entries()] == []


def test_translates_each_text_once() -> None:
    counted = Counter((entry.msgctxt, entry.msgid) for entry in polib.pofile(str(CATALOGUE)) if not entry.obsolete)
    assert [text for text, times in counted.items() if times > 1] == []


def test_keeps_placeholders_in_translations() -> None:
    wrong = []
    for entry in [*polib.pofile(str(CATALOGUE)), *polib.pofile(str(LIBRARIES))]:
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            wanted = set(PLACEHOLDER.findall(entry.msgid + entry.msgid_plural))
            if text and not wanted >= set(PLACEHOLDER.findall(text)):
                wrong.append(entry.msgid)
    assert wrong == []


def test_speaks_to_everybody_without_a_slash() -> None:
    spoken = [
        text for entry in polib.pofile(str(CATALOGUE)) for text in (entry.msgstr, *entry.msgstr_plural.values())
    ]
    assert [text for text in spoken if SLASH.search(text)] == []
