"""A customer's mail as it was written, in a frame of its own that can neither run nor load anything.

The markup was sanitised when it came in. The frame's policy is the second wall: no scripts at all, no requests but
for pictures, and those from afar only once somebody asked for them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import takewhile

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from moked.cases.models import Message
from moked.channels.mail.html import REMOTE_SOURCE, Event, read_written, write_markup
from moked.channels.mail.links import misled_to

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
    # Ours among the sender's words: no style around it hides it.
    ".opens{display:inline-block!important;position:relative;z-index:1;"
    "margin-inline:4px;padding:0 6px;border:1px solid #b45309;"
    "border-radius:4px;background:#fff7ed!important;color:#7c2d12!important;"
    "font:600 12px/1.5 system-ui,Arial,sans-serif!important;"
    "text-decoration:none!important;white-space:normal!important;unicode-bidi:isolate}"
)


def mail_document(message: Message, *, with_pictures: bool) -> SafeString:
    """The whole document for the frame. Pictures sent along are shown in place, others only when asked for."""
    addresses = {
        attachment.content_id.strip("<>"): reverse("workspace:file", args=[attachment.pk]) + "?picture=1"
        for attachment in message.attachments.all()
        if attachment.content_id and attachment.is_image
    }
    events = _with_true_hosts(read_written(message.html))
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


def _with_true_hosts(events: list[Event]) -> Iterator[Event]:
    """Behind a link whose text names another host than it opens stands the one it opens."""
    host, name = "", ""
    for place, event in enumerate(events):
        if event.opens == "a":
            host = misled_to(_text_of_link(events, place), dict(event.attributes).get("href", ""))
            name = f"opens-{place}"
            described = (("aria-describedby", name),) if host else ()
            yield replace(event, attributes=(*event.attributes, *described))
            continue
        yield event
        if event.closes == "a" and host:
            yield from _hint(host, name)
            host = ""


def _text_of_link(events: list[Event], start: int) -> str:
    following = (events[place] for place in range(start + 1, len(events)))
    inside = takewhile(lambda event: event.closes != "a", following)
    return "".join(event.text or dict(event.attributes).get("alt", "") for event in inside)


def _hint(host: str, name: str) -> Iterator[Event]:
    direction = "rtl" if get_language_bidi() else "ltr"
    attributes = (("class", "opens"), ("id", name), ("dir", direction), ("lang", get_language() or ""))
    yield Event(opens="span", attributes=attributes)
    # The host stands apart, so that neither direction moves its dots.
    before, _host, after = _("leads to %(host)s").partition("%(host)s")
    yield Event(text=before)
    yield Event(opens="bdi", attributes=(("dir", "ltr"),))
    yield Event(text=host)
    yield Event(closes="bdi")
    yield Event(text=after)
    yield Event(closes="span")
