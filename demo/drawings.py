"""Small real files for the stories' attachments: pictures and a one-page PDF, drawn here so that none is borrowed."""

import random
import struct
import zlib
from dataclasses import dataclass, field

from demo.content.shapes import Attachment
from moked.cases.files import IncomingFile

Colour = tuple[int, int, int]
PAPER: Colour = (246, 247, 249)
INK: Colour = (44, 52, 64)
LINE: Colour = (214, 219, 226)
GOOD: Colour = (46, 125, 90)
BAD: Colour = (196, 62, 54)


@dataclass
class Canvas:
    """A picture of plain rectangles, three bytes a dot."""

    width: int
    height: int
    ground: Colour = PAPER
    rows: list[bytearray] = field(init=False)

    def __post_init__(self) -> None:
        self.rows = [bytearray(bytes(self.ground) * self.width) for _ in range(self.height)]

    def fill(self, left: int, top: int, width: int, height: int, colour: Colour) -> None:
        """Paints a rectangle; what lies outside the picture is left out."""
        left, right = max(0, left), min(self.width, left + width)
        for row in self.rows[max(0, top) : max(0, top + height)]:
            row[left * 3 : right * 3] = bytes(colour) * max(0, right - left)

    def as_png(self) -> bytes:
        """The picture as a PNG file."""
        raw = b"".join(b"\0" + bytes(row) for row in self.rows)
        header = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        return (
            b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(raw, 9)) + _chunk(b"IEND")
        )


def _chunk(kind: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def draw_screenshot(seed: str) -> bytes:
    """A window with a chart of a line that keeps falling."""
    rng = random.Random(seed)
    canvas = Canvas(640, 400)
    canvas.fill(0, 0, 640, 36, INK)
    for place, colour in enumerate((BAD, (222, 170, 66), GOOD)):
        canvas.fill(14 + place * 20, 12, 12, 12, colour)
    for place, width in enumerate((180, 240, 130)):
        canvas.fill(24, 56 + place * 16, width, 8, LINE)
    canvas.fill(24, 372, 592, 2, INK)
    for place in range(36):
        is_down = rng.random() < 0.25
        height = rng.randint(6, 24) if is_down else rng.randint(120, 220)
        canvas.fill(28 + place * 16, 372 - height, 11, height, BAD if is_down else GOOD)
    return canvas.as_png()


def draw_photo(seed: str) -> bytes:
    """A router on a shelf, one light red."""
    rng = random.Random(seed)
    canvas = Canvas(640, 480, (201, 193, 180))
    for shade in range(24):
        canvas.fill(0, shade * 14, 640, 14, (214 - shade, 208 - shade, 196 - shade))
    canvas.fill(0, 340, 640, 140, (134, 100, 70))
    canvas.fill(0, 340, 640, 6, (160, 124, 90))
    for antenna in (180, 440):
        canvas.fill(antenna, 110, 14, 130, (52, 56, 62))
    canvas.fill(130, 230, 380, 112, (236, 238, 240))
    canvas.fill(130, 320, 380, 22, (200, 204, 208))
    red = rng.randrange(6)
    for light in range(6):
        canvas.fill(170 + light * 52, 270, 14, 14, BAD if light == red else GOOD)
    return canvas.as_png()


def draw_pdf(title: str, lines: tuple[str, ...]) -> bytes:
    """A page with a title and lines, in Latin letters."""
    shown = [f"BT /F1 20 Tf 60 770 Td ({title}) Tj ET"]
    shown += [f"BT /F1 12 Tf 60 {730 - 22 * place} Td ({line}) Tj ET" for place, line in enumerate(lines)]
    stream = "\n".join(shown).encode("latin-1")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream),
    )
    document, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(document))
        document += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return document + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, table, len(objects) + 1, len(document))
    )


def make_file(attachment: Attachment) -> IncomingFile:
    """The file a story speaks of; pictures are PNG whatever the phone called them."""
    stem = attachment.filename.rpartition(".")[0]
    match attachment.kind:
        case "screenshot":
            return IncomingFile(f"{stem}.png", "image/png", draw_screenshot(stem))
        case "photo":
            return IncomingFile(f"{stem}.png", "image/png", draw_photo(stem))
        case "pdf_bill":
            lines = ("Line and router      239.60", "Charged 02.11         239.60", "Charged 09.11         239.60")
            return IncomingFile(f"{stem}.pdf", "application/pdf", draw_pdf("Invoice 2026-11", lines))
        case "pdf_form":
            lines = ("Name: ____________________", "Address: _________________", "Signature: _______________")
            return IncomingFile(f"{stem}.pdf", "application/pdf", draw_pdf("Form", lines))
