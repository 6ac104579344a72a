"""Step: the customer hears at once that we have it, and under which number."""

from moked.cases.models import Case
from moked.cases.services import send_automatic
from moked.channels.domain.wording import wording_of
from moked.channels.pipeline.arrival import PIPELINE
from moked.lib.richtext import html_from_text


def acknowledge(case: Case) -> None:
    """Sends the number of a new case. Its mail is marked as automatic, so that robots do not answer it (RFC 3834)."""
    text = wording_of(case.language).acknowledgement.format(reference=case.reference)
    send_automatic(actor=PIPELINE, case=case, text=text, html=html_from_text(text))
