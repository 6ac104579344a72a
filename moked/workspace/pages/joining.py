"""Two cases that may be one matter: the offer over the conversation, and the choice of which one goes on."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from moked.cases.domain.joining import JoinReason
from moked.cases.domain.states import LIVE
from moked.cases.models import Case
from moked.cases.selectors import JoinOffer, cases_of_customers, join_offers
from moked.customers.selectors import canonical_ids
from moked.staff.actors import PersonActor
from moked.staff.permissions import Permission
from moked.ui.moments import spoken_duration
from moked.workspace.pages.work import WorkRow, work_row


@dataclass(frozen=True)
class JoinLine:
    """Another open case that may be this matter. Joining keeps the older one, which `goes_on` names."""

    reference: str
    subject: str
    url: str
    glance_url: str
    goes_on: str
    reasons: tuple[str, ...]
    merge_url: str
    into: str
    dismiss_url: str
    other: str


@dataclass(frozen=True)
class CaseSide:
    """One of two cases side by side."""

    row: WorkRow
    opened_at: datetime
    holder: str
    goes_on: bool


@dataclass(frozen=True)
class CaseComparison:
    """Both cases before they are merged. `swap_url` is empty where the other one cannot go on."""

    action: str
    into: str
    sides: tuple[CaseSide, CaseSide]
    survivor: str
    former: str
    swap_url: str
    choose_url: str
    back: str


def case_joins(actor: PersonActor, case: Case) -> tuple[JoinLine, ...]:
    """What may be one matter with this case, the likeliest first; nothing where the person may not arrange."""
    if not actor.may(Permission.CASES_ARRANGE, case.business_id) or case.case_state not in LIVE:
        return ()
    others = cases_of_customers(canonical_ids(case.customer), limit=20)
    return tuple(_line(case, offered) for offered in join_offers(case, others)[:2])


def _line(case: Case, offered: JoinOffer) -> JoinLine:
    other = offered.case
    older, younger = sorted((case, other), key=lambda each: (each.opened_at, each.number))
    return JoinLine(
        reference=other.reference,
        subject=other.title,
        url=reverse("workspace:case", args=[other.pk]),
        glance_url=reverse("workspace:glance", args=[other.pk]),
        goes_on=older.reference,
        reasons=_reasons(offered),
        merge_url=reverse("workspace:merge", args=[younger.pk]),
        into=str(older.pk),
        dismiss_url=reverse("workspace:dismiss_join", args=[case.pk]),
        other=str(other.pk),
    )


def _reasons(offered: JoinOffer) -> tuple[str, ...]:
    offer = offered.offer
    found = []
    if JoinReason.REPLIED in offer.reasons:
        found.append(_("it answers in the same conversation"))
    if JoinReason.NAMED in offer.reasons:
        found.append(_("one names the number of the other"))
    if JoinReason.WORDS in offer.reasons:
        found.append(
            ngettext("%(count)d word in common", "%(count)d words in common", offer.count) % {"count": offer.count}
        )
    if JoinReason.SOON_AFTER in offer.reasons or JoinReason.SAME_DAYS in offer.reasons:
        found.append(_("%(gap)s apart") % {"gap": spoken_duration(offer.gap)})
    if JoinReason.SAME_TOPIC in offer.reasons:
        found.append(_("the same topic"))
    return tuple(found)


def compare_cases(case: Case, other: Case, *, is_chosen: bool) -> CaseComparison:
    """The two cases side by side. The older one goes on, unless it cannot or somebody chose."""
    can_go_on = {each.pk: each.case_state in LIVE for each in (case, other)}
    is_younger = (case.opened_at, case.number) > (other.opened_at, other.number)
    if not is_chosen and can_go_on[case.pk] and (not is_younger or not can_go_on[other.pk]):
        case, other = other, case
    swap = f"{reverse('workspace:merge', args=[other.pk])}?{urlencode({'into': case.pk, 'chosen': 1})}"
    return CaseComparison(
        action=reverse("workspace:merge", args=[case.pk]),
        into=str(other.pk),
        sides=(_side(other, goes_on=True), _side(case, goes_on=False)),
        survivor=other.reference,
        former=case.reference,
        swap_url=swap if can_go_on[case.pk] else "",
        choose_url=reverse("workspace:merge", args=[case.pk]),
        back=reverse("workspace:case", args=[case.pk]),
    )


def _side(case: Case, *, goes_on: bool) -> CaseSide:
    holder = case.assignee.full_name if case.assignee else case.team.name if case.team else ""
    return CaseSide(work_row(case, promise=None), case.opened_at, holder, goes_on)
