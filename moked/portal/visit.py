"""A visit to a case's page: who came, by which link, to which case. The token of the address is all there is."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from django.utils import timezone
from django.utils.translation import get_language

from moked.businesses.models import Business
from moked.businesses.scope import in_whole_installation
from moked.businesses.selectors import notices_now
from moked.cases.incident_models import IncidentCase
from moked.cases.incidents import place_of
from moked.cases.links import open_link
from moked.cases.models import Case, CaseLink, Message
from moked.cases.selectors import customer_timeline
from moked.customers.models import ContactPoint
from moked.customers.selectors import canonical_ids
from moked.diagnosis.models import Diagnosis
from moked.diagnosis.selectors import diagnoses_shown
from moked.promises.domain.terms import ClockKind
from moked.promises.models import Clock, Commitment, Escalation
from moked.promises.profiles import escalations_shown
from moked.promises.selectors import running_clocks, shown_to_customer
from moked.promises.told import told_of_case
from moked.staff.actors import ContactActor

SCREEN_LANGUAGES = ("he", "en")


@dataclass(frozen=True)
class Visit:
    """Somebody holding a link that opens. `case` is the one that goes on when the link's own was merged into it."""

    token: str
    link: CaseLink
    case: Case

    @property
    def business(self) -> Business:
        return self.case.business

    @property
    def contact_point(self) -> ContactPoint:
        return self.link.contact_point

    @property
    def actor(self) -> ContactActor:
        return ContactActor(contact_point_id=self.link.contact_point_id, case_id=self.case.pk)

    @property
    def language(self) -> str:
        """The language of the page until its reader chooses: the case's, if screens have it."""
        wanted = (self.case.language, self.business.language)
        return next((language for language in wanted if language in SCREEN_LANGUAGES), SCREEN_LANGUAGES[0])

    @cached_property
    def messages(self) -> list[Message]:
        """What was said, oldest first, as far as it is the customer's to see."""
        return customer_timeline(self.case)

    @cached_property
    def commitments(self) -> list[Commitment]:
        """What was promised in this case and is the customer's to know, by time. See `shown_to_customer`."""
        return shown_to_customer(self.case)

    @cached_property
    def promises(self) -> list[Clock]:
        """What runs of what the customer was promised, the nearest end first; the next update is told beside it."""
        return [clock for clock in running_clocks(self.case.pk) if clock.kind != ClockKind.UPDATE]

    @cached_property
    def incident(self) -> IncidentCase | None:
        """The case's place in an incident that goes on."""
        place = place_of(self.case.pk)
        return place if place is not None and place.is_current else None

    @cached_property
    def diagnoses(self) -> list[Diagnosis]:
        """What is looked into together with the customer, the newest first."""
        return list(diagnoses_shown(self.case))

    @cached_property
    def notices(self) -> tuple[str, ...]:
        """What everybody who turns to the business is told meanwhile, in the language of the page."""
        return notices_now(self.case.business_id, get_language() or self.language)

    @cached_property
    def escalations(self) -> list[Escalation]:
        """What was called for this case, where the customer's profile says that they see it."""
        return escalations_shown(self.case)

    @property
    def stamp(self) -> str:
        """Changes exactly when something changed that the customer sees; says nothing about what or how much."""
        case = self.case
        seen = [case.pk, case.state, case.subject, case.assignee_id, case.waiting_for, case.waiting_until]
        told = told_of_case(case.pk, timezone.now())
        seen += [told and (told.pk, told.latest_at, told.tell_by, told.promised_by), case.closed_at]
        seen += [message.pk for message in self.messages]
        seen += [self.incident and self.incident.pk, *notices_now(case.business_id, self.language)]
        seen += [(one.pk, one.due_at, one.broken_at) for one in self.promises]
        seen += [(one.pk, one.state, one.due_at, one.settled_at) for one in self.commitments]
        seen += [(one.pk, one.outcome) for one in self.escalations]
        seen += [(one.pk, one.state, one.changed_at) for one in self.diagnoses]
        return sha256("|".join(map(str, seen)).encode()).hexdigest()[:16]


def open_visit(token: str) -> Visit:
    """The visit a token opens. Raises NotFound for a token that is forged, expired or revoked."""
    with in_whole_installation("a link's token says whose it is"):
        link = open_link(token)
        return Visit(token, link, _case_now(link))


def _case_now(link: CaseLink) -> Case:
    """The case that goes on, as long as it is the same customer's; a merge into another's shows nothing of it.

    Nor does a merge into what came from elsewhere show to an address that was only added to the customer.
    """
    case = link.case
    if case.canonical_id is None:
        return case
    canonical = Case.objects.select_related("business", "assignee", "customer").get(pk=case.canonical_id)
    is_same_customer = case.customer_id in canonical_ids(canonical.customer)
    is_same_person = link.contact_point.is_tied or canonical.contact_point_id == link.contact_point_id
    return canonical if is_same_customer and is_same_person else case
