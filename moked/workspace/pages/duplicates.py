"""Customers who may be one: the quiet line beside a customer, the list of all, and the two side by side."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from moked.cases.models import Case, CaseMove
from moked.customers.domain.duplicates import Confidence, Reason
from moked.customers.domain.names import is_full
from moked.customers.domain.survivor import Standing, goes_on
from moked.customers.merging import holding_merges
from moked.customers.models import Customer, CustomerMerge, MergeSuggestion
from moked.customers.selectors import (
    addresses_by_customer,
    canonical_ids,
    contact_points_of,
    list_suggestions,
    standing_suggestions,
)
from moked.lib.forest import followers_of
from moked.staff.actors import PersonActor
from moked.staff.permissions import Permission

PAGE = 50
MOST_HISTORY = 50

CONFIDENCE_WORDS = {
    Confidence.CERTAIN: _("almost certainly the same"),
    Confidence.LIKELY: _("probably the same"),
    Confidence.POSSIBLE: _("possibly the same"),
}
CONFIDENCE_TONES = {Confidence.CERTAIN: "success", Confidence.LIKELY: "primary", Confidence.POSSIBLE: "line"}
REASON_WORDS = {
    Reason.SAME_MAILBOX: _("the same mailbox in another spelling"),
    Reason.SAME_PHONE: _("the same phone number"),
    Reason.CHAT_ADDRESS: _("gave the other's address in a chat"),
    Reason.SIGNATURE_PHONE: _("the same phone below a mail"),
    Reason.REPLIED: _("answered in the other's conversation"),
    Reason.SAME_NAME: _("the same name"),
    Reason.NAME_ALIKE: _("the same name in another spelling"),
    Reason.NAME_IN_PART: _("part of the name fits"),
    Reason.SAME_LOCAL_PART: _("the addresses begin alike"),
    Reason.SAME_DOMAIN: _("addresses of one organisation"),
}
AGAINST_WORDS = {
    Reason.OTHER_NAME: _("the names differ"),
    Reason.OTHER_KIND: _("one is an organisation"),
    Reason.BOTH_VERIFIED: _("each proved another address"),
    Reason.MANY_NAMESAKES: _("many have this name"),
}


@dataclass(frozen=True)
class SuggestionLine:
    """Another customer who may be this one, with what tells namesakes apart. `merge_url` opens both."""

    id: UUID
    name: str
    other_name: str
    url: str
    other_url: str
    confidence_words: str
    tone: str
    reasons: tuple[str, ...]
    against: tuple[str, ...]
    points: tuple[str, ...]
    other_points: tuple[str, ...]
    known_since: datetime
    other_known_since: datetime
    merge_url: str
    dismiss_url: str


@dataclass(frozen=True)
class SuggestionList:
    rows: tuple[SuggestionLine, ...]
    next_url: str
    first_url: str


@dataclass(frozen=True)
class Side:
    """One of two customers side by side."""

    id: UUID
    name: str
    about: str
    is_organisation: bool
    known_since: datetime
    cases: int
    also: tuple[str, ...]
    points: tuple[tuple[str, bool], ...]
    goes_on: bool


@dataclass(frozen=True)
class Comparison:
    """Both customers before they are merged, and under whose name they will be read."""

    action: str
    into: UUID
    sides: tuple[Side, Side]
    survivor: str
    cases: int
    addresses: int
    reasons: tuple[str, ...]
    against: tuple[str, ...]
    swap_url: str
    search_url: str
    back: str


@dataclass(frozen=True)
class Parting:
    """What a taken-back merge gives back, and by which addresses the other stays known."""

    action: str
    name: str
    from_name: str
    cases: int
    points: tuple[str, ...]
    staying: tuple[str, ...]
    also: tuple[str, ...]
    back: str


@dataclass(frozen=True)
class HistoryLine:
    """Something that was said about who a customer is."""

    at: datetime
    by: str
    icon: str
    code: str
    name: str
    other: str
    url: str
    reference: str = ""
    reason: str = ""


def suggestion_lines(
    actor: PersonActor, customer_ids: list[UUID], rows: Iterable[MergeSuggestion]
) -> tuple[SuggestionLine, ...]:
    """Suggestions seen from these customers, or from the first of each pair. One query for the addresses."""
    shown = [row for row in rows if actor.may(Permission.CUSTOMERS_EDIT, row.business_id)]
    points = addresses_by_customer([*(row.first_id for row in shown), *(row.second_id for row in shown)])
    return tuple(_line(row, customer_ids, points) for row in shown)


def _line(row: MergeSuggestion, customer_ids: list[UUID], points: dict[UUID, list[str]]) -> SuggestionLine:
    mine, other = (row.second, row.first) if row.second_id in customer_ids else (row.first, row.second)
    mine_root, other_root = mine.known_as, other.known_as
    reasons, against = reason_words(row.reasons)
    address = reverse("workspace:merge_customer", args=[mine_root.pk])
    return SuggestionLine(
        id=row.pk,
        name=other.name,
        other_name=mine.name,
        url=reverse("workspace:customer", args=[other_root.pk]),
        other_url=reverse("workspace:customer", args=[mine_root.pk]),
        confidence_words=str(CONFIDENCE_WORDS[Confidence(row.confidence)]),
        tone=CONFIDENCE_TONES[Confidence(row.confidence)],
        reasons=reasons,
        against=against,
        points=tuple(points.get(other.pk, [])[:2]),
        other_points=tuple(points.get(mine.pk, [])[:2]),
        known_since=other.created_at,
        other_known_since=mine.created_at,
        merge_url=f"{address}?{urlencode({'into': other_root.pk})}",
        dismiss_url=reverse("workspace:dismiss_suggestion", args=[row.pk]),
    )


def reason_words(codes: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What speaks for it and what against, in words, each once."""
    reasons = list(dict.fromkeys(Reason(code.partition(":")[0]) for code in codes))
    return (
        tuple(str(REASON_WORDS[reason]) for reason in reasons if reason in REASON_WORDS),
        tuple(str(AGAINST_WORDS[reason]) for reason in reasons if reason in AGAINST_WORDS),
    )


