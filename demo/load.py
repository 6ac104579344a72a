"""Loading the demo: two businesses and their last sixty days, told through the product's own services.

All of it is one transaction, so a loading that was stopped leaves nothing behind but files nobody names.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from demo.agreeing import agree, agree_anew
from demo.asking import ask_what_happens
from demo.calling import let_call
from demo.clientele import add_customers, add_organisations
from demo.clock import at, let_defaults_follow
from demo.content import customers, furniture
from demo.content.openers import next_message
from demo.content.shapes import Incoming, Story
from demo.content.stories import STORIES
from demo.crisis import crisis_of
from demo.diagnosing import diagnose, write_guides
from demo.doubles import SECOND_COMINGS, SecondComing
from demo.learning import nights_of
from demo.letters import Draft
from demo.on_duty import write_exceptions
from demo.people_who_write import DOOR_OF_TOPIC, PEOPLE_WHO_WRITE
from demo.promising import set_up_profiles
from demo.recovering import recover_low_marks, set_up_following
from demo.retelling import Retelling, deliver_mail
from demo.ringing import rings_of
from demo.structure import SETUP, Place, set_up_businesses
from moked.agreements.services import send_agreement_mails, sweep_agreements
from moked.businesses.scope import in_whole_installation
from moked.businesses.selectors import demo_is_loaded
from moked.cases.services import check_due_cases
from moked.channels.chat.presence import mark_departed
from moked.channels.outbox import send_due_deliveries
from moked.journal.partitions import make_partitions
from moked.promises.profiles import hears_at
from moked.promises.services import make_due_estimates, sweep_calls, sweep_clocks, sweep_commitments, sweep_silence
from moked.staff.actors import PersonActor
from moked.staff.models import Presence

HISTORY = timedelta(days=63)
# Reminders count in days: looking each minute, as the worker does, would only take long.
WORKER_LOOKS_EVERY = timedelta(hours=2)
LOOKS_CLOSELY, CLOSELY = timedelta(days=2), timedelta(minutes=20)
ZONE = ZoneInfo("Asia/Jerusalem")
# Who speaks for the service with its customers.
DIRECTOR = "michal.adler"
AGENT = "noa.barak"
# When the first agreement was settled, and how near its renewal is.
AGREED_AGO, RENEWED_IN = timedelta(days=60), timedelta(days=24)
# First messages of the last half hour that nobody has taken up yet.
WAITING_NOW = 5


@dataclass(frozen=True)
class Act:
    """Something that happens at a moment; `order` keeps one story's turns of the same minute apart."""

    at: datetime
    order: int
    happen: Callable[[], None]


def load_demo(now: datetime | None = None) -> bool:
    """Loads the demo unless it is loaded. True when something was loaded. `now` is where the history ends."""
    now = (now or timezone.now()).astimezone(ZONE)
    let_defaults_follow()
    with in_whole_installation("the demo is two businesses"), transaction.atomic():
        if demo_is_loaded():
            return False
        make_partitions((now - HISTORY).date(), count=4)
        with at(now - HISTORY):
            places = set_up_businesses()
            known = _add_clientele(places)
        # They left their desks just now, so what they have in hand is not taken from them at once.
        Presence.objects.update(since=now, seen_at=now, idle_since=now)
        _tell(sorted(_acts(places, known, now), key=lambda each: (each.at, each.order)), now)
        ask_what_happens(places[0].business, now)
        let_call(places[0], places[0].actors[DIRECTOR], now)
        with at(now):
            recover_low_marks(now)
            set_up_following(places[0], places[0].actors[DIRECTOR], places[0].actors[AGENT])
        diagnose(_by_person(places[0]), places[0].business.pk, now)
        write_exceptions(places[0].actors[DIRECTOR], places[0].business, now.date())
    return True


def _by_person(place: Place) -> dict[UUID, PersonActor]:
    actors = [place.actors[AGENT], *place.actors.values()]
    return {actor.person_id: actor for actor in actors}


def _tell(acts: list[Act], now: datetime) -> None:
    looked_at = now - HISTORY
    for act in (*acts, Act(now, 0, lambda: None)):
        with at(act.at):
            for moment in _looks(looked_at, act.at, now):
                with at(moment):
                    _let_time_pass(moment)
                looked_at = moment
            act.happen()
            # The worker thinks within a second; chats are over long before it looks for anything else.
            make_due_estimates(act.at)


