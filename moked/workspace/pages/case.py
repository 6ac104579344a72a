"""The case on the screen: its head, its timeline, the composer and the customer beside it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from moked.businesses.models import Topic
from moked.cases.domain.states import LIVE, CaseState, Move, Mover, may_move
from moked.cases.models import STATE_NAMES, Case, CaseClosing, CaseMove
from moked.cases.selectors import proof_of_closing
from moked.customers.models import ContactPoint
from moked.lib.languages import set_apart
from moked.lib.postgres.questions import asked_often
from moked.staff.actors import PersonActor
from moked.staff.models import Person
from moked.staff.permissions import Permission
from moked.ui.expectation import Expectation, expectation_of
from moked.workspace.domain.standing import standing_of
from moked.workspace.pages.calls import CallLine, case_calls
from moked.workspace.pages.commitments import CommitmentLine, commitments_of_case
from moked.workspace.pages.composer import Composer, composer_for
from moked.workspace.pages.diagnosis import DiagnosisLine, diagnoses_of_case
from moked.workspace.pages.hints import AskedPromise, asked_promise
from moked.workspace.pages.incidents import IncidentStrip, incident_strip, incidents_for
from moked.workspace.pages.joining import JoinLine, case_joins
from moked.workspace.pages.panel import CustomerPanel, customer_panel
from moked.workspace.pages.tasks import TaskLine, tasks_of_case
from moked.workspace.pages.there import there_is_of_case
from moked.workspace.pages.timeline import Reader, Timeline, case_timeline
from moked.workspace.pages.words import STANDING_WORDS, STATE_TONES, facts_of
from moked.workspace.pages.work import WorkList, work_list


@dataclass(frozen=True)
class TopicChoice:
    id: UUID
    name: str
    is_current: bool


@dataclass(frozen=True)
class CaseActions:
    """What the person may do now; an empty address means that it is not offered.

    `why_not_take` is said to whoever tries to take what somebody has already.
    """

    rename: str
    topic: str
    weigh: str
    open_task: str
    make_commitment: str
    diagnose: str
    propose: bool
    take: str
    why_not_take: str
    hand_over: str
    take_hand_over_back: str
    put_aside: str
    resume: str
    merge: str
    unmerge: str
    set_aside: str
    bring_back: str
    change_customer: str
    take_move_back: str
    link: str
    revoke: str


@dataclass(frozen=True)
class CaseHead:
    """The line over the conversation."""

    case_id: UUID
    fragment_url: str
    topic_name: str
    live_topic: str
    # Empty where nobody said what it is about; then `title` says so.
    subject: str
    title: str
    reference: str
    who: str
    customer_url: str
    opened_at: datetime
    state_words: str
    state_tone: str
    standing: str
    until: datetime | None
    holder: str
    expectation: Expectation | None
    # Who said that it is solved, when, and from which channel; empty while nobody did.
    closed_by: str
    closed_at: datetime | None
    closed_from: str
    into_reference: str
    into_url: str
    follows_reference: str
    follows_url: str
    topics: tuple[TopicChoice, ...]
    incident: IncidentStrip | None
    # Where an incident is chosen for it; empty while none goes on.
    joins_incident: str
    joins: tuple[JoinLine, ...]
    calls: tuple[CallLine, ...]
    tasks: tuple[TaskLine, ...]
    commitments: tuple[CommitmentLine, ...]
    diagnoses: tuple[DiagnosisLine, ...]
    actions: CaseActions

    @property
    def folds_ties(self) -> bool:
        """Whether the incident and the offers to join stand in one line until somebody opens them: more than one
        takes the room of what was said."""
        return len(self.joins) + (self.incident is not None) > 1


@dataclass(frozen=True)
class CasePage:
    work: WorkList
    head: CaseHead
    timeline: Timeline
    composer: Composer | None
    # What is asked above the composer.
    asked: AskedPromise | None
    panel: CustomerPanel


@dataclass(frozen=True)
class Glance:
    """Another case looked at without leaving this one: its head and the end of its timeline, with nothing to do."""

    head: CaseHead
    timeline: Timeline
    url: str
    back: str


def glance_at(actor: PersonActor, case: Case) -> Glance:
    """A look at a case."""
    address = reverse("workspace:case", args=[case.pk])
    onlooker = Reader(may_answer=False, may_arrange=False)
    return Glance(case_head(actor, case), case_timeline(onlooker, case), address, address)


def case_page(actor: PersonActor, person: Person, case: Case) -> CasePage:
    """Everything on the screen of a case, in a fixed number of queries."""
    stretch = case_timeline(Reader.of(actor, case), case)
    composer = composer_for(actor, person, case)
    return CasePage(
        work=work_list(person, current=case),
        head=case_head(actor, case),
        timeline=stretch,
        composer=composer,
        asked=asked_promise(person, case) if composer else None,
        panel=customer_panel(actor, case.customer.known_as, case=case),
    )


def case_head(actor: PersonActor, case: Case) -> CaseHead:
    """The head of a case. Eighteen queries at most: the offer to join looks at the customer's other open ones."""
    there = there_is_of_case(actor, case)
    near_ids = [key for key in (case.canonical_id, case.follows_id) if key]
    relatives = Case.objects.select_related("business").in_bulk(near_ids) if near_ids else {}
    into = relatives.get(case.canonical_id) if case.canonical_id else None
    follows = relatives.get(case.follows_id) if case.follows_id else None
    proof = proof_of_closing(case)
    topics = _topics(case.business_id, case.topic_id)
    near = incidents_for(actor, case) if there.incidents else ()
    return CaseHead(
        case_id=case.pk,
        fragment_url=reverse("workspace:head", args=[case.pk]),
        topic_name=case.topic.name if case.topic else "",
        live_topic=f"standing:{case.pk} customer:{case.customer.known_as.pk}",
        subject=case.subject,
        title=case.title,
        reference=case.reference,
        who=case.customer.known_as.name,
        customer_url=reverse("workspace:customer", args=[case.customer.known_as.pk]),
        opened_at=case.opened_at,
        state_words=str(STATE_NAMES[case.case_state]),
        state_tone=STATE_TONES[case.case_state],
        standing=_standing(case),
        until=case.waiting_until if case.waiting_until and case.waiting_until > timezone.now() else None,
        holder=_holder(actor, case),
        expectation=expectation_of(case, timezone.now()),
        closed_by=_closer(case, proof) if proof else "",
        closed_at=proof.at if proof else None,
        closed_from=str(proof.get_channel_display()) if proof else "",
        into_reference=into.reference if into else "",
        into_url=reverse("workspace:case", args=[into.pk]) if into else "",
        follows_reference=follows.reference if follows else "",
        follows_url=reverse("workspace:case", args=[follows.pk]) if follows else "",
        topics=tuple(TopicChoice(topic.pk, topic.name, topic.pk == case.topic_id) for topic in topics),
        incident=incident_strip(actor, case, near) if there.incidents else None,
        joins_incident=reverse("workspace:join_incident", args=[case.pk]) if near else "",
        joins=case_joins(actor, case),
        calls=case_calls(actor, case) if there.calls else (),
        tasks=tasks_of_case(actor, case) if there.tasks else (),
        commitments=commitments_of_case(actor, case) if there.commitments else (),
        diagnoses=diagnoses_of_case(case) if there.diagnoses else (),
        actions=_actions(actor, case, may_have_moved=there.moves, has_handed_over=there.own_hand_over),
    )