def suggestion_list(actor: PersonActor, after: tuple[int, UUID] | None) -> SuggestionList:
    """A page of all that stand, the surest first. Two queries."""
    allowed = actor.businesses_allowing(Permission.CUSTOMERS_EDIT)
    rows = list(list_suggestions(allowed, after=after, limit=PAGE + 1))
    shown = rows[:PAGE]
    address = reverse("workspace:duplicates")
    next_url = ""
    if len(rows) > PAGE:
        next_url = f"{address}?{urlencode({'after': shown[-1].score, 'id': shown[-1].pk})}"
    return SuggestionList(suggestion_lines(actor, [], shown), next_url, address if after else "")


def comparison(customer: Customer, other: Customer, *, is_chosen: bool) -> Comparison:
    """The two side by side. The one who goes on is the better known, unless somebody chose."""
    sets = {each.pk: canonical_ids(each) for each in (customer, other)}
    counts = _case_counts([key for keys in sets.values() for key in keys])
    points = {each.pk: contact_points_of(sets[each.pk]) for each in (customer, other)}
    names = dict(
        Customer.objects.filter(pk__in=[k for keys in sets.values() for k in keys]).values_list("pk", "name")
    )

    def cases(each: Customer) -> int:
        return sum(counts[key] for key in sets[each.pk])

    def standing(each: Customer) -> Standing:
        proven = any(point.verified_at for point in points[each.pk])
        return Standing(proven, is_full(each.name), cases(each), each.created_at)

    if not is_chosen and goes_on(standing(customer), standing(other)):
        customer, other = other, customer
    address = reverse("workspace:merge_customer", args=[customer.pk])
    swapped = reverse("workspace:merge_customer", args=[other.pk])
    known = [point for each in (customer, other) for point in points[each.pk] if point.kind != "chat"]
    reasons, against = reason_words(_reasons_between(sets[customer.pk], sets[other.pk]))

    def side(each: Customer) -> Side:
        return Side(
            id=each.pk,
            name=each.name,
            about=each.about,
            is_organisation=each.kind == Customer.Kind.ORGANISATION,
            known_since=each.created_at,
            cases=cases(each),
            also=tuple(names[key] for key in sets[each.pk] if key != each.pk),
            points=tuple((p.shown, p.verified_at is not None) for p in points[each.pk] if p.kind != "chat"),
            goes_on=each is other,
        )

    return Comparison(
        action=address,
        into=other.pk,
        sides=(side(other), side(customer)),
        survivor=other.name,
        cases=cases(customer) + cases(other),
        addresses=len(known),
        reasons=reasons,
        against=against,
        swap_url=f"{swapped}?{urlencode({'into': customer.pk, 'chosen': 1})}",
        search_url=address,
        back=reverse("workspace:customer", args=[customer.pk]),
    )


