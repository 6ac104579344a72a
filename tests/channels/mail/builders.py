"""Raw mails for tests."""

import base64
import quopri
from collections.abc import Sequence


def raw_mail(
    body: bytes | str = "שלום",
    *,
    headers: Sequence[str] = (),
    content_type: str = "text/plain; charset=utf-8",
    encoding: str = "8bit",
) -> bytes:
    """A mail of one part; `body` is written in `encoding` ('8bit', 'base64', 'quoted-printable')."""
    content = body.encode() if isinstance(body, str) else body
    written = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring}.get(encoding, bytes)(content)
    lines = [
        "From: Dana Levi <dana@example.org>",
        "To: service@business.test",
        *headers,
        "MIME-Version: 1.0",
        f"Content-Type: {content_type}",
        f"Content-Transfer-Encoding: {encoding}",
    ]
    return "\n".join(lines).encode() + b"\n\n" + written


def html_mail(body: str, *, headers: Sequence[str] = ()) -> bytes:
    """A mail with an HTML part only."""
    return raw_mail(body, headers=headers, content_type="text/html; charset=utf-8")


def multipart(kind: str, *parts: str, headers: Sequence[str] = ()) -> bytes:
    """A multipart mail; each part is its headers, a blank line and its content."""
    inner = "".join(f"--=limit\n{part}\n" for part in parts) + "--=limit--\n"
    return raw_mail(inner, headers=headers, content_type=f'multipart/{kind}; boundary="=limit"')
