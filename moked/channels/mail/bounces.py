"""Reports that a mail did not arrive."""

import email.message
import re
from collections.abc import Iterator
from email.parser import BytesHeaderParser

from moked.channels.mail import bounce_words as words
from moked.channels.mail.addresses import read_addresses
from moked.channels.mail.headers import header_text
from moked.channels.mail.identifiers import message_ids
from moked.channels.mail.message import Address, Bounce
from moked.channels.mail.quote_words import FORWARD_SUBJECT, REPLY_SUBJECT
from moked.channels.mail.transfer import part_bytes

_MOST_PARTS = 200
_SCANNED = 20_000

# What RFC 3464 knows.
_ACTIONS = {"failed", "delayed", "delivered", "relayed", "expanded"}
# Fields of a delivery report that some program sent as plain text.
_REPORT_FIELDS = re.compile(rb"^(?:final|original)-recipient:", re.IGNORECASE | re.MULTILINE)


def read_bounce(message: email.message.Message, sender: Address | None, subject: str, text: str) -> Bounce | None:
    """The report a mail is, in the standard form (RFC 3464) or one of the old ones; None when it is none."""
    failed = tuple(address.address.lower() for address in read_addresses(message, "X-Failed-Recipients"))
    # People pass on reports as files; programs put them into a mail of their own.
    reports = list(_delivery_fields(message, opens_mails=_is_robot(message, sender)))
    if reports:
        return _standard_bounce(message, reports, failed, subject, text)
    text = text[:_SCANNED]
    is_report = message.get_content_type() == "multipart/report" and (
        "delivery-status" in str(message.get("Content-Type", "")).lower()
    )
    is_rejection = "(rejected)" in header_text(message, "Auto-Submitted").lower()
    if not failed and not is_rejection and not _tells_failure(message, sender, subject, text, is_report=is_report):
        return None
    bounce = _old_bounce(message, failed, subject, text)
    if failed or is_report or (sender is not None and words.DAEMON.match(sender.address)):
        return bounce
    # People answer as postmaster too: words alone prove nothing.
    says_what_failed = bounce.recipients or bounce.status or bounce.diagnostic or _ids_in(text)
    return bounce if says_what_failed else None


def _tells_failure(
    message: email.message.Message, sender: Address | None, subject: str, text: str, *, is_report: bool
) -> bool:
    """Whether the words of a mail without fields make it a report: of a person's more than of a program's."""
    in_subject = bool(words.FAILURE_SUBJECT.search(subject))
    if is_report:
        # Those who hold mails back until somebody proves to be a person send such reports too.
        return in_subject or _says_failure(text) or bool(words.STATUS.search(text))
    if sender is not None and words.DAEMON.match(sender.address):
        return in_subject or _says_failure(text)
    is_robot = _is_robot(message, sender)
    is_forward = bool(FORWARD_SUBJECT.match(subject))
    if is_forward or REPLY_SUBJECT.match(subject) or ("In-Reply-To" in message and not is_robot):
        return in_subject and _is_returnless(message)
    if is_robot:
        return in_subject or (_says_failure(text) and _names_others(text, sender))
    # Nearly every mail is out by its subject; to look through its text takes longer than all else here.
    return in_subject and _says_failure(text) and _names_others(text, sender) and _is_programs(message, sender, text)


def _is_programs(message: email.message.Message, sender: Address | None, text: str) -> bool:
    """Whether a program wrote of the failure, under whatever name, rather than somebody whom it befell."""
    report = _before_copy(text)
    if words.PERSON.search(report):
        return False
    # Gateways write under names of their own; of whoever complains nobody brings a code and the mail besides.
    is_gateway = sender is not None and bool(words.GATEWAYS.match(sender.address))
    has_code = bool(words.STATUS.search(report) or words.PLAIN_CODE.search(report))
    return is_gateway or (has_code and _returned_id(message, text) is not None)


def _says_failure(text: str) -> bool:
    return bool(words.FAILURE_TEXT.search(text))


def _names_others(text: str, sender: Address | None) -> bool:
    """Whether the report speaks of an address that is not the sender's own."""
    own = sender.address.lower() if sender else ""
    return any(each != own for each in _announced(_before_copy(text)))


def _is_robot(message: email.message.Message, sender: Address | None) -> bool:
    return sender is None or _is_returnless(message) or bool(words.ROBOTS.search(sender.address))


def _is_returnless(message: email.message.Message) -> bool:
    return header_text(message, "Return-Path").strip() == "<>"


def _delivery_fields(message: email.message.Message, *, opens_mails: bool) -> Iterator[email.message.Message]:
    """The groups of fields of a delivery report: one for the mail, one for each recipient."""
    is_report = message.get_content_type() == "multipart/report"
    for part in _parts(message, opens_mails=opens_mails):
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


def _parts(message: email.message.Message, *, opens_mails: bool = True) -> Iterator[email.message.Message]:
    """The mail and its parts in order, those of mails within it only where asked for."""
    waiting = [message]
    for _ in range(_MOST_PARTS):
        if not waiting:
            return
        part = waiting.pop()
        yield part
        if opens_mails or part.get_content_type() != "message/rfc822":
            waiting.extend(reversed(_held(part)))


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
    if not groups or (len(reports) > 1 and not any(_report_address(group) for group in concerned)):
        # Some programs say nothing of an action, or leave a blank line after each field.
        concerned = reports
    recipients = dict.fromkeys(address for address in map(_report_address, concerned) if address)
    diagnostic = next(filter(None, (header_text(group, "Diagnostic-Code") for group in concerned)), "")
    return Bounce(
        action=action,
        recipients=tuple(recipients) or told.recipients,
        message_id=_reported_id(reports) or told.message_id,
        status=next(filter(None, map(_status, concerned)), None) or told.status,
        diagnostic=diagnostic.partition(";")[2].strip() or diagnostic or told.diagnostic,
    )


