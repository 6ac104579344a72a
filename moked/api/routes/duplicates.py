"""Customers who may be one, and cases that may be one matter: what is suggested, why, and what people said to it.

Accepting a suggestion is merging: `merge_customer` and `merge_case` do it, and `unmerge_…` takes it back.
"""

from typing import Annotated, Literal
from uuid import UUID

from django.db.models import Q
from ninja import Query, Router

from moked.api.gate import ApiRequest, needs
from moked.api.paging import USUAL, page_of
from moked.api.routes.cases import Cursor, Limit
from moked.api.schemas.duplicates import (
    JoinSuggestionOut,
    JoinSuggestionsOut,
    MergeSuggestionOut,
    MergeSuggestionPage,
)
from moked.cases.access import get_case
from moked.cases.selectors import cases_of_customers, join_offers
from moked.cases.services.joining import dismiss_join, return_join
from moked.customers.access import get_customer
from moked.customers.duplicates import dismiss_suggestion, return_suggestion
from moked.customers.models import MergeSuggestion
from moked.customers.selectors import canonical_ids
from moked.staff.access import get_row
from moked.staff.permissions import Permission
from moked.staff.token_scopes import TokenScope

customers = Router(tags=["customers"])
cases = Router(tags=["cases"])
READ_CUSTOMERS, WRITE_CUSTOMERS = needs(TokenScope.READ_CUSTOMERS), needs(TokenScope.WRITE_CUSTOMERS)
READ_CASES, WRITE_CASES = needs(TokenScope.READ_CASES), needs(TokenScope.WRITE_CASES)
ONE = "/merge-suggestions/{uuid:suggestion_id}"
JOIN = "/cases/{uuid:case_id}/join-suggestions"
# How many of a customer's other cases are looked at, as on the desk.
COMPARED = 20


@customers.get(
    "/merge-suggestions",
    response=MergeSuggestionPage,
    auth=READ_CUSTOMERS,
    operation_id="list_merge_suggestions",
    summary="List customers who may be one",
)
def list_(
    request: ApiRequest,
    state: Annotated[Literal["suggested", "dismissed", "merged"], Query()] = "suggested",
    customer_id: UUID | None = None,
    cursor: Cursor = None,
    limit: Limit = USUAL,
) -> MergeSuggestionPage:
    """Pairs of customers who may be one, the surest first, with what speaks for it and against it.

    Accept one by `merge_customer`. A customer who answered in another one's conversation is among them: `replied`."""
    rows = MergeSuggestion.objects.select_related("first", "second").filter(state=state)
    if customer_id is not None:
        theirs = canonical_ids(get_customer(request.actor, customer_id, to=Permission.CASES_READ))
        rows = rows.filter(Q(first__in=theirs) | Q(second__in=theirs))
    shown, following = page_of(request, rows, by="score", cursor=cursor, limit=limit, is_descending=True)
    return MergeSuggestionPage(items=[MergeSuggestionOut.of(row) for row in shown], next_cursor=following)


@customers.get(
    ONE,
    response=MergeSuggestionOut,
    auth=READ_CUSTOMERS,
    operation_id="get_merge_suggestion",
    summary="Get a suggestion",
)
def get(request: ApiRequest, suggestion_id: UUID) -> MergeSuggestionOut:
    """One pair, whatever became of it."""
    return _suggestion(request, suggestion_id)


def _suggestion(request: ApiRequest, suggestion_id: UUID) -> MergeSuggestionOut:
    actor, to = request.actor, Permission.CASES_READ
    row = get_row(MergeSuggestion, actor=actor, business_id=actor.business_id, row_id=suggestion_id, to=to)
    return MergeSuggestionOut.of(row)


@customers.post(
    f"{ONE}/dismiss",
    response=MergeSuggestionOut,
    auth=WRITE_CUSTOMERS,
    operation_id="dismiss_merge_suggestion",
    summary="Say that two are not the same",
)
def dismiss(request: ApiRequest, suggestion_id: UUID) -> MergeSuggestionOut:
    """Says that the two are not the same. It is suggested again only when something new speaks for it."""
    dismiss_suggestion(actor=request.actor, suggestion_id=suggestion_id)
    return _suggestion(request, suggestion_id)


@customers.post(
    f"{ONE}/return",
    response=MergeSuggestionOut,
    auth=WRITE_CUSTOMERS,
    operation_id="return_merge_suggestion",
    summary="Take a dismissal back",
)
def return_(request: ApiRequest, suggestion_id: UUID) -> MergeSuggestionOut:
    """Takes back that the two are not the same: they are suggested again."""
    return_suggestion(actor=request.actor, suggestion_id=suggestion_id)
    return _suggestion(request, suggestion_id)


@cases.get(
    JOIN,
    response=JoinSuggestionsOut,
    auth=READ_CASES,
    operation_id="list_join_suggestions",
    summary="List cases that may be one matter",
)
def list_joins(request: ApiRequest, case_id: UUID) -> JoinSuggestionsOut:
    """Other open cases of this customer that may be about the same matter, the likeliest first. Accept one by
    `merge_case`.

    Where the mail came from an address of somebody else, `list_merge_suggestions` names the two customers first."""
    case = get_case(request.actor, case_id, to=Permission.CASES_READ)
    others = cases_of_customers(canonical_ids(case.customer), limit=COMPARED)
    return JoinSuggestionsOut(items=[JoinSuggestionOut.of(each) for each in join_offers(case, others)])


@cases.post(
    f"{JOIN}/{{uuid:other_id}}/dismiss",
    response=JoinSuggestionsOut,
    auth=WRITE_CASES,
    operation_id="dismiss_join_suggestion",
    summary="Say that two are not one matter",
)
def dismiss_one(request: ApiRequest, case_id: UUID, other_id: UUID) -> JoinSuggestionsOut:
    """Says that the two cases are different matters: they are suggested no more. What is still suggested is given."""
    dismiss_join(actor=request.actor, case_id=case_id, other_id=other_id)
    return list_joins(request, case_id)


@cases.post(
    f"{JOIN}/{{uuid:other_id}}/return",
    response=JoinSuggestionsOut,
    auth=WRITE_CASES,
    operation_id="return_join_suggestion",
    summary="Take that word back",
)
def return_one(request: ApiRequest, case_id: UUID, other_id: UUID) -> JoinSuggestionsOut:
    """Takes that word back: the two may be suggested again."""
    return_join(actor=request.actor, case_id=case_id, other_id=other_id)
    return list_joins(request, case_id)
