"""What a mail holds, as services of cases take it."""

from typing import Any

from moked.cases.models import Channel
from moked.channels.domain.wording import wording_of
from moked.channels.kept_files import kept_files
from moked.channels.pipeline.arrival import Arrival


def matter_of(arrival: Arrival) -> dict[str, Any]:
    """What a case knows of itself from the mail that opens it."""
    return {
        "channel": Channel.MAIL,
        "account_id": arrival.account.pk,
        "subject": arrival.parsed.subject,
        "language": arrival.language,
        "topic_id": arrival.account.topic_id,
        "team_id": arrival.account.team_id,
    }


def said_in(arrival: Arrival, *, is_whole: bool = False) -> dict[str, Any]:
    """What the mail says. `is_whole` keeps with its words what it quotes, as where nothing stands out from that."""
    parsed = arrival.parsed
    is_whole = is_whole or not parsed.reply_text
    wording = wording_of(arrival.language)
    whole = parsed.text or (wording.encrypted if parsed.is_encrypted else "")
    below = "\n\n".join(part for part in (parsed.banner_text, parsed.signature_text, parsed.quoted_text) if part)
    files, is_any_left_out = kept_files(parsed.attachments)
    said = whole if is_whole else parsed.reply_text
    if is_any_left_out:
        said = f"{said.rstrip()}\n\n{wording.files_left_out}".lstrip()
    if not parsed.ok:
        said = f"{said.rstrip()}\n\n{wording.unreadable}".lstrip()
    return {
        "text": _storable(said),
        # Of a mail that could not be read whole the HTML may stop anywhere, and does not say so.
        "html": _storable((parsed.html if is_whole else parsed.html_reply) or "") if parsed.ok else "",
        "quoted": "" if is_whole else _storable(below),
        "files": files,
    }


def _storable(text: str) -> str:
    """PostgreSQL keeps neither NUL nor half a surrogate pair; strangers send both."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()
