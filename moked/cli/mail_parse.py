"""`moked mail parse`: what the parser reads in a mail. Computes only: no settings, no database."""

import dataclasses
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from moked.channels.mail import Address, Bounce, ParsedMail, parse_mail


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines: one object for each mail, in order.")
def parse(files: Sequence[str], *, as_json: bool) -> None:
    """Parse raw mails; '-' reads standard input. A file without headers is taken as a bare text body.

    Message ids (message_id, in_reply_to, references) stand without angle brackets; in_reply_to is the
    first id when several are named. Addresses have their domain in lower case; reply_to is a list, or null
    when missing. date is ISO 8601 with an offset, or null. auto_submitted is false or one of
    auto-replied, auto-generated, auto-notified, bulk. bounce is false or an object with action ('failed' or
    'delayed'), permanent, recipients, message_id of the mail that did not arrive, status and diagnostic.

    Exit status: 0 when every mail was parsed, 1 otherwise; each file gets its line all the same.
    """
    documents = [_read_document(name) for name in files]
    for document in documents:
        click.echo(json.dumps(document, ensure_ascii=False) if as_json else _summary(document))
    sys.exit(0 if all(document["ok"] for document in documents) else 1)


def _read_document(name: str) -> dict[str, object]:
    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        unread = ParsedMail(ok=False, error=f"{type(error).__name__}: {error.strerror}")
        return mail_document(name, unread)
    return mail_document(name, parse_mail(raw))


def mail_document(name: str, parsed: ParsedMail) -> dict[str, object]:
    """One mail as a JSON-ready object; `name` is the file it came from."""
    return {
        "file": name,
        "ok": parsed.ok,
        "error": parsed.error,
        "message_id": parsed.message_id,
        "from": parsed.sender.address if parsed.sender else None,
        "from_name": parsed.sender.name if parsed.sender else None,
        "reply_to": _addresses(parsed.reply_to) or None,
        "to": _addresses(parsed.to),
        "cc": _addresses(parsed.cc),
        "subject": parsed.subject,
        "date": parsed.sent_at.isoformat() if parsed.sent_at else None,
        "in_reply_to": parsed.in_reply_to,
        "references": list(parsed.references),
        "text": parsed.text,
        "reply_text": parsed.reply_text,
        "html": parsed.html,
        "attachments": [
            {"name": each.name, "content_type": each.content_type, "size": each.size} for each in parsed.attachments
        ],
        "auto_submitted": parsed.automatic.value if parsed.automatic else False,
        "bounce": _bounce(parsed.bounce) if parsed.bounce else False,
        "language": parsed.language,
        "direction": parsed.direction,
    }


def _addresses(addresses: Sequence[Address]) -> list[str]:
    return [each.address for each in addresses]


def _bounce(bounce: Bounce) -> dict[str, object]:
    return {**dataclasses.asdict(bounce), "recipients": list(bounce.recipients), "permanent": bounce.permanent}


def _summary(document: dict[str, object]) -> str:
    if not document["ok"]:
        return f"{document['file']}: {document['error']}"
    return f"{document['file']}: {document['from'] or '-'}: {document['subject']}\n{document['reply_text']}\n"
