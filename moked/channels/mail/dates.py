"""The Date header."""

import email.message
import email.utils
import re
from datetime import UTC, datetime, timedelta, timezone

from moked.channels.mail.headers import header_text
from moked.lib.hebrew import strip_direction_marks

_TWO_CLOCKS = re.compile(r"\(.{0,100}\)")


def read_date(message: email.message.Message) -> datetime | None:
    """When the mail says it was sent, with its own offset; UTC when it names none, None when hopeless."""
    return parse_date(header_text(message, "Date"))


def parse_date(value: str) -> datetime | None:
    """A date as mails write it: RFC 5322, its obsolete forms, ISO 8601."""
    text = _TWO_CLOCKS.sub("", strip_direction_marks(value)).strip()[:100]
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return _internet_date(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _internet_date(text: str) -> datetime | None:
    try:
        fields = email.utils.parsedate_tz(text)
        if fields is None:
            return None
        zone = timezone(timedelta(seconds=fields[9])) if fields[9] else UTC
        return datetime(*fields[:6], tzinfo=zone)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
