"""The rows of made-up customers and cases, written as COPY reads them. A millisecond stands in every key's head."""

from collections.abc import Sequence
from datetime import UTC, datetime
from random import Random
from typing import NamedTuple

from demo.bulk.copying import NULL, Table
from demo.bulk.life import DAY, Course, course_of
from demo.bulk.places import Place
from demo.bulk.words import Vocabulary, quoted
from demo.content.customers import CUSTOMERS
from moked.cases.domain.states import CaseState
from moked.cases.models import Case, CaseClosing, CaseSearch, Message
from moked.channels.models import Delivery
from moked.customers.models import ContactPoint, Customer
from moked.journal.models import JournalEntry
from moked.routing.models import WorkItem

FIRST_NUMBER = 1001
# The journal and the deliveries are there for the latest cases only.
IN_DETAIL = 365 * DAY
ENGLISH_SHARE = 0.2
CHAT_SHARE = 0.25
COMES_BACK = 0.55
# One customer writes far more than anybody: a robot of somebody's shop.
REGULAR_SHARE = 0.003
UNASSIGNED_SHARE = 0.02
RARE_TOPIC_SHARE = 0.0004
OFFERED = (CaseState.PROPOSED, CaseState.CLOSED, CaseState.UNCONFIRMED)


class Known(NamedTuple):
    """A customer as their cases need them."""

    key: str
    point: str
    words: str


def new_key(rng: Random, moment: int) -> str:
    """A key of version 7 of that moment."""
    head, tail = f"{moment:012x}", f"{rng.getrandbits(72):018x}"
    return f"{head[:8]}-{head[8:]}-7{tail[:3]}-a{tail[3:6]}-{tail[6:]}"


def stamp(moment: int) -> str:
    """A moment as PostgreSQL reads it."""
    return datetime.fromtimestamp(moment / 1000, UTC).isoformat()