def _reasons_between(one: list[UUID], other: list[UUID]) -> list[str]:
    rows = MergeSuggestion.objects.filter(
        Q(first__in=one, second__in=other) | Q(first__in=other, second__in=one)
    ).values_list("reasons", flat=True)
    return [code for reasons in rows for code in reasons]


def _case_counts(customer_ids: list[UUID]) -> Counter[UUID]:
    rows = (
        Case.objects.filter(customer_id__in=customer_ids, canonical=None)
        .values("customer_id")
        .annotate(n=Count("pk"))
    )
    return Counter({row["customer_id"]: row["n"] for row in rows})


def parting(customer: Customer) -> Parting:
    """What goes back with a customer when their merge is taken back. Needs `canonical` loaded."""
    root = customer.known_as
    followers = followers_of(customer.pk, holding_merges(root.pk))
    keys = [customer.pk, *followers]
    staying = [key for key in canonical_ids(root) if key not in keys]
    names = dict(Customer.objects.filter(pk__in=followers).values_list("pk", "name"))
    return Parting(
        action=reverse("workspace:unmerge_customer", args=[customer.pk]),
        name=customer.name,
        from_name=root.name,
        cases=sum(_case_counts(keys).values()),
        points=tuple(point.shown for point in contact_points_of(keys) if point.kind != "chat"),
        staying=tuple(point.shown for point in contact_points_of(staying) if point.kind != "chat"),
        also=tuple(sorted(names.values())),
        back=reverse("workspace:customer", args=[root.pk]),
    )


def identity_history(customer_ids: list[UUID]) -> tuple[HistoryLine, ...]:
    """Who said that customers are one and took it back, and which cases came and went; newest first. Two queries."""
    merges = CustomerMerge.objects.filter(Q(customer__in=customer_ids) | Q(into__in=customer_ids))
    moves = CaseMove.objects.filter(Q(from_customer__in=customer_ids) | Q(to_customer__in=customer_ids), lead=None)
    lines: list[HistoryLine] = []
    for merge in merges.select_related("customer", "into", "merged_by", "undone_by").order_by("-merged_at")[
        :MOST_HISTORY
    ]:
        lines += _merge_lines(merge)
    chosen = moves.select_related("case__business", "from_customer", "to_customer", "moved_by", "undone_by")
    for move in chosen.order_by("-moved_at")[:MOST_HISTORY]:
        lines += _move_lines(move)
    return tuple(sorted(lines, key=lambda line: line.at, reverse=True))


def _merge_lines(merge: CustomerMerge) -> list[HistoryLine]:
    url = reverse("workspace:customer", args=[merge.customer_id])
    names = (merge.customer.name, merge.into.name)
    by = merge.merged_by.full_name if merge.merged_by else ""
    lines = [HistoryLine(merge.merged_at, by, "merge", "merged", *names, url)]
    if merge.undone_at:
        by = merge.undone_by.full_name if merge.undone_by else ""
        lines.append(HistoryLine(merge.undone_at, by, "split", "unmerged", *names, url))
    return lines


def _move_lines(move: CaseMove) -> list[HistoryLine]:
    url = reverse("workspace:case", args=[move.case_id])
    names = (move.from_customer.name, move.to_customer.name)
    reference = move.case.reference
    by = move.moved_by.full_name if move.moved_by else ""
    lines = [HistoryLine(move.moved_at, by, "user", "moved", *names, url, reference, move.reason)]
    if move.undone_at:
        by = move.undone_by.full_name if move.undone_by else ""
        lines.append(HistoryLine(move.undone_at, by, "undo", "moved_back", *names, url, reference))
    return lines


def panel_suggestions(actor: PersonActor, customer_ids: list[UUID]) -> tuple[SuggestionLine, ...]:
    """The two surest suggestions about a customer. Two queries, one when there are none."""
    rows = standing_suggestions(customer_ids, limit=2)
    return suggestion_lines(actor, customer_ids, rows) if rows else ()
