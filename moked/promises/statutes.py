"""The time a law sets for a kind of matter in a business."""

from moked.businesses.models import Business
from moked.promises.domain.statutes import Law, default_law
from moked.promises.models import Statute


def law_for(business: Business, matter: str) -> Law | None:
    """What the business wrote down for the matter, else its country's default; None when neither says a time.

    One query.
    """
    row = Statute.objects.filter(business=business, matter=matter).first()
    if row is None:
        return default_law(matter, business.time_zone)
    return Law(row.matter, row.within, row.source) if row.is_active else None
