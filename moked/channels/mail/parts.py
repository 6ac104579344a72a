"""The parts of a mail: which are its text, which are files."""

import dataclasses
import email.message
from collections.abc import Callable

from moked.channels.mail.charset import decode_bytes
from moked.channels.mail.headers import header_parameter, header_text
from moked.channels.mail.html import text_as_html
from moked.channels.mail.html_lines import html_as_text
from moked.channels.mail.message import Attachment
from moked.channels.mail.plain_text import tidy_plain
from moked.channels.mail.transfer import part_bytes
from moked.channels.mail.uuencode import split_uuencoded

# Real mails nest about five deep; beyond this the rest is handed over as a file.
_DEEPEST = 40

_DEFAULT_NAMES = {
    "text/calendar": "invite.ics",
    "text/vcard": "contact.vcf",
    "text/x-vcard": "contact.vcf",
    "application/ms-tnef": "winmail.dat",
    "application/pgp-signature": "signature.asc",
    "application/pkcs7-signature": "smime.p7s",
    "application/x-pkcs7-signature": "smime.p7s",
}
_EXTENSIONS = {"image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif", "application/pdf": ".pdf"}
# What a delivery report says to machines; its meaning is read into the bounce.
_REPORTS = {"message/delivery-status", "message/disposition-notification", "text/rfc822-headers"}


@dataclasses.dataclass(frozen=True, slots=True)
class Body:
    """The text of a mail in the forms it came in (either may be empty) and its files."""

    plain: str = ""
    html: str = ""
    attachments: tuple[Attachment, ...] = ()


def read_body(message: email.message.Message) -> Body:
    """Text and files of a message and all its parts."""
    return _read_part(message, 0)


def _read_part(part: email.message.Message, depth: int) -> Body:
    content_type = part.get_content_type()
    if depth > _DEEPEST or content_type == "message/rfc822" or _is_file(part):
        return Body(attachments=_file(part))
    if content_type in _REPORTS:
        return Body()
    if part.is_multipart():
        children = [_read_part(child, depth + 1) for child in _children(part)]
        merge: Callable[[list[Body]], Body] = (
            _merge_alternatives if content_type == "multipart/alternative" else _merge_sequence
        )
        return merge(children)
    return _read_text(part, content_type)


def _children(part: email.message.Message) -> list[email.message.Message]:
    payload = part.get_payload()
    return (
        [child for child in payload if isinstance(child, email.message.Message)] if isinstance(payload, list) else []
    )


def _is_file(part: email.message.Message) -> bool:
    if part.is_multipart():
        return False
    disposition = part.get_content_disposition()
    is_text = part.get_content_type() in ("text/plain", "text/html", "text/enriched") or (
        part.get_content_maintype() == "message" and part.get_content_type() in _REPORTS
    )
    if not is_text:
        return True
    return disposition == "attachment" or bool(_file_name(part))


def _read_text(part: email.message.Message, content_type: str) -> Body:
    text = decode_bytes(part_bytes(part), header_parameter(part, "content-type", "charset"))
    if content_type == "text/html":
        return Body(html=text)
    flowed = (header_parameter(part, "content-type", "format") or "").lower() == "flowed"
    delsp = (header_parameter(part, "content-type", "delsp") or "").lower() == "yes"
    plain, files = split_uuencoded(tidy_plain(text, flowed=flowed, delsp=delsp))
    return Body(plain, "", files)


def _merge_alternatives(children: list[Body]) -> Body:
    """The last of each kind is the richest; files of every branch count."""
    return Body(
        plain=next((child.plain for child in reversed(children) if child.plain.strip()), ""),
        html=next((child.html for child in reversed(children) if child.html.strip()), ""),
        attachments=_all_files(children),
    )


def _merge_sequence(children: list[Body]) -> Body:
    """Texts one after the other: Apple Mail cuts a text at each picture, lists append footers."""
    spoken = [child for child in children if child.plain.strip() or child.html.strip()]
    if len(spoken) == 1:
        return Body(spoken[0].plain, spoken[0].html, _all_files(children))
    has_html = any(child.html.strip() for child in spoken)
    has_plain = any(child.plain.strip() for child in spoken)
    return Body(
        plain="\n".join(child.plain or html_as_text(child.html) for child in spoken) if has_plain else "",
        html="\n".join(child.html or text_as_html(child.plain) for child in spoken) if has_html else "",
        attachments=_all_files(children),
    )


def _all_files(children: list[Body]) -> tuple[Attachment, ...]:
    return tuple(file for child in children for file in child.attachments)


def _file(part: email.message.Message) -> tuple[Attachment, ...]:
    content = _message_bytes(part) if part.is_multipart() else part_bytes(part)
    name = _file_name(part)
    if not content and not name and part.get_content_disposition() != "attachment":
        return ()
    content_id = header_text(part, "Content-ID").strip("<> ") or None
    content_type = part.get_content_type()
    return (
        Attachment(
            name=name or _default_name(part, content_type),
            content_type=content_type,
            content=content,
            content_id=content_id,
            inline=part.get_content_disposition() != "attachment" and content_id is not None,
        ),
    )


def _message_bytes(part: email.message.Message) -> bytes:
    try:
        return b"".join(child.as_bytes() for child in _children(part))
    except (ValueError, LookupError, RecursionError):
        # The generator refuses what the parser let pass: headers it cannot fold, charsets it does not know.
        return b""


def _file_name(part: email.message.Message) -> str:
    name = header_parameter(part, "content-disposition", "filename") or header_parameter(part, "content-type", "name")
    # Only the last step of a path: some senders put their whole one.
    return (name or "").replace("\\", "/").rpartition("/")[2].strip()[:255]


def _default_name(part: email.message.Message, content_type: str) -> str:
    if content_type == "message/rfc822":
        subject = next((header_text(child, "Subject") for child in _children(part)), "")
        return f"{subject.replace('/', '-')[:100] or 'message'}.eml"
    return _DEFAULT_NAMES.get(content_type) or f"attachment{_EXTENSIONS.get(content_type, '')}"
