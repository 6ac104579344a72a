"""The parts of a mail: which are its text, which are files."""

import dataclasses
import email
import email.message
import mimetypes
import re
from collections.abc import Callable, Sequence
from urllib.parse import unquote

from moked.channels.mail.calendars import invitation_as_text, without_copies
from moked.channels.mail.charset import decode_bytes, decode_text
from moked.channels.mail.headers import header_parameter, header_text, raw_headers
from moked.channels.mail.html import text_as_html
from moked.channels.mail.html_lines import html_as_text
from moked.channels.mail.message import Attachment, Charset
from moked.channels.mail.plain_text import plain_from_enriched, tidy_plain, without_armour
from moked.channels.mail.sealed import signed_content
from moked.channels.mail.structure import read_structure
from moked.channels.mail.tnef import unwrap
from moked.channels.mail.transfer import part_bytes
from moked.channels.mail.uuencode import split_uuencoded
from moked.channels.mail.visual_html import logical_html
from moked.channels.mail.yenc import split_yencoded
from moked.lib.file_names import shortened
from moked.lib.hebrew import logical_order

# Real mails nest about five deep; beyond this the rest is handed over as a file.
_DEEPEST = 40
_MOST_LEAVES = 50
_TEXTS = {
    "text/plain",
    "text/html",
    "text/enriched",
    "text/richtext",
    "text/markdown",
    "text/x-markdown",
    "text/x-html",
}
_WINMAIL = {"application/ms-tnef", "application/vnd.ms-tnef"}
_ENCRYPTED = {"application/pkcs7-mime", "application/x-pkcs7-mime"}
# For machines only: the version of PGP/MIME, the Finder's half of a Mac's file, other shapes of the same text.
_FOR_MACHINES = {"application/pgp-encrypted", "application/applefile", "text/x-amp-html", "text/watch-html"}
_LOOKS_LIKE_HTML = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,200}(?:<!doctype html|<html[\s>])", re.IGNORECASE)
_META_CHARSET = re.compile(rb"<meta\s[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?([A-Za-z][\w.:-]{1,40})", re.IGNORECASE)
# What stands in for the text where a program has none.
_STUB = re.compile(
    r"(?:not|n['’]t|unable to|cannot) (?:support|display|view|read|show).{0,40}\bhtml\b|"
    r"\bhtml\b.{0,20}(?:enabled|capable|compatible|compliant).{0,30}(?:viewer|client|reader|program|mail)|"
    r"(?:view|see|read|open) (?:this|the) (?:e-?mail|message|newsletter) (?:in|with) (?:a|an|your|html)|"
    r"(?:אינ[הו]|לא) תומכ?ת? ב-?html|לצפייה בהודעה .{0,20}html",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST_STUB = 300
_PGP_MESSAGE = re.compile(r"^-----BEGIN PGP MESSAGE-----\s*$", re.MULTILINE)
_FIRST_LIMIT = re.compile(r"\s*(?:^[^\n]{0,200}\n){0,5}?--([^\s]{1,70})\r?\n", re.MULTILINE)
# A body that is plainly one of parts, whatever its type says.
_HOLDS_PARTS = re.compile(rb"\s{0,200}--[^\s]{1,70}\r?\ncontent-(?:type|transfer-encoding):", re.IGNORECASE)
_CONTENT_IDS = re.compile(r"cid:([^\"'\s<>)]{1,300})", re.IGNORECASE)

_DEFAULT_NAMES = {
    "text/calendar": "invite.ics",
    "text/vcard": "contact.vcf",
    "text/x-vcard": "contact.vcf",
    "application/ms-tnef": "winmail.dat",
    "application/pgp-signature": "signature.asc",
    "application/pkcs7-signature": "smime.p7s",
    "application/x-pkcs7-signature": "smime.p7s",
}
# Only what the library itself knows: the tables of systems differ.
_ENDINGS = mimetypes.MimeTypes()
_NO_ENDING = {"application/octet-stream"}
# What a delivery report says to machines; its meaning is read into the bounce.
_REPORTS = {
    "message/delivery-status",
    "message/global-delivery-status",
    "message/disposition-notification",
    "text/rfc822-headers",
}


@dataclasses.dataclass(frozen=True, slots=True)
class Body:
    """The text of a mail in the forms it came in (either may be empty) and its files."""

    plain: str = ""
    html: str = ""
    attachments: tuple[Attachment, ...] = ()
    is_encrypted: bool = False
    charsets: tuple[Charset, ...] = ()


def read_body(message: email.message.Message) -> Body:
    """Text and files of a message and all its parts."""
    is_bare_text = _content_type(message) in _TEXTS and message.get_content_disposition() != "attachment"
    if is_bare_text and _HOLDS_PARTS.match(part_bytes(message)):
        body = _read_without_limits(message, 0)
    else:
        body = _read_text(message, _content_type(message)) if is_bare_text else _read_part(message, 0)
    if not body.plain.strip() and not body.html.strip():
        body = _shown_file(message) or dataclasses.replace(body, plain=_invitation(body.attachments))
    files = without_copies(body.attachments)
    return dataclasses.replace(body, attachments=_with_places(body.html, files))


def _content_type(part: email.message.Message) -> str:
    """The part's type without what broken programs write behind it ('text/plain charset=utf-8')."""
    declared = part.get_content_type()
    if declared == "text/plain" and str(part.get("Content-Type", "")).strip().lower() == "html":
        return "text/html"
    return declared.split()[0] if declared.strip() else "text/plain"


def _shown_file(message: email.message.Message) -> Body | None:
    """A text that was sent as a file to be shown, where it is all the mail says; None when there is none."""
    leaves = [part for _, part in zip(range(_MOST_LEAVES), message.walk(), strict=False) if not part.is_multipart()]
    shown = [part for part in leaves if part.get_content_disposition() == "inline" and _content_type(part) in _TEXTS]
    if len(leaves) != 1 or not shown:
        return None
    return _read_text(shown[0], _content_type(shown[0]))


def _invitation(files: tuple[Attachment, ...]) -> str:
    calendars = (decode_bytes(file.content, None) for file in files if file.content_type == "text/calendar")
    return next((text for text in map(invitation_as_text, calendars) if text), "")


def _with_places(html: str, files: tuple[Attachment, ...]) -> tuple[Attachment, ...]:
    """Files the text shows in itself are inline, whatever they call themselves; others are not."""
    named = {unquote(each).lower() for each in _CONTENT_IDS.findall(html)} if html else set()
    settled: list[Attachment] = []
    for file in files:
        # Some programs point at a picture by its name.
        content_id = file.content_id or (file.name if file.name.lower() in named else None)
        is_shown = content_id is not None and content_id.lower() in named
        settled.append(dataclasses.replace(file, content_id=content_id, inline=is_shown))
    return tuple(settled)


def _read_part(part: email.message.Message, depth: int) -> Body:
    content_type = _content_type(part)
    if content_type == "application/octet-stream" and _file_name(part).lower() == "smime.p7m":
        content_type = "application/pkcs7-mime"
    sealed = signed_content(part_bytes(part)) if content_type in _ENCRYPTED and depth <= _DEEPEST else None
    if sealed is not None:
        return _read_part(read_structure(sealed)[0], depth + 1)
    if depth > _DEEPEST or content_type == "message/rfc822" or _is_file(part, content_type):
        return _read_file(part, content_type)
    if content_type in _REPORTS:
        return Body()
    if part.is_multipart():
        children = [_read_part(child, depth + 1) for child in _children(part)]
        merge: Callable[[list[Body]], Body] = (
            _merge_alternatives if content_type == "multipart/alternative" else _merge_sequence
        )
        merged = merge(children)
        return dataclasses.replace(merged, is_encrypted=merged.is_encrypted or content_type == "multipart/encrypted")
    if content_type.startswith("multipart/"):
        return _read_without_limits(part, depth)
    return _read_text(part, content_type)


def _read_without_limits(part: email.message.Message, depth: int) -> Body:
    """A multipart whose boundary is missing or wrong, or its type: by the one its text seems to use, or as a text."""
    literal = part_bytes(part).decode("utf-8", "surrogateescape")
    limit = _FIRST_LIMIT.match(literal)
    if limit and depth <= _DEEPEST:
        name = limit[1] if limit[1].isascii() else "limit"
        head = f'Content-Type: {_kind_of_parts(part)}; boundary="{name}"\n\n'
        # Only ASCII may stand in a boundary, and the library knows no other.
        parted = literal.replace(f"--{limit[1]}", f"--{name}")
        again, _ = read_structure((head + parted).encode("utf-8", "surrogateescape"))
        if again.is_multipart():
            return _read_part(again, depth + 1)
    return Body(plain=tidy_plain(decode_bytes(part_bytes(part), None)))


def _kind_of_parts(part: email.message.Message) -> str:
    """What the part says of its parts, be it in a second header."""
    said = (value.partition(";")[0].strip().lower() for value in raw_headers(part, "Content-Type"))
    return next((kind for kind in said if kind.startswith("multipart/")), "multipart/mixed")


def _children(part: email.message.Message) -> list[email.message.Message]:
    payload = part.get_payload()
    if not isinstance(payload, list):
        return []
    return [child for child in [*payload, *_after_end(part)] if isinstance(child, email.message.Message)]


def _after_end(part: email.message.Message) -> Sequence[object]:
    """Parts below the closing boundary: some programs use one boundary for a multipart and the one within it."""
    limit = part.get_boundary()
    if not limit or not part.epilogue or f"\n--{limit}\n" not in f"\n{part.epilogue}".replace("\r\n", "\n"):
        return []
    below = f"\n{part.epilogue}".replace(f"\n--{limit}--", "\n")
    head = f'Content-Type: multipart/mixed; boundary="{limit}"\n'
    again, _ = read_structure((head + below).encode("utf-8", "surrogateescape"))
    payload = again.get_payload()
    return payload if isinstance(payload, list) else []


def _is_file(part: email.message.Message, content_type: str) -> bool:
    if part.is_multipart() or content_type.startswith("multipart/") or content_type in _REPORTS:
        return False
    if content_type not in _TEXTS:
        return True
    return part.get_content_disposition() == "attachment" or bool(_file_name(part))


def _read_text(part: email.message.Message, content_type: str) -> Body:
    raw = part_bytes(part)
    declared = header_parameter(part, "content-type", "charset") or _charset_within(raw)
    coded: tuple[Attachment, ...] = ()
    if b"=ybegin " in raw:
        raw, coded = split_yencoded(raw)
    is_html = content_type in ("text/html", "text/x-html") or bool(_LOOKS_LIKE_HTML.match(raw))
    text, encoding, was_visual = decode_text(raw, declared, turn=logical_html if is_html else logical_order)
    charsets = (Charset(declared, encoding, is_damaged="\ufffd" in text, was_visual=was_visual),)
    if is_html:
        return Body(html=text, charsets=charsets)
    flowed = (header_parameter(part, "content-type", "format") or "").lower() == "flowed"
    delsp = (header_parameter(part, "content-type", "delsp") or "").lower() == "yes"
    plain = without_armour(tidy_plain(text, flowed=flowed, delsp=delsp))
    if content_type in ("text/enriched", "text/richtext"):
        plain = plain_from_enriched(plain)
    plain, files = split_uuencoded(plain)
    is_encrypted = bool(_PGP_MESSAGE.search(plain))
    return Body(plain, "", (*coded, *files), is_encrypted=is_encrypted, charsets=charsets)


def _charset_within(raw: bytes) -> str | None:
    """The charset an HTML document names itself."""
    found = _META_CHARSET.search(raw, 0, 4_000)
    return found[1].decode() if found else None


def _merge_alternatives(children: list[Body]) -> Body:
    """The last of each kind is the richest; files of every branch count."""
    plain = next((child.plain for child in reversed(children) if child.plain.strip()), "")
    html = next((child.html for child in reversed(children) if child.html.strip()), "")
    if html and len(plain) < _LONGEST_STUB and _STUB.search(plain):
        plain = ""
    return Body(
        plain=plain,
        html=html,
        attachments=_all_files(children),
        is_encrypted=any(child.is_encrypted for child in children),
        charsets=_all_charsets(children),
    )


def _merge_sequence(children: list[Body]) -> Body:
    """Texts one after the other: Apple Mail cuts a text at each picture, lists append footers."""
    spoken = [child for child in children if child.plain.strip() or child.html.strip()]
    if _is_one_text_twice(spoken):
        return _merge_alternatives(children)
    if len(spoken) == 1:
        return dataclasses.replace(spoken[0], attachments=_all_files(children), charsets=_all_charsets(children))
    has_html = any(child.html.strip() for child in spoken)
    has_plain = any(child.plain.strip() for child in spoken)
    return Body(
        plain="\n".join(child.plain or html_as_text(child.html) for child in spoken) if has_plain else "",
        html="\n".join(child.html or text_as_html(child.plain) for child in spoken) if has_html else "",
        attachments=_all_files(children),
        is_encrypted=any(child.is_encrypted for child in children),
        charsets=_all_charsets(children),
    )


def _is_one_text_twice(spoken: list[Body]) -> bool:
    """Whether a text is followed by its HTML form, as alternatives that nobody called so."""
    if len(spoken) != 2 or spoken[0].html.strip() or spoken[1].plain.strip():
        return False
    return spoken[0].plain.split() == html_as_text(spoken[1].html).split()


def _all_files(children: list[Body]) -> tuple[Attachment, ...]:
    return tuple(file for child in children for file in child.attachments)


def _all_charsets(children: list[Body]) -> tuple[Charset, ...]:
    return tuple(charset for child in children for charset in child.charsets)


def _read_file(part: email.message.Message, content_type: str) -> Body:
    if content_type in _FOR_MACHINES:
        # What follows is closed, whatever the whole calls itself.
        return Body(is_encrypted=content_type == "application/pgp-encrypted")
    content = _message_bytes(part, content_type) if content_type.startswith("message/") else part_bytes(part)
    if part.is_multipart() and not content_type.startswith("message/"):
        content = _as_written(part)
    name = _file_name(part)
    if content_type in _WINMAIL or name.lower() == "winmail.dat":
        inside = unwrap(content)
        if inside is not None:
            return Body(tidy_plain(inside.plain), inside.html, inside.attachments)
    if not content and not name and part.get_content_disposition() != "attachment":
        return Body()
    file = Attachment(
        name=name or _name_from_place(part) or _default_name(content_type, content),
        content_type=content_type,
        content=content,
        content_id=header_text(part, "Content-ID").strip("<> ") or None,
    )
    is_closed = content_type in _ENCRYPTED and header_parameter(part, "content-type", "smime-type") != "signed-data"
    return Body(attachments=(file,), is_encrypted=is_closed)


def _message_bytes(part: email.message.Message, content_type: str) -> bytes:
    """A mail within the mail; some programs encode it although none may."""
    children = _children(part)
    encoding = header_text(part, "Content-Transfer-Encoding").lower()
    if encoding in ("base64", "quoted-printable") and len(children) == 1 and not children[0].is_multipart():
        inner = children[0]
        if not inner.keys():
            inner["Content-Transfer-Encoding"] = encoding
            return part_bytes(inner)
    return b"".join(_as_written(child) for child in children) if children else part_bytes(part)


def _as_written(part: email.message.Message) -> bytes:
    try:
        return part.as_bytes()
    except (ValueError, LookupError, RecursionError, AttributeError):
        # The generator refuses what the parser let pass: headers it cannot fold, charsets it does not know.
        return b""


def _file_name(part: email.message.Message) -> str:
    name = header_parameter(part, "content-disposition", "filename") or header_parameter(part, "content-type", "name")
    # Only the last step of a path: some senders put their whole one.
    return shortened((name or "").replace("\\", "/").rpartition("/")[2].strip())


def _name_from_place(part: email.message.Message) -> str:
    """Web pages sent as mails name their pictures by where they lay."""
    name = unquote(header_text(part, "Content-Location").partition("?")[0].rpartition("/")[2]).strip()
    return shortened(name) if "." in name[1:-1] else ""


def _default_name(content_type: str, content: bytes) -> str:
    if content_type == "message/rfc822":
        subject = header_text(email.message_from_bytes(content[:20_000]), "Subject")
        return f"{subject.replace('/', '-').replace(chr(92), '-')[:100].strip() or 'message'}.eml"
    ending = None if content_type in _NO_ENDING else _ENDINGS.guess_extension(content_type, strict=False)
    return _DEFAULT_NAMES.get(content_type) or f"attachment{ending or ''}"
