"""The process that sets one document: its source is named, its data come in, the PDF goes out."""

import sys
from pathlib import Path

import typst

# Beside the package's own assets; the machine's fonts would make every machine's documents different.
FONTS = Path(__file__).resolve().parents[2] / "static/built/fonts/print"


def main() -> None:
    """Sets `argv[1]`. Raises FileNotFoundError without fonts."""
    if not any(FONTS.glob("*.ttf")):
        raise FileNotFoundError("the fonts of documents are not cut yet: run scripts/build-frontend.sh")
    data = sys.stdin.buffer.read().decode()
    sys.stdout.buffer.write(
        typst.compile(sys.argv[1], font_paths=[str(FONTS)], ignore_system_fonts=True, sys_inputs={"data": data})
    )


if __name__ == "__main__":
    main()
