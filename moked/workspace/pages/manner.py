"""How a customer is written to, in a line."""

from django.utils.translation import gettext as _

from moked.promises.domain.manner import Manner
from moked.promises.models import Road, Tone
from moked.staff.models import FormOfAddress


def manner_words(manner: Manner, language: str) -> str:
    """How to write to them, in a line for the composer; `language` when it is not that of the matter. Empty where
    nothing special was asked."""
    words = [language] if language else []
    if manner.form_of_address != FormOfAddress.NEUTRAL:
        words.append(str(FormOfAddress(manner.form_of_address).label))
    if manner.tone != Tone.PLAIN:
        words.append(str(Tone(manner.tone).label))
    if manner.road:
        words.append(_("prefers %(way)s") % {"way": Road(manner.road).label})
    return " · ".join(words)
