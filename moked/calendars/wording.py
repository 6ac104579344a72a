"""What is wrong with a calendar, in the reader's language."""

from django.utils.translation import gettext

from moked.calendars.domain.hours import CalendarInvalid
from moked.calendars.domain.sentences import SENTENCES


def sentence_of(error: CalendarInvalid) -> str:
    """The sentence for a code and its facts, without the place in the document."""
    return gettext(SENTENCES[error.code]).format(**error.facts)
