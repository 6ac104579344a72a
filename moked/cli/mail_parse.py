"""`moked mail parse`: what the parser reads in a mail. Computes only: no settings, no database."""

import dataclasses
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from moked.channels.mail import Address, Attachment, Automatic, Bounce, Original, ParsedMail, parse_mail, split_mbox


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines: one object for each mail, in order.")
def parse(files: Sequence[str], *, as_json: bool) -> None:
    """Parse raw mails; '-' reads standard input. A file without headers is taken as a bare text body.

    A file in mbox format gives each of its mails; number is its place there, from 1, and null elsewhere.

    kind: 'bounce', 'auto-reply', 'automatic' (other machines), 'bulk', 'list' or 'normal'.

    from, to, cc and bcc are addresses, their domains in lower case; reply_to is a list, or null when
    missing. addresses holds the same headers as lists of {address, name}; delivered_to names the
    envelope's. Message ids (message_id, in_reply_to, references) stand without angle brackets;
    in_reply_to is the first id when several are named. date is ISO 8601 with an offset, or null.

    text is the whole body; reply_text what its writer says now, quoted_text what is quoted,
    signature_text what is signed, banner_text a mail server's warning of an external sender. html is
    made safe to show, html_reply the same without quotes.
    attachments: name, content_type, size in bytes (decoded), content_id, inline (shown within the html).
    charsets: for each text part what is declared, the codec it is read_as, whether letters were damaged,
    and whether its Hebrew stood in visual order.

    auto_submitted is false or one of auto-replied, auto-generated, auto-notified, bulk. bounce is false
    or an object with action ('failed' or 'delayed'), permanent, recipients, message_id of the mail that
    did not arrive, status and diagnostic. original is null, or tells of the mail that was passed on:
    from, from_name, to, subject, date, message_id, its text where it can be told apart, and the comment
    above it.

    Exit status: 0 when every mail was parsed, 1 otherwise; each gets its line all the same.
    """
    documents = [document for name in files for document in _read_documents(name)]
    for document in documents:
        click.echo(json.dumps(document, ensure_ascii=False) if as_json else _summary(document))
    sys.exit(0 if all(document["ok"] for document in documents) else 1)


def _read_documents(name: str) -> list[dict[str, object]]:
    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        unread = ParsedMail(ok=False, error=f"{type(error).__name__}: {error.strerror}")
        return [mail_document(name, unread)]
    mails = split_mbox(raw)
    if len(mails) == 1:
        return [mail_document(name, parse_mail(raw))]
    return [mail_document(name, parse_mail(mail), number=number) for number, mail in enumerate(mails, 1)]


def mail_document(name: str, parsed: ParsedMail, *, number: int | None = None) -> dict[str, object]:
    """One mail as a JSON-ready object; `name` is the file it came from, `number` its place among several there."""
    return {
        "file": name,
        "number": number,
        "ok": parsed.ok,
        "error": parsed.error,
        "size": parsed.raw_size,
        "kind": _kind(parsed),
        **_envelope(parsed),
        "text": parsed.text,
        "reply_text": parsed.reply_text,
        "quoted_text": parsed.quoted_text,
        "signature_text": parsed.signature_text,
        "banner_text": parsed.banner_text,
        "html": parsed.html,
        "html_reply": parsed.html_reply,
        "attachments": [_attachment(each) for each in parsed.attachments],
        "charsets": [
            {
                "declared": each.declared,
                "read_as": each.read_as,
                "damaged": each.is_damaged,
                "visual": each.was_visual,
            }
            for each in parsed.charsets
        ],
        "encrypted": parsed.is_encrypted,
        "spam": parsed.is_spam,
        "list_id": parsed.list_id,
        "auto_submitted": parsed.automatic.value if parsed.automatic else False,
        "bounce": _bounce(parsed.bounce) if parsed.bounce else False,
        "original": _original(parsed, parsed.original) if parsed.original else None,
        "language": parsed.language,
        "direction": parsed.direction,
    }


def _envelope(parsed: ParsedMail) -> dict[str, object]:
    senders = (parsed.sender,) if parsed.sender else ()
    named = {"from": senders, "to": parsed.to, "cc": parsed.cc, "bcc": parsed.bcc, "reply_to": parsed.reply_to}
    return {
        "message_id": parsed.message_id,
        "from": parsed.sender.address if parsed.sender else None,
        "from_name": parsed.sender.name if parsed.sender else None,
        "reply_to": _addresses(parsed.reply_to) or None,
        "to": _addresses(parsed.to),
        "cc": _addresses(parsed.cc),
        "bcc": _addresses(parsed.bcc),
        "addresses": {header: [dataclasses.asdict(each) for each in found] for header, found in named.items()},
        "delivered_to": list(parsed.delivered_to),
        "subject": parsed.subject,
        "date": parsed.sent_at.isoformat() if parsed.sent_at else None,
        "in_reply_to": parsed.in_reply_to,
        "references": list(parsed.references),
    }


def _kind(parsed: ParsedMail) -> str:
    if parsed.bounce:
        return "bounce"
    if parsed.automatic == Automatic.REPLIED:
        return "auto-reply"
    if parsed.automatic:
        return "bulk" if parsed.automatic == Automatic.BULK else "automatic"
    return "list" if parsed.list_id else "normal"


def _attachment(file: Attachment) -> dict[str, object]:
    return {
        "name": file.name,
        "content_type": file.content_type,
        "size": file.size,
        "content_id": file.content_id,
        "inline": file.inline,
    }


def _original(parsed: ParsedMail, original: Original) -> dict[str, object]:
    return {
        "from": original.sender.address if original.sender else None,
        "from_name": original.sender_name,
        "to": _addresses(original.to),
        "subject": original.subject,
        "date": original.sent_at.isoformat() if original.sent_at else None,
        "message_id": original.message_id,
        "text": parsed.passed_on.text if parsed.passed_on else None,
        "comment": parsed.comment,
    }


def _addresses(addresses: Sequence[Address]) -> list[str]:
    return [each.address for each in addresses]


def _bounce(bounce: Bounce) -> dict[str, object]:
    return {**dataclasses.asdict(bounce), "recipients": list(bounce.recipients), "permanent": bounce.permanent}


def _summary(document: dict[str, object]) -> str:
    place = f"{document['file']} ({document['number']})" if document["number"] else document["file"]
    if not document["ok"]:
        return f"{place}: {document['error']}"
    return f"{place}: {document['from'] or '-'}: {document['subject']}\n{document['reply_text']}\n"
