"""Step: the customer hears at once that we have it, and under which number; and of a trouble that is known."""

from django.utils import timezone

from moked.businesses.selectors import notices_now
from moked.cases.models import Case
from moked.cases.services import send_automatic
from moked.channels.domain.wording import wording_of
from moked.channels.pipeline.arrival import PIPELINE
from moked.lib.richtext import html_from_text


def acknowledge(case: Case) -> None:
    """Sends the number of a new case, unless nothing leaves by itself here at the moment.

    Its mail is marked as automatic, so that robots do not answer it (RFC 3834).
    """
    if case.paused_until(timezone.now()):
        return
    words = wording_of(case.language)
    acknowledgement = words.acknowledgement.format(reference=case.reference)
    notices = notices_now(case.business_id, case.language)
    text = "\n\n".join((acknowledgement, *(f"{words.to_everybody}\n{notice}" for notice in notices)))
    send_automatic(actor=PIPELINE, case=case, text=text, html=html_from_text(text))
