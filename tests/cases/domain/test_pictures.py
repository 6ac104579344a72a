"""A picture is told by its bytes."""

import pytest

from moked.cases.domain.pictures import FALLBACK_TYPE, kept_type, picture_type

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF"
GIF = b"GIF89a\x01\0\x01\0"
WEBP = b"RIFF\x24\0\0\0WEBPVP8 "


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PNG, "image/png"),
        (JPEG, "image/jpeg"),
        (GIF, "image/gif"),
        (WEBP, "image/webp"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", ""),
        (b"<html><script>1</script>", ""),
        (b"%PDF-1.7", ""),
        (b"RIFF\x24\0\0\0WAVEfmt ", ""),
        (b"\x89PNG", ""),
        (b"", ""),
    ],
)
def test_knows_what_is_safe_to_show(content: bytes, kind: str) -> None:
    assert picture_type(content) == kind


@pytest.mark.parametrize(
    ("declared", "content", "kept"),
    [
        ("image/png", b"<script>1</script>", FALLBACK_TYPE),
        ("IMAGE/PNG; name=x", b"<script>1</script>", FALLBACK_TYPE),
        ("text/html", PNG, "image/png"),
        ("image/png", JPEG, "image/jpeg"),
        ("application/pdf", b"%PDF-1.7", "application/pdf"),
        ("", b"x", FALLBACK_TYPE),
    ],
)
def test_believes_the_bytes_before_the_sender(declared: str, content: bytes, kept: str) -> None:
    assert kept_type(declared, content) == kept
