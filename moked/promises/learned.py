"""What was learned of how long cases take: the models that can be read, the latest first."""

import logging
from collections.abc import Collection, Iterable, Iterator
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


def versions_of(businesses: Collection[UUID]) -> dict[UUID, list[tuple[UUID, int]]]:
    """By business the keys and numbers of what is stored, the latest first. One query; none of it is loaded."""
    rows = EstimateModel.objects.filter(business__in=businesses).order_by("-version")
    found: dict[UUID, list[tuple[UUID, int]]] = {business_id: [] for business_id in businesses}
    for business_id, key, version in rows.values_list("business", "pk", "version"):
        found[business_id].append((key, version))
    return found


def learned_models(versions: Iterable[tuple[UUID, int]]) -> Iterator[Learned]:
    """Those of `versions` that can be read, in order, each loaded when its turn comes: one query unless in memory."""
    for key, version in versions:
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