class Writer:
    """Makes one business's rows, case by case. `end` is now, `xid` the transaction that loads."""

    def __init__(self, rng: Random, place: Place, end: int, xid: int, languages: Sequence[Vocabulary]) -> None:
        self.rng, self.place, self.end, self.xid = rng, place, end, str(xid)
        self.hebrew, self.english = languages
        self.business = str(place.business.pk)
        self.pool = str(place.business.pool_id)
        self.number = FIRST_NUMBER
        self.people = [str(key) for key in place.people]
        self.teams = [str(key) for key in place.teams]
        self.topics = [str(key) for key in place.topics]
        self.first_names = sorted({one.first_name for one in CUSTOMERS})
        self.last_names = sorted({one.last_name for one in CUSTOMERS})
        self.known: list[Known] = []
        self._make_tables()

    def _make_tables(self) -> None:
        self.customers = Table(Customer, "id", "business_id", "name", "language", "created_at")
        self.points = Table(
            ContactPoint,
            *("id", "business_id", "customer_id", "kind", "shown", "normal", "verified_at", "verified_by"),
            "created_at",
        )
        self.cases = Table(
            Case,
            *("id", "business_id", "number", "customer_id", "contact_point_id", "channel", "account_id", "subject"),
            *("topic_id", "language", "state", "waiting_for", "set_aside_reason", "team_id", "assignee_id"),
            *("opened_at", "last_activity_at", "customer_wrote_at", "answered_at", "proposed_at", "closed_at"),
            "next_check_at",
        )
        self.messages = Table(
            Message,
            *("id", "business_id", "case_id", "direction", "channel", "author_id", "contact_point_id", "text"),
            *("language", "is_proposal", "created_at", "sent_at"),
        )
        self.searches = Table(CaseSearch, "case_id", "business_id", "lexemes")
        self.closings = Table(CaseClosing, "id", "business_id", "case_id", "contact_point_id", "channel", "at")
        self.deliveries = Table(
            Delivery,
            *("id", "business_id", "message_id", "account_id", "contact_point_id", "provider_id", "state"),
            *("next_attempt_at", "sent_at", "created_at"),
        )
        self.items = Table(
            WorkItem,
            *("id", "business_id", "pool_id", "case_id", "state", "mode", "language", "team_id", "waiting_since"),
            *("holder_id", "held_since"),
        )
        self.journal = Table(
            JournalEntry, "xid", "at", "business_id", "code", "actor", "case_id", "person_id", "facts"
        )

    @property
    def tables(self) -> list[Table]:
        """In an order in which nothing names a row that comes later."""
        return [
            *(self.customers, self.points, self.cases, self.messages, self.searches, self.closings),
            *(self.deliveries, self.items, self.journal),
        ]

    def write(self) -> None:
        """Sends the rows made so far."""
        for table in self.tables:
            table.write()

    def add_case(self, opened: int) -> None:
        """One more case with all that belongs to it."""
        rng = self.rng
        customer = self._customer(opened)
        course = course_of(rng, opened, self.end)
        case = new_key(rng, opened)
        channel = "chat" if rng.random() < CHAT_SHARE else "mail"
        vocabulary, language = (self.english, "en") if rng.random() < ENGLISH_SHARE else (self.hebrew, "he")
        holder = NULL
        if course.state not in (CaseState.NEW, CaseState.SET_ASIDE) and rng.random() > UNASSIGNED_SHARE:
            # The more experienced have more.
            holder = self.people[int(len(self.people) * rng.random() ** 1.5)]
        number, self.number = self.number, self.number + 1
        subject = vocabulary.draw(rng, rng.randrange(3, 8))
        used = {vocabulary.lexemes[word] for word in subject}
        for place, (moment, direction) in enumerate(course.turns):
            is_proposal = direction == "out" and place == len(course.turns) - 1 and course.state in OFFERED
            words = vocabulary.draw(rng, rng.randrange(8, 40))
            if direction == "in":
                used.update(vocabulary.lexemes[word] for word in words)
            message = self._message(case, customer, channel, language, words, moment, direction, holder, is_proposal)
            self._tell_turn(case, message, channel, moment, direction, holder, customer, is_proposal)
        self._case(case, number, customer, channel, language, " ".join(subject), course, holder)
        self.searches.add(case, self.business, f"{' '.join(used)} {customer.words} '{number}'")
        self._ending(case, customer, channel, course, holder)
        self._work(case, course, channel, language, holder)

    def _customer(self, opened: int) -> Known:
        rng, known = self.rng, self.known
        if known and rng.random() < REGULAR_SHARE:
            return known[0]
        if known and rng.random() < COMES_BACK:
            return known[int(len(known) * rng.random())]
        key, point = new_key(rng, opened), new_key(rng, opened)
        first, last = rng.choice(self.first_names), rng.choice(self.last_names)
        address = f"{rng.choice(self.english.words[:3000])}.{len(known)}@mail{rng.randrange(40)}.test"
        at = stamp(opened)
        self.customers.add(key, self.business, f"{first} {last}", "he", at)
        self.points.add(point, self.business, key, "email", address, address, at, "received", at)
        if rng.random() < 0.5:
            # Odd and no multiple of five, so each customer's number is another one.
            phone = f"+9725{len(known) * 7_919_019 % 10**8:08d}"
            self.points.add(new_key(rng, opened), self.business, key, "phone", phone, phone, NULL, "", at)
        found = Known(key, point, quoted([first, last, address]))
        known.append(found)
        return found

    def _message(
        self,
        case: str,
        customer: Known,
        channel: str,
        language: str,
        words: list[str],
        moment: int,
        direction: str,
        holder: str,
        is_proposal: bool,
    ) -> str:
        key, at = new_key(self.rng, moment), stamp(moment)
        is_ours = direction != "in"
        middle = len(words) // 2
        text = f"{' '.join(words[:middle])}.\\n{' '.join(words[middle:])}."
        self.messages.add(
            *(key, self.business, case, direction, channel, holder if is_ours else NULL),
            *(NULL if is_ours else customer.point, text, language, "t" if is_proposal else "f", at, at),
        )
        return key

    def _tell_turn(
        self,
        case: str,
        message: str,
        channel: str,
        moment: int,
        direction: str,
        holder: str,
        customer: Known,
        is_proposal: bool,
    ) -> None:
        if self.end - moment > IN_DETAIL:
            return
        at = stamp(moment)
        if direction == "in":
            self._tell(at, "customer_wrote", case, holder, f'{{"message_id":"{message}","channel":"{channel}"}}')
        elif direction == "note":
            self._tell(at, "note_written", case, holder, f'{{"message_id":"{message}"}}')
        else:
            facts = f'{{"message_id":"{message}","is_proposal":{"true" if is_proposal else "false"}}}'
            self._tell(at, "message_released", case, holder, facts)
            self.deliveries.add(
                *(new_key(self.rng, moment), self.business, message, str(self.place.account_id), customer.point),
                *(f"<{message}@bulk.test>", "sent", at, at, at),
            )

    def _tell(self, at: str, code: str, case: str, person: str, facts: str) -> None:
        self.journal.add(self.xid, at, self.business, code, "system:demo", case, person, facts)

    def _case(
        self,
        case: str,
        number: int,
        customer: Known,
        channel: str,
        language: str,
        subject: str,
        course: Course,
        holder: str,
    ) -> None:
        rng, state = self.rng, course.state
        topic = str(self.place.rare_topic)
        if rng.random() > RARE_TOPIC_SHARE:
            topic = rng.choice(self.topics) if rng.random() < 0.9 else NULL
        written = [moment for moment, direction in course.turns if direction == "in"]
        answered = [moment for moment, direction in course.turns if direction == "out"]
        opened = course.turns[0][0]
        checked = stamp(self.end + rng.randrange(DAY)) if state == CaseState.PROPOSED else NULL
        self.cases.add(
            *(case, self.business, str(number), customer.key, customer.point, channel),
            *(str(self.place.account_id), subject, topic, language, state.value),
            "customer" if state == CaseState.WAITING else "",
            "robot" if state == CaseState.SET_ASIDE else "",
            rng.choice(self.teams) if rng.random() < 0.6 else NULL,
            *(holder, stamp(opened), stamp(course.last), stamp(written[-1])),
            stamp(answered[-1]) if answered else NULL,
            stamp(answered[-1]) if answered and state in OFFERED else NULL,
            *(stamp(course.ended) if state == CaseState.CLOSED else NULL, checked),
        )
        if self.end - opened < IN_DETAIL:
            facts = f'{{"customer_id":"{customer.key}","channel":"{channel}"}}'
            self._tell(stamp(opened), "case_opened", case, NULL, facts)
            if holder != NULL:
                self._tell(stamp(opened + 60_000), "case_assigned", case, holder, '{"previous_id":null}')

    def _ending(self, case: str, customer: Known, channel: str, course: Course, holder: str) -> None:
        if course.state != CaseState.CLOSED:
            return
        key, at = new_key(self.rng, course.ended), stamp(course.ended)
        self.closings.add(key, self.business, case, customer.point, channel, at)
        if self.end - course.ended < IN_DETAIL:
            self._tell(at, "case_closed", case, holder, f'{{"closing_id":"{key}","channel":"{channel}"}}')

    def _work(self, case: str, course: Course, channel: str, language: str, holder: str) -> None:
        if course.state not in (CaseState.NEW, CaseState.OPEN):
            return
        since = stamp(course.last)
        is_held = holder != NULL
        self.items.add(
            *(new_key(self.rng, course.last), self.business, self.pool, case, "held" if is_held else "waiting"),
            *("live" if channel == "chat" else "deferred", language, NULL, since, holder),
            since if is_held else NULL,
        )
