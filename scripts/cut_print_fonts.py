"""Cuts the fonts of printed documents from the screens' ones: one weight a file, each subset a family of its own.

A typesetter takes one file for a family and weight, and reads neither WOFF2 nor variable fonts.
"""

import sys
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

SUBSETS = {"hebrew": "Heebo Hebrew", "latin": "Heebo Latin", "latin-ext": "Heebo Latin Ext"}
WEIGHTS = {400: "Regular", 700: "Bold"}
FAMILY, STYLE, FULL, POSTSCRIPT, TYPOGRAPHIC_FAMILY, TYPOGRAPHIC_STYLE = 1, 2, 4, 6, 16, 17


def cut_fonts(built: Path) -> None:
    """Writes `print/<subset>-<weight>.ttf` beside the WOFF2 files."""
    target = built / "print"
    target.mkdir(exist_ok=True)
    for subset, family in SUBSETS.items():
        for weight, style in WEIGHTS.items():
            font = instancer.instantiateVariableFont(TTFont(built / f"heebo-{subset}.woff2"), {"wght": weight})
            _name_font(font, family, style, weight)
            font.flavor = None
            font.save(target / f"{subset}-{weight}.ttf")


def _name_font(font: TTFont, family: str, style: str, weight: int) -> None:
    names = {
        FAMILY: family,
        STYLE: style,
        FULL: f"{family} {style}",
        POSTSCRIPT: f"{family}-{style}".replace(" ", ""),
    }
    for number in (TYPOGRAPHIC_FAMILY, TYPOGRAPHIC_STYLE):
        font["name"].removeNames(nameID=number)
    for number, name in names.items():
        font["name"].setName(name, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight


if __name__ == "__main__":
    cut_fonts(Path(sys.argv[1]))
