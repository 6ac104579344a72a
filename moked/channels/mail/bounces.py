"""Reports that a mail did not arrive."""

import email.message
import re
from collections.abc import Iterator
from email.parser import BytesHeaderParser

from moked.channels.mail.addresses import read_addresses
from moked.channels.mail.headers import header_text
from moked.channels.mail.identifiers import message_ids
from moked.channels.mail.message import Address, Bounce
from moked.channels.mail.transfer import part_bytes

_MOST_PARTS = 200
_SCANNED = 20_000

_ROBOTS = re.compile(
    r"mailer-daemon|mail-daemon|mailerdaemon|postmaster|mdaemon|mail\.delivery|^microsoftexchange[0-9a-f]{10}",
    re.IGNORECASE,
)
_FAILURE_SUBJECT = re.compile(
    r"undeliver|delivery (?:status notification|failure|has failed|failed|problem)|mail delivery (?:failed|system)|"
    r"failure notice|returned (?:mail|to sender)|delivery.{0,20}fail|message not delivered|could not be delivered|"
    r"message .{0,80}delayed|\(delay\)|warning: could not send|user unknown|"
    r"non-?delivery|undelivered|unzustellbar|non remis|échec|no se puede entregar|non recapitabile|"
    r"לא ניתן (?:היה )?למ?סור|לא ניתן למסירה|(?:לא|שלא) נמסר|כשל במסירה|כישלון במסירה|"
    r"מסירת (?:ה)?(?:הודעה|דואר) נכשלה|ההודעה (?:הוחזרה|חזרה)|החזרת דואר|עיכוב במסיר|недоставлен|не доставлено",
    re.IGNORECASE,
)
_DELAY = re.compile(r"delayed|\(delay\)|warning: (?:message|could not send)|still being retried|עיכוב", re.IGNORECASE)
_FAILED_ADDRESS = re.compile(
    r"^\s{0,8}(?:to: |recipient: )?<?([^\s<>@:;,\"]{1,64}@[A-Za-z0-9.-]{1,255}[A-Za-z0-9])>?:?\s*$", re.MULTILINE
)
# Fields of a delivery report that some program sent as plain text.
_REPORT_FIELDS = re.compile(rb"^(?:final|original)-recipient:", re.IGNORECASE | re.MULTILINE)
_STATUS = re.compile(r"(?<![\d.])[#(]?([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_RETURNED_ID = re.compile(r"^[> \t]{0,8}Message-ID:\s*(<[^<>\s]{1,900}>)", re.IGNORECASE | re.MULTILINE)
# Words alone do not part a copy from the report: 'The original message was received at' opens Sendmail's.
_COPY_BEGINS = re.compile(
    r"^(?:[-_=* ]{2,40}.{0,60}(?:copy of (?:the|your) message|original message|message headers|הודעה מקורית)|"
    r".{0,20}below this line is a copy|.{0,20}הודעה המקורית)",
    re.IGNORECASE | re.MULTILINE,
)
_ANY_ADDRESS = re.compile(r"[^\s<>@:;,()\"'|]{1,64}@[A-Za-z0-9.-]{1,255}[A-Za-z0-9]")
_PLAIN_CODE = re.compile(r"(?<!\d)(5\d\d)[ -]")


def read_bounce(message: email.message.Message, sender: Address | None, subject: str, text: str) -> Bounce | None:
    """The report a mail is, in the standard form (RFC 3464) or one of the old ones; None when it is none."""
    failed = tuple(address.address.lower() for address in read_addresses(message, "X-Failed-Recipients"))
    reports = list(_delivery_fields(message))
    if reports:
        return _standard_bounce(message, reports, failed, subject, text)
    is_robot = (
        sender is None or bool(_ROBOTS.search(sender.address)) or header_text(message, "Return-Path").strip() == "<>"
    )
    is_report = message.get_content_type() == "multipart/report" and (
        "delivery-status" in str(message.get("Content-Type", "")).lower()
    )
    if not failed and not is_report and not (is_robot and _FAILURE_SUBJECT.search(subject)):
        return None
    bounce = _old_bounce(message, failed, subject, text[:_SCANNED])
    if failed or is_report:
        return bounce
    # People answer as postmaster too: a subject alone proves nothing.
    says_what_failed = bounce.recipients or bounce.status or bounce.diagnostic or _ids_in(text)
    return bounce if says_what_failed else None


def _delivery_fields(message: email.message.Message) -> Iterator[email.message.Message]:
    """The groups of fields of a delivery report: one for the mail, one for each recipient."""
    is_report = message.get_content_type() == "multipart/report"
    for part in _parts(message):
        content_type = part.get_content_type()
        if content_type in ("message/delivery-status", "message/global-delivery-status"):
            groups = _held(part)
            if not any(group.keys() for group in groups):
                groups = list(_encoded_groups(part, groups or [part]))
            yield from groups
        elif is_report and content_type == "text/plain" and _REPORT_FIELDS.search(part_bytes(part)[:_SCANNED]):
            yield from _field_groups(part_bytes(part)[:_SCANNED])


def _encoded_groups(
    part: email.message.Message, groups: list[email.message.Message]
) -> Iterator[email.message.Message]:
    """The same from a report some program encoded, although none may."""
    for group in groups:
        if group is not part:
            group["Content-Transfer-Encoding"] = str(part.get("Content-Transfer-Encoding", ""))
        yield from _field_groups(part_bytes(group))


def _field_groups(fields: bytes) -> Iterator[email.message.Message]:
    for group in re.split(rb"\r?\n(?:[ \t]*\r?\n)+", fields):
        yield BytesHeaderParser().parsebytes(group)


def _parts(message: email.message.Message) -> Iterator[email.message.Message]:
    for count, part in enumerate(message.walk()):
        if count == _MOST_PARTS:
            return
        yield part


def _standard_bounce(
    message: email.message.Message,
    reports: list[email.message.Message],
    failed: tuple[str, ...],
    subject: str,
    text: str,
) -> Bounce | None:
    groups = [group for group in reports if _action(group)]
    unwell = [group for group in groups if _action(group) in ("failed", "delayed")]
    if groups and not unwell:
        # Delivered, relayed or expanded: a receipt.
        return None
    # What the fields leave out, the text may tell.
    told = _old_bounce(message, failed, subject, text[:_SCANNED])
    action = "failed" if not groups or any(_action(group) == "failed" for group in unwell) else "delayed"
    concerned = [group for group in unwell if _action(group) == action]
    recipients = dict.fromkeys(address for address in map(_report_address, concerned) if address)
    diagnostic = header_text(concerned[0], "Diagnostic-Code") if concerned else ""
    return Bounce(
        action=action,
        recipients=tuple(recipients) or told.recipients,
        message_id=_reported_id(reports) or told.message_id,
        status=(_status(concerned[0]) if concerned else None) or told.status,
        diagnostic=diagnostic.partition(";")[2].strip() or diagnostic or told.diagnostic,
    )


def _reported_id(reports: list[email.message.Message]) -> str | None:
    """The id some programs write among the fields; what In-Reply-To names may be a mail further up."""
    found = (message_ids(header_text(group, "X-Original-Message-ID")) for group in reports)
    return next((ids[0] for ids in found if ids), None)


def _action(group: email.message.Message) -> str:
    """What became of a recipient: as said, or as the code's class says; empty for the fields of the whole mail."""
    said = header_text(group, "Action").lower().split()
    if said:
        return said[0]
    status = _status(group) if "Final-Recipient" in group or "Original-Recipient" in group else None
    return {"2": "delivered", "4": "delayed", "5": "failed"}[status[0]] if status else ""


def _status(group: email.message.Message) -> str | None:
    found = _STATUS.search(header_text(group, "Status")) or _STATUS.search(header_text(group, "Diagnostic-Code"))
    return found[1] if found else None


def _report_address(group: email.message.Message) -> str:
    for name in ("Final-Recipient", "Original-Recipient"):
        address = header_text(group, name).rpartition(";")[2].strip().strip("<>")
        if "@" in address:
            return address.lower()
    return ""


def _old_bounce(message: email.message.Message, failed: tuple[str, ...], subject: str, text: str) -> Bounce:
    before_copy = _COPY_BEGINS.split(text, maxsplit=1)[0]
    status = _STATUS.search(before_copy)
    code = _PLAIN_CODE.search(before_copy)
    named = dict.fromkeys(found.lower() for found in _FAILED_ADDRESS.findall(before_copy))
    is_delay = bool(_DELAY.search(subject)) or (status is not None and status[1].startswith("4") and not code)
    return Bounce(
        action="delayed" if is_delay else "failed",
        recipients=failed or tuple(named) or _mentioned(message, before_copy),
        message_id=_returned_id(message, text),
        status=status[1] if status else None,
        diagnostic=next((line.strip() for line in before_copy.split("\n") if _PLAIN_CODE.search(line)), None),
    )


def _mentioned(message: email.message.Message, text: str) -> tuple[str, ...]:
    """The first address the report speaks of that is not one of its own two ends."""
    ends = {each.address.lower() for name in ("From", "To", "Cc") for each in read_addresses(message, name)}
    found = (each.lower() for each in _ANY_ADDRESS.findall(text))
    return tuple([each for each in found if each not in ends and not _ROBOTS.search(each)][:1])


def _returned_id(message: email.message.Message, text: str) -> str | None:
    """Id of the mail that did not arrive: from its copy, its headers, or what the report says."""
    for part in _parts(message):
        content_type = part.get_content_type()
        held = _held(part)
        if content_type in ("message/rfc822", "message/global") and held:
            found = message_ids(str(held[0].get("Message-ID", "")))
        elif content_type in ("text/rfc822-headers", "message/global-headers", "text/rfc822"):
            found = _ids_in(_part_text(part))
        else:
            continue
        if found:
            return found[0]
    found = _ids_in(text) or message_ids(str(message.get("In-Reply-To", "")))
    return found[0] if found else None


def _held(part: email.message.Message) -> list[email.message.Message]:
    """Messages the part holds; the package's own access raises on odd charsets where it holds none."""
    payload = part.get_payload() if part.is_multipart() else []
    return [each for each in payload if isinstance(each, email.message.Message)]


def _part_text(part: email.message.Message) -> str:
    held = _held(part)
    return str(held[0]) if held else part_bytes(part)[:_SCANNED].decode("utf-8", "replace")


def _ids_in(text: str) -> tuple[str, ...]:
    returned = _RETURNED_ID.search(text)
    return message_ids(returned[1]) if returned else ()