def _reported_id(reports: list[email.message.Message]) -> str | None:
    """The id some programs write among the fields; what In-Reply-To names may be a mail further up."""
    found = (message_ids(header_text(group, "X-Original-Message-ID")) for group in reports)
    return next((ids[0] for ids in found if ids), None)


def _action(group: email.message.Message) -> str:
    """What became of a recipient: as said, or as the code's class says; empty for the fields of the whole mail."""
    said = header_text(group, "Action").lower().split()
    if said and said[0] in _ACTIONS:
        return said[0]
    status = _status(group) if said or "Final-Recipient" in group or "Original-Recipient" in group else None
    if status is None:
        # Some say 'error' or 'failure'; nobody reports a success in words of their own.
        return "failed" if said else ""
    return {"2": "delivered", "4": "delayed", "5": "failed"}[status[0]]


def _status(group: email.message.Message) -> str | None:
    found = words.STATUS.search(header_text(group, "Status")) or words.STATUS.search(
        header_text(group, "Diagnostic-Code")
    )
    return found[1] if found else None


def _report_address(group: email.message.Message) -> str:
    # The one we wrote to, where a server on the way passed the mail on to another.
    for name in ("Original-Recipient", "Final-Recipient"):
        address = header_text(group, name).rpartition(";")[2].strip().strip("<>")
        if "@" in address:
            return address.lower()
    return ""


def _old_bounce(message: email.message.Message, failed: tuple[str, ...], subject: str, text: str) -> Bounce:
    report = _before_copy(text)
    # A number of three such parts may as well be a program's version, so only what fails counts.
    status = next((found[1] for found in words.STATUS.finditer(report) if not found[1].startswith("2")), None)
    code = words.PLAIN_CODE.search(report)
    is_late = bool(words.STILL_TRYING.search(report)) or (status is not None and status.startswith("4"))
    return Bounce(
        action="delayed" if words.DELAY.search(subject) or (is_late and not code) else "failed",
        recipients=failed
        or _announced(report)
        or _alone(report)
        or tuple(dict.fromkeys(each.lower() for each in words.RCPT.findall(report)))
        or _mentioned(message, report)
        or _only_addressee(message),
        message_id=_returned_id(message, text),
        status=status,
        diagnostic=next((line.strip() for line in report.split("\n") if words.PLAIN_CODE.search(line)), None),
    )


def _before_copy(text: str) -> str:
    """What the report itself says, above the copy of the mail it is about."""
    return words.COPY_BEGINS.split(text, maxsplit=1)[0]


def _announced(report: str) -> tuple[str, ...]:
    """The addresses that lines begin with below words such as 'the following recipients', or a sentence names."""
    announced = words.ANNOUNCED.search(report)
    below = report[announced.start() :] if announced else ""
    found = [
        *words.FAILED_ADDRESS.findall(below),
        *words.BEGINS_LINE.findall(below),
        *words.EXPANDED_FROM.findall(below),
    ]
    found = found or words.SAID.findall(report)
    return tuple(dict.fromkeys(each.lower() for each in found if not words.ROBOTS.search(each)))


def _alone(report: str) -> tuple[str, ...]:
    """The addresses that stand alone on a line."""
    return tuple(dict.fromkeys(found.lower() for found in words.FAILED_ADDRESS.findall(report)))


def _mentioned(message: email.message.Message, text: str) -> tuple[str, ...]:
    """The first address the report speaks of that is not one of its own two ends."""
    ends = {each.address.lower() for name in ("From", "To", "Cc") for each in read_addresses(message, name)}
    found = (each.lower() for each in words.ANY_ADDRESS.findall(text))
    return tuple([each for each in found if each not in ends and not words.ROBOTS.search(each)][:1])


def _only_addressee(message: email.message.Message) -> tuple[str, ...]:
    """Whom the mail that came back was for, where it was for one alone."""
    copies = (_held(part) for part in _parts(message) if part.get_content_type() == "message/rfc822")
    copy = next((held[0] for held in copies if held), None)
    found = read_addresses(copy, "To") if copy is not None else ()
    return (found[0].address.lower(),) if len(found) == 1 else ()


def _returned_id(message: email.message.Message, text: str) -> str | None:
    """Id of the mail that did not arrive: from its copy, its headers, or what the report says."""
    for part in _parts(message):
        content_type = part.get_content_type()
        held = _held(part)
        if content_type in ("message/rfc822", "message/global") and held:
            # Of a report about a report the mail is further in.
            is_report = held[0].get_content_type() == "multipart/report"
            found = () if is_report else message_ids(str(held[0].get("Message-ID", "")))
        elif part is not message and content_type != "multipart/report" and "Received" in part:
            # Its headers, put where those of the part belong.
            found = message_ids(str(part.get("Message-ID", "")))
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
    returned = words.RETURNED_ID.search(text)
    return message_ids(returned[1]) if returned else ()
