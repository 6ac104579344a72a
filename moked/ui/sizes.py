"""How the sizes of files are written on screens."""

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

STEP = 1024
UNITS = (_("%(amount)s KB"), _("%(amount)s MB"), _("%(amount)s GB"))


def size_in_words(size: int) -> str:
    """A number of bytes as one reads it, in the language in use: "340 bytes", "1.2 MB"."""
    if size < STEP:
        return ngettext("%(count)d byte", "%(count)d bytes", size) % {"count": size}
    amount, units = size / STEP, iter(UNITS)
    unit = next(units)
    # What would be written as 1,024 of a unit is one of the next; the last takes whatever is left.
    while round(amount) >= STEP and (larger := next(units, None)):
        amount, unit = amount / STEP, larger
    written = f"{amount:.1f}" if amount < 10 else f"{amount:.0f}"
    return str(unit) % {"amount": number_format(written.removesuffix(".0"))}