def _looks(before: datetime, until: datetime, now: datetime) -> Iterator[datetime]:
    """When the worker looked before `until`: closely of late, so that what still rings rang step by step."""
    moment = max(before, min(until, now - LOOKS_CLOSELY)) + CLOSELY
    while moment < until:
        yield moment
        moment += CLOSELY
    if until - before >= WORKER_LOOKS_EVERY or until == now:
        yield until


def _add_clientele(places: tuple[Place, ...]) -> dict[str, UUID]:
    tapuz, galil = places
    known = add_customers(tapuz.business, customers.CUSTOMERS)
    add_organisations(tapuz.business, known)
    set_up_profiles(tapuz.actors[DIRECTOR], tapuz.business.pk, timezone.now().date())
    write_guides(SETUP, tapuz.business.pk, tapuz.topics)
    return known | add_customers(galil.business, furniture.CUSTOMERS)


def _acts(places: tuple[Place, ...], known: Mapping[str, UUID], now: datetime) -> list[Act]:
    tapuz, galil = places
    told = [(story, tapuz) for story in STORIES] + [(story, galil) for story in furniture.STORIES]
    acts = [act for story, place in told for act in _acts_of(story, place, known, now)]
    more = (*crisis_of(tapuz), *rings_of(tapuz), *nights_of(tapuz))
    faults = [Act(now - ago, 2, happen) for ago, happen in more]
    meetings = _meetings(tapuz, now)
    return acts + _waiting_acts(tapuz, now) + _second_comings(tapuz, now) + faults + meetings


def _meetings(place: Place, now: datetime) -> list[Act]:
    director, business_id = place.actors[DIRECTOR], place.business.pk
    renew_on = now.date() + RENEWED_IN
    return [
        Act(now - AGREED_AGO, 0, lambda: agree(director, business_id, renew_on)),
        Act(now - timedelta(days=1), 0, lambda: agree_anew(director, business_id)),
    ]


def _acts_of(story: Story, place: Place, known: Mapping[str, UUID], now: datetime) -> list[Act]:
    retelling = Retelling(story, place, PEOPLE_WHO_WRITE[story.customer], known.get(story.customer))
    return [
        Act(moment, position, lambda position=position: retelling.tell(position))  # type: ignore[misc]
        for position, moment in enumerate(retelling.moments(now))
    ]


def _waiting_acts(place: Place, now: datetime) -> list[Act]:
    mails = [each for each in map(next_message, range(60)) if each.channel == "mail"][:WAITING_NOW]
    return [
        Act(now - timedelta(minutes=4 + 5 * position), 0, lambda mail=mail, n=position: _write(place, mail, n))  # type: ignore[misc]
        for position, mail in enumerate(mails)
    ]


def _second_comings(place: Place, now: datetime) -> list[Act]:
    return [Act(now - each.ago, 1, lambda each=each: _come_again(place, each)) for each in SECOND_COMINGS]  # type: ignore[misc]


def _come_again(place: Place, each: SecondComing) -> None:
    mailbox = place.mailboxes[each.door]
    draft = Draft(
        mail_id=f"again.{each.code}@{each.sender.rpartition('@')[2]}",
        sender_name=each.sender_name,
        sender=each.sender,
        to=mailbox.address,
        subject=each.subject,
        text=each.text,
        at=timezone.now(),
    )
    deliver_mail(mailbox, draft)


def _write(place: Place, incoming: Incoming, number: int) -> None:
    writer = PEOPLE_WHO_WRITE[incoming.customer]
    mailbox = place.mailboxes[DOOR_OF_TOPIC.get(incoming.topic, "service")]
    draft = Draft(
        mail_id=f"waiting.{number}@{writer.emails[0].rpartition('@')[2]}",
        sender_name=f"{writer.first_name} {writer.last_name}",
        sender=writer.emails[0],
        to=mailbox.address,
        subject=incoming.subject,
        text=incoming.text,
        at=timezone.now(),
    )
    deliver_mail(mailbox, draft)


def _let_time_pass(now: datetime) -> None:
    """What the worker does meanwhile: clocks run out, reminders, ends of waits, and visitors who left."""
    mark_departed(now)
    sweep_clocks(now)
    sweep_calls(now)
    sweep_silence(now)
    sweep_commitments(now)
    make_due_estimates(now)
    sweep_agreements(now)
    send_agreement_mails(now)
    if check_due_cases(now, hears_at=hears_at):
        send_due_deliveries()
