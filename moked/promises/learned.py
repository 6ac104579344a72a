"""What was learned of how long cases take: the models that can be read, the latest first."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import isfinite
from uuid import UUID

from moked.promises.domain.estimates.history import Facts
from moked.promises.domain.estimates.model import Estimate, Model, ModelUnreadable
from moked.promises.domain.estimates.stored import read_model
from moked.promises.models import EstimateModel

logger = logging.getLogger(__name__)

# One model is less than a megabyte.
MOST_IN_MEMORY = 32


def labels_of(*, topic: UUID | None, criticality: str, team: UUID | None, last: str) -> dict[str, str]:
    """What a case is compared by."""
    return {"topic": str(topic or ""), "criticality": criticality, "team": str(team or ""), "last": last}


@dataclass(frozen=True)
class Learned:
    """One version of what was learned."""

    version: int
    model: Model

    def estimate(self, facts: Facts, *, waited: float, target: float | None) -> Estimate | None:
        """The range for a case; None when this model, though readable, gives none that makes sense."""
        try:
            found = self.model.estimate(facts, waited=waited, target=target)
        except (ArithmeticError, IndexError, KeyError, ValueError):
            logger.exception("estimates.model_unusable", extra={"version": self.version})
            return None
        is_sane = isfinite(found.latest) and 0 <= found.likely <= found.latest
        return found if is_sane else None


def learned_models(business_id: UUID) -> Iterator[Learned]:
    """The versions that can be read, the latest first. One query, and one more for each not yet in memory."""
    rows = EstimateModel.objects.filter(business_id=business_id).order_by("-version")
    for key, version in rows.values_list("pk", "version"):
        model = _model(key)
        if model is not None:
            yield Learned(version, model)


@lru_cache(maxsize=MOST_IN_MEMORY)
def _model(key: UUID) -> Model | None:
    """A stored model never changes, so neither does whether it can be read."""
    document = EstimateModel.objects.values_list("document", flat=True).get(pk=key)
    try:
        return read_model(document)
    except ModelUnreadable:
        logger.exception("estimates.model_unreadable", extra={"key": str(key)})
        return None
