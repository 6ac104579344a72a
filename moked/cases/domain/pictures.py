"""Which pictures a browser may show, told by their bytes. What a sender calls a file proves nothing."""

FALLBACK_TYPE = "application/octet-stream"
# SVG is a picture too, but can carry script.
PICTURE_TYPES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


def picture_type(content: bytes) -> str:
    """The type of a picture that is safe to show, by its first bytes (WHATWG, MIME Sniffing 6.1); '' for anything
    else."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if content.startswith(b"RIFF") and content[8:14] == b"WEBPVP":
        return "image/webp"
    return ""


def kept_type(declared: str, content: bytes) -> str:
    """The type to keep a file under: a picture's own, the declared one for other files, bytes for a pretender."""
    declared = declared.partition(";")[0].strip().lower()
    return picture_type(content) or (FALLBACK_TYPE if declared in PICTURE_TYPES else declared) or FALLBACK_TYPE