@asked_often
def _topics(business_id: UUID, chosen: UUID | None) -> QuerySet[Topic]:
    return Topic.objects.filter(Q(is_active=True) | Q(pk=chosen), business_id=business_id)


def _closer(case: Case, proof: CaseClosing) -> str:
    """The address they acted by; a visitor of the chat has none that says anything."""
    point = proof.contact_point
    return case.customer.known_as.name if point.kind == ContactPoint.Kind.CHAT else point.shown


def _was_moved(case: Case) -> bool:
    return CaseMove.objects.filter(case=case, undone_at=None, lead=None).exists()


def _standing(case: Case) -> str:
    """Whose turn it is; empty where the state alone already says it."""
    says_it_all = (CaseState.CLOSED, CaseState.SET_ASIDE)
    return "" if case.case_state in says_it_all else str(STANDING_WORDS[standing_of(facts_of(case))])


def _holder(actor: PersonActor, case: Case) -> str:
    """Who has it, when that is somebody else."""
    if case.assignee is None:
        return case.team.name if case.team else ""
    return "" if case.assignee_id == actor.person_id else case.assignee.full_name


def _why_not_take(actor: PersonActor, case: Case) -> str:
    if case.assignee is None:
        return ""
    if case.assignee_id == actor.person_id:
        return gettext("This case is with you already.")
    return gettext("%(name)s has this case. Only a hand-over passes it on.") % {
        "name": set_apart(case.assignee.full_name)
    }


def _actions(actor: PersonActor, case: Case, *, may_have_moved: bool, has_handed_over: bool) -> CaseActions:
    def may(permission: Permission) -> bool:
        return actor.may(permission, case.business_id)

    def address(name: str, allowed: bool) -> str:
        return reverse(f"workspace:{name}", args=[case.pk]) if allowed else ""

    def can(move: Move) -> bool:
        return may_move(case.case_state, move, Mover.AGENT)

    answers, arranges = may(Permission.CASES_ANSWER), may(Permission.CASES_ARRANGE)
    is_gone = case.case_state in (CaseState.MERGED, CaseState.SET_ASIDE)
    return CaseActions(
        rename=address("rename", answers and not is_gone),
        topic=address("topic", answers and not is_gone),
        weigh=address("weigh", answers and not is_gone),
        open_task=address("open_task", answers and not is_gone),
        make_commitment=address("make_commitment", answers and case.case_state in LIVE),
        diagnose=address("start_diagnosis", answers and case.case_state in LIVE),
        propose=answers and can(Move.PROPOSE),
        take=address("take", answers and not is_gone and case.assignee_id is None),
        why_not_take=_why_not_take(actor, case) if answers and not is_gone else "",
        hand_over=address("hand_over", may(Permission.CASES_HAND_OVER) and not is_gone),
        take_hand_over_back=address(
            "take_hand_over_back", may(Permission.CASES_HAND_OVER) and not is_gone and has_handed_over
        ),
        put_aside=address("put_aside", answers and can(Move.WAIT)),
        resume=address("resume", answers and can(Move.RESUME)),
        merge=address("merge", arranges and can(Move.MERGE)),
        unmerge=address("unmerge", arranges and can(Move.UNMERGE)),
        set_aside=address("set_aside", may(Permission.CASES_SET_ASIDE) and can(Move.SET_ASIDE)),
        bring_back=address("bring_back", may(Permission.CASES_SET_ASIDE) and can(Move.BRING_BACK)),
        change_customer=address("change_customer", arranges and not is_gone),
        take_move_back=address("take_move_back", arranges and not is_gone and may_have_moved and _was_moved(case)),
        link=address("link", answers and case.contact_point_id is not None),
        revoke=address("revoke", answers),
    )
