"""A customer's mail as it was written, in a frame of its own that can neither run nor load anything.

The markup was sanitised when it came in. The frame's policy is the second wall: no scripts at all, no requests but
for pictures, and those from afar only once somebody asked for them.
"""

from collections.abc import Mapping
from dataclasses import replace

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from moked.cases.models import Message
from moked.channels.mail.html import REMOTE_SOURCE, Event, read_written, write_markup

SANDBOX = "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox"
MAIL_POLICY = (
    f"{SANDBOX}; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; "
    "frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
)
MAIL_POLICY_WITH_PICTURES = MAIL_POLICY.replace("img-src 'self' data:", "img-src 'self' data: https: http:")

STYLE = (
    "html{color-scheme:light;background:#fff;color:#1d2528}"
    "body{margin:12px;font:14px/1.6 system-ui,Arial,sans-serif;overflow-wrap:anywhere}"
    "img{max-width:100%;height:auto}table{max-width:100%}a{color:#00545f}"
    "blockquote{margin-inline:0;padding-inline-start:12px;border-inline-start:2px solid #ccd3d5}"
)


def mail_document(message: Message, *, with_pictures: bool) -> SafeString:
    """The whole document for the frame. Pictures sent along are shown in place, others only when asked for."""
    addresses = {
        attachment.content_id.strip("<>"): reverse("workspace:file", args=[attachment.pk]) + "?picture=1"
        for attachment in message.attachments.all()
        if attachment.content_id and attachment.is_image
    }
    events = read_written(message.html)
    body = write_markup(_placed(event, addresses, with_pictures=with_pictures) for event in events)
    return format_html(
        '<!doctype html><html dir="auto"><head><meta charset="utf-8"><base target="_blank">'
        '<meta name="referrer" content="no-referrer"><style>{}</style></head><body dir="auto">{}</body></html>',
        mark_safe(STYLE),  # noqa: S308 - a constant
        mark_safe(body),  # noqa: S308 - sanitised when it came in; the frame's policy allows no script
    )


def _placed(event: Event, addresses: Mapping[str, str], *, with_pictures: bool) -> Event:
    """A picture with the address it is shown from. Tag by tag: a replacement in the text could open an attribute."""
    if event.opens != "img":
        return event
    attributes: list[tuple[str, str]] = []
    for name, value in event.attributes:
        if name == "src" and value.lower().startswith("cid:"):
            attributes.append((name, addresses.get(value[len("cid:") :], "")))
        elif name == REMOTE_SOURCE and with_pictures:
            attributes += [("referrerpolicy", "no-referrer"), ("src", value)]
        else:
            attributes.append((name, value))
    return replace(event, attributes=tuple(attributes))
