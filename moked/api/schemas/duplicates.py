"""What may be one: customers, and cases."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from ninja import Schema

from moked.api.schemas.basis import NamedOut
from moked.cases.domain.joining import WEIGHTS as JOIN_WEIGHTS
from moked.cases.selectors import JoinOffer
from moked.customers.domain.duplicates import WEIGHTS, Confidence, Reason
from moked.customers.models import MergeSuggestion


class MergeSuggestionOut(Schema):
    """Two customers who may be one. `reasons` speak for it, `against` does not; both are codes."""

    id: UUID
    state: Literal["suggested", "merged", "dismissed", "lapsed"]
    confidence: Literal["possible", "likely", "certain"]
    reasons: list[str]
    against: list[str]
    first: NamedOut
    second: NamedOut
    created_at: datetime
    decided_at: datetime | None

    @classmethod
    def of(cls, row: MergeSuggestion) -> "MergeSuggestionOut":
        """Needs both customers loaded."""
        # After a colon stands a digest of what was alike, which says nothing to anybody.
        codes = list(dict.fromkeys(each.partition(":")[0] for each in row.reasons))
        own = ("id", "state", "created_at", "decided_at")
        return cls(
            confidence=Confidence(row.confidence).name.lower(),  # type: ignore[arg-type]
            reasons=[code for code in codes if WEIGHTS[Reason(code)] > 0],
            against=[code for code in codes if WEIGHTS[Reason(code)] < 0],
            first=NamedOut(id=row.first_id, name=row.first.name),
            second=NamedOut(id=row.second_id, name=row.second.name),
            **{name: getattr(row, name) for name in own},
        )


class MergeSuggestionPage(Schema):
    items: list[MergeSuggestionOut]
    next_cursor: str | None


class JoinSuggestionOut(Schema):
    """An open case that may be the same matter. `common_words`: how many telling words both use."""

    case_id: UUID
    reference: str
    subject: str
    reasons: list[str]
    against: list[str]
    common_words: int

    @classmethod
    def of(cls, offered: JoinOffer) -> "JoinSuggestionOut":
        case, offer = offered.case, offered.offer
        against = [reason for reason in offer.reasons if JOIN_WEIGHTS.get(reason, 0) < 0]
        return cls(
            case_id=case.pk,
            reference=case.reference,
            subject=case.subject,
            reasons=[reason.value for reason in offer.reasons if reason not in against],
            against=[reason.value for reason in against],
            common_words=offer.count,
        )


class JoinSuggestionsOut(Schema):
    items: list[JoinSuggestionOut]
