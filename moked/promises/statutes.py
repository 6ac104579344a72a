"""The time a law sets for a kind of matter in a business."""

from collections.abc import Mapping

from moked.businesses.models import Business, Matter
from moked.promises.domain.statutes import Law, default_law
from moked.promises.models import Statute


def law_for(business: Business, matter: str) -> Law | None:
    """What the business wrote down for the matter, else its country's default; None when neither says a time.

    One query.
    """
    row = Statute.objects.filter(business=business, matter=matter).first()
    if row is None:
        return default_law(matter, business.time_zone)
    return Law(row.matter, row.within, row.source, row.registered) if row.is_active else None


def laws_of(business: Business) -> Mapping[str, Statute]:
    """What holds for each matter, by matter: rows as written down, and the country's defaults unsaved. One query."""
    found = {row.matter: row for row in Statute.objects.filter(business=business)}
    for matter in Matter.values:
        law = default_law(matter, business.time_zone)
        if matter not in found and law is not None:
            found[matter] = Statute(
                business=business, matter=matter, within=law.within, source=law.source, registered=law.registered
            )
    return found
