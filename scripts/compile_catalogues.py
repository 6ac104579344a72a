"""Compiles the catalogues of screens' texts. Done with a library, so that running needs no gettext tools."""

from pathlib import Path

import polib

for source in Path("locale").glob("**/LC_MESSAGES/*.po"):
    polib.pofile(str(source)).save_as_mofile(str(source.with_suffix(".mo")))
