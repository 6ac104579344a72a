"""The demo's other agents: they come and go, take what the router offers, and answer. The persona's cases are hers,
and while she is at work so is everything new."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from demo.content import furniture, people, topics
from demo.life.wording import first_answer, solving_answer
from moked.businesses.scope import in_scope
from moked.cases import services as cases
from moked.cases.domain.states import CaseState
from moked.cases.models import Case, Direction, Message
from moked.customers.naming import given_name
from moked.lib.errors import MokedError
from moked.lib.richtext import html_from_text
from moked.routing.facts import SILENCE
from moked.routing.models import Offer, WorkItem
from moked.routing.services import accept_offer, decline_offer, set_presence, touch_presence
from moked.staff.actors import PersonActor
from moked.staff.models import Person, Presence, PresenceKind
from moked.staff.selectors import person_actor

ON_SHIFT = 4
SHIFT = timedelta(minutes=8)
NOTICING = timedelta(seconds=5)
WRITING_SECONDS = (25.0, 110.0)
NOTE_SHARE = 0.12
TOPIC_OF_NAME = {each.name_he: each.code for each in (*topics.TOPICS, *furniture.TOPICS)}
# The one person nobody plays.
PERSONA_ADDRESS = next(each.email for each in people.STAFF if each.code == people.PERSONA)
NOTES = ("בדקתי בצד שלנו, הכול תקין. ממשיך מכאן.", "הלקוח כבר כתב על זה לפני חודש, כדאי לסגור את זה עד הסוף.")


@dataclass
class Colleague:
    """One agent and what they are busy with: the moment by which each case in hand is answered."""

    person: Person
    actor: PersonActor
    answers_at: dict[UUID, datetime] = field(default_factory=dict)


@dataclass
class Colleagues:
    """All agents but the persona. `work` is called every few seconds, with the whole installation in scope."""

    rng: random.Random
    crew: list[Colleague]
    on_shift: list[Colleague] = field(default_factory=list)
    changes_at: datetime | None = None
    # What everybody on shift says of themselves: a break leaves what is new to the persona.
    presence: PresenceKind = PresenceKind.AVAILABLE

    def work(self, now: datetime) -> None:
        """Steps back or returns as the persona comes and goes, changes shifts when due, then lets everybody on shift
        do what is before them."""
        self._make_room(PresenceKind.BREAK if persona_is_at_work(now) else PresenceKind.AVAILABLE)
        if self.changes_at is None or now >= self.changes_at:
            self._change_shift(now)
        for colleague in self.on_shift:
            with in_scope(colleague.actor.businesses):
                touch_presence(colleague.person.pk)
                self._take_offers(colleague, now)
                self._answer_cases(colleague, now)

    def go_home(self) -> None:
        """Everybody leaves their desk."""
        for colleague in self.on_shift:
            set_presence(actor=colleague.actor, kind=PresenceKind.OFFLINE)
        self.on_shift = []

    def _make_room(self, presence: PresenceKind) -> None:
        if presence == self.presence:
            return
        self.presence = presence
        for colleague in self.on_shift:
            set_presence(actor=colleague.actor, kind=presence)

    def _change_shift(self, now: datetime) -> None:
        """One goes and another comes, so that never all change at once."""
        rested = [each for each in self.crew if each not in self.on_shift]
        if len(self.on_shift) >= ON_SHIFT:
            set_presence(actor=self.on_shift.pop(0).actor, kind=PresenceKind.BREAK)
        arriving = self.rng.sample(rested, k=min(ON_SHIFT - len(self.on_shift), len(rested)))
        for colleague in arriving:
            set_presence(actor=colleague.actor, kind=self.presence)
        self.on_shift += arriving
        self.changes_at = now + SHIFT

    def _take_offers(self, colleague: Colleague, now: datetime) -> None:
        offers = Offer.objects.select_related("item__case__assignee").filter(
            person=colleague.person, ended_at=None, offered_at__lt=now - NOTICING
        )
        for offer in offers:
            owner = offer.item.case.assignee
            is_hers = owner is not None and owner.email == PERSONA_ADDRESS
            try:
                if is_hers or self.presence == PresenceKind.BREAK:
                    decline_offer(actor=colleague.actor, offer_id=offer.pk)
                else:
                    accept_offer(actor=colleague.actor, offer_id=offer.pk)
            except MokedError:
                # Taken back or taken by somebody else meanwhile.
                continue

    def _answer_cases(self, colleague: Colleague, now: datetime) -> None:
        held = WorkItem.objects.filter(holder=colleague.person, state=WorkItem.State.HELD).values_list(
            "case_id", flat=True
        )
        in_hand = set(held)
        colleague.answers_at = {key: at for key, at in colleague.answers_at.items() if key in in_hand}
        for case_id in in_hand:
            due = colleague.answers_at.setdefault(
                case_id, now + timedelta(seconds=self.rng.uniform(*WRITING_SECONDS))
            )
            if now >= due:
                del colleague.answers_at[case_id]
                self._answer(colleague, case_id)

    def _answer(self, colleague: Colleague, case_id: UUID) -> None:
        case = Case.objects.select_related("business", "customer", "topic").get(pk=case_id)
        said = Message.objects.filter(case=case).exclude(direction=Direction.NOTE)
        newest = said.order_by("-id").first()
        if case.case_state not in (CaseState.NEW, CaseState.OPEN) or newest is None:
            return
        if newest.direction == Direction.OUT and not newest.is_automatic:
            return
        is_first = not said.filter(direction=Direction.OUT, is_automatic=False).exists()
        topic = TOPIC_OF_NAME.get(case.topic.name, "general") if case.topic else "general"
        blanks = {
            "customer.first_name": given_name(case.customer.name).partition(" ")[0],
            "agent.first_name": colleague.person.first_name,
            "case.reference": case.reference,
        }
        compose = first_answer if is_first else solving_answer
        try:
            if self.rng.random() < NOTE_SHARE:
                cases.write_note(actor=colleague.actor, case_id=case.pk, html=html_from_text(self.rng.choice(NOTES)))
            cases.write_answer(
                actor=colleague.actor,
                case_id=case.pk,
                html=html_from_text(compose(topic, case.language, blanks, self.rng)),
                is_proposal=not is_first,
                seen_message_id=newest.pk,
            )
        except MokedError:
            # The customer wrote while we did: it is answered next time, knowing what they said.
            return


def persona_is_at_work(now: datetime) -> bool:
    """Whether the persona can be given work, and her screen is open."""
    return Presence.objects.filter(
        person__email=PERSONA_ADDRESS,
        kind__in=(PresenceKind.AVAILABLE, PresenceKind.QUIET),
        seen_at__gte=now - SILENCE,
    ).exists()


def gather_colleagues(rng: random.Random) -> Colleagues:
    """Everybody who answers customers, but the persona."""
    addresses = [
        each.email for each in people.STAFF if each.role in ("agent", "back_office") and each.code != people.PERSONA
    ]
    persons = Person.objects.filter(email__in=addresses, is_active=True).order_by("email")
    return Colleagues(rng, [Colleague(person, person_actor(person)) for person in persons])
