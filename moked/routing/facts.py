"""From rows to what the engine knows. A fixed number of queries, whatever the size of the pool.

A backlog of ten thousand items must not be read anew for each mail: `KnownItems` remembers what it made of a row and
reads only rows that PostgreSQL has written since, which a row's `xmin` tells.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import connection

from moked.promises.models import EmergencyTeam
from moked.routing.domain.changes import Offer as OpenOffer
from moked.routing.domain.facts import (
    BusinessId,
    Hold,
    Item,
    ItemId,
    Membership,
    Mode,
    Person,
    PersonId,
    Policy,
    Presence,
    Refusal,
    Requirement,
    SkillId,
    TeamId,
)
from moked.routing.domain.state import PoolState
from moked.routing.domain.why import Why, WhyCode
from moked.routing.models import Offer, WorkItem
from moked.staff.models import Membership as MembershipRow
from moked.staff.models import MembershipSkill, PresenceKind, Team, TeamMember, TopicSkill
from moked.staff.models import Presence as PresenceRow

# Screens report every twenty seconds; after this silence the person's connection is gone.
SILENCE = timedelta(seconds=75)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
REFUSED = (Offer.Outcome.DECLINED, Offer.Outcome.EXPIRED)


# What an item was made of: the row's version, its case's topic, the skills that topic needs, and how much of the
# promise, or of a task's time, is used up, in tenths. The law's time of a case merged into it runs on and counts too.
Version = tuple[str, UUID | None, frozenset[tuple[SkillId, int]], int]

OPEN_ITEMS = """
SELECT item.id, item.xmin::text, c.topic_id, CASE WHEN item.task_id IS NULL THEN (
    SELECT greatest(
      (SELECT max(k.used) FROM promises_clock k WHERE k.case_id = item.case_id AND k.phase = 'running'),
      (SELECT max(k.used) FROM cases_case merged JOIN promises_clock k ON k.case_id = merged.id
       WHERE merged.canonical_id = item.case_id AND k.kind = 'statutory' AND k.phase = 'running')))
  ELSE (
    SELECT least(99, floor(
      10 * extract(epoch FROM now() - t.opened_at) / extract(epoch FROM t.due_at - t.opened_at)))::int
    FROM cases_task t WHERE t.id = item.task_id) END
FROM routing_workitem item JOIN cases_case c ON c.id = item.case_id
WHERE item.pool_id = %s AND item.state <> 'done'
"""


@dataclass
class KnownItems:
    """The open items of a pool as last read, without refusals; brought up to date by `read`."""

    items: dict[UUID, Item] = field(default_factory=dict)
    holds: dict[UUID, Hold] = field(default_factory=dict)
    versions: dict[UUID, Version] = field(default_factory=dict)

    def read(self, pool_id: UUID) -> None:
        """Reads what is new or was written since, and forgets what is done."""
        skills = _skills_by_topic(pool_id)
        with connection.cursor() as cursor:
            cursor.execute(OPEN_ITEMS, (pool_id,))
            versions = {
                key: (version, topic, skills.get(topic, frozenset()), used or 0)
                for key, version, topic, used in cursor.fetchall()
            }
        changed = [key for key, version in versions.items() if self.versions.get(key) != version]
        for gone in self.versions.keys() - versions.keys():
            self._forget(gone)
        for row in WorkItem.objects.filter(pk__in=changed) if changed else ():
            self._forget(row.pk)
            if row.state != WorkItem.State.DONE:
                self._know(row, versions[row.pk])

    def _know(self, row: WorkItem, version: Version) -> None:
        self.versions[row.pk] = version
        self.items[row.pk] = _item(row, version[2], version[3])
        if row.holder_id:
            self.holds[row.pk] = Hold(PersonId(row.holder_id), row.held_since or row.waiting_since)

    def _forget(self, key: UUID) -> None:
        for known in (self.items, self.holds, self.versions):
            known.pop(key, None)


def load_state(
    pool_id: UUID, now: datetime, policy: Policy | None = None, known: KnownItems | None = None
) -> PoolState:
    """The pool as the database has it. Needs all its businesses in scope. `known` saves reading old rows again."""
    policy = policy or Policy()
    known = KnownItems() if known is None else known
    known.read(pool_id)
    items = {ItemId(key): item for key, item in known.items.items()}
    for key, refusals in _refusals(pool_id, now, policy).items():
        if key in known.items:
            items[ItemId(key)] = replace(known.items[key], refusals=refusals)
    offers = [offer for offer in _open_offers(pool_id) if offer.item in known.items and offer.item not in known.holds]
    return PoolState.of(
        items=items.values(),
        people=_people(pool_id, now),
        offers=offers,
        holds={ItemId(key): hold for key, hold in known.holds.items()},
        policy=policy,
    )


def _item(row: WorkItem, skills: frozenset[tuple[SkillId, int]], used: int) -> Item:
    return Item(
        id=ItemId(row.pk),
        needs=Requirement(
            business=BusinessId(row.business_id),
            mode=Mode(row.mode),
            language=row.language or None,
            skills=skills,
            team=TeamId(row.team_id) if row.team_id else None,
        ),
        waiting_since=row.waiting_since,
        # The promise that is used up most comes first; somebody who is on the line begins as if theirs were due.
        urgency=used / 10 + (1.0 if row.mode == WorkItem.Mode.LIVE else 0.0),
        preferred=tuple(PersonId(key) for key in row.preferred),
        preferred_until=row.preferred_until,
        aimed_at=PersonId(row.aimed_at_id) if row.aimed_at_id else None,
        aimed_until=row.aimed_until,
        aimed_away_until=row.aimed_away_until,
        is_task=row.task_id is not None,
    )


def _skills_by_topic(pool_id: UUID) -> dict[UUID | None, frozenset[tuple[SkillId, int]]]:
    found: dict[UUID | None, set[tuple[SkillId, int]]] = defaultdict(set)
    rows = TopicSkill.objects.filter(business__pool_id=pool_id).values_list("topic_id", "skill_id", "level")
    for topic, skill, level in rows:
        found[topic].add((SkillId(skill), level))
    return {topic: frozenset(needed) for topic, needed in found.items()}


def _refusals(pool_id: UUID, now: datetime, policy: Policy) -> dict[UUID, tuple[Refusal, ...]]:
    latest: dict[UUID, dict[UUID, datetime]] = defaultdict(dict)
    ended = Offer.objects.filter(
        item__pool_id=pool_id, outcome__in=REFUSED, ended_at__gt=now - policy.retry_after
    ).order_by("ended_at")
    known = ended.values_list("item_id", "person_id", "ended_at", "outcome", "person__presence__since")
    for item, person, moment, outcome, since in known:
        # Whoever said that they are back is asked again; 'not now' holds as long as it was meant to.
        is_back = outcome == Offer.Outcome.EXPIRED and since is not None and moment is not None and since > moment
        if moment is not None and not is_back:
            latest[item][person] = moment + policy.retry_after
    return {
        item: tuple(Refusal(PersonId(person), until) for person, until in until_by_person.items())
        for item, until_by_person in latest.items()
    }


def _open_offers(pool_id: UUID) -> list[OpenOffer]:
    offered = Offer.objects.filter(item__pool_id=pool_id, ended_at=None)
    return [
        OpenOffer(
            item=ItemId(offer.item_id),
            person=PersonId(offer.person_id),
            mode=Mode(offer.mode),
            why=Why(WhyCode(offer.why_code), offer.why_facts),
            expires_at=offer.expires_at,
        )
        for offer in offered
    ]


def _people(pool_id: UUID, now: datetime) -> list[Person]:
    memberships = list(
        MembershipRow.objects.filter(business__pool_id=pool_id, is_active=True, person__is_active=True).values_list(
            "pk", "person_id", "business_id", "languages", "live_capacity", "written_capacity"
        )
    )
    keys = [row[0] for row in memberships]
    skills: dict[UUID, dict[SkillId, int]] = defaultdict(dict)
    for membership, skill, level in MembershipSkill.objects.filter(membership__in=keys).values_list(
        "membership_id", "skill_id", "level"
    ):
        skills[membership][SkillId(skill)] = level
    teams: dict[UUID, set[TeamId]] = defaultdict(set)
    for membership, team in TeamMember.objects.filter(membership__in=keys).values_list("membership_id", "team_id"):
        teams[membership].add(TeamId(team))
    reach = _reach_in_emergencies(pool_id)
    by_person: dict[UUID, dict[BusinessId, Membership]] = defaultdict(dict)
    capacity: dict[UUID, tuple[int, int]] = {}
    for membership, person, business, languages, live, written in memberships:
        by_person[person][BusinessId(business)] = Membership(
            skills[membership], frozenset(languages), _served(teams[membership], reach.get(business))
        )
        # One person has one capacity; where businesses set it differently the smaller holds for all.
        known = capacity.get(person, (live, written))
        capacity[person] = (min(known[0], live), min(known[1], written))
    presences = PresenceRow.objects.in_bulk(list(by_person))
    return [
        _person(presences.get(person) or _never_seen(person), served, capacity[person], now)
        for person, served in by_person.items()
    ]


# Whom an emergency calls in, and all they then serve.
Reach = tuple[frozenset[TeamId], frozenset[TeamId]]


def _served(own: set[TeamId], reach: Reach | None) -> frozenset[TeamId]:
    """The teams whose work somebody of these teams takes."""
    return reach[1] if reach and own & reach[0] else frozenset(own)


def _reach_in_emergencies(pool_id: UUID) -> dict[UUID, Reach]:
    """By business, where an emergency calls teams in. One query as a rule, two where one does."""
    called: dict[UUID, set[TeamId]] = defaultdict(set)
    rows = EmergencyTeam.objects.filter(business__pool_id=pool_id, emergency__off_at=None)
    for business, team in rows.values_list("business_id", "team_id"):
        called[business].add(TeamId(team))
    served: dict[UUID, set[TeamId]] = defaultdict(set)
    if called:
        for business, team in Team.objects.filter(business__in=called).values_list("business_id", "pk"):
            served[business].add(TeamId(team))
    return {business: (frozenset(teams), frozenset(served[business])) for business, teams in called.items()}


def _never_seen(person: UUID) -> PresenceRow:
    """Who never sat down stays known, so that work they took by hand stays with them."""
    return PresenceRow(
        person_id=person, kind=PresenceKind.OFFLINE, since=LONG_AGO, seen_at=LONG_AGO, idle_since=LONG_AGO
    )


def _person(
    row: PresenceRow, memberships: dict[BusinessId, Membership], capacity: tuple[int, int], now: datetime
) -> Person:
    is_silent = now - row.seen_at > SILENCE
    return Person(
        id=PersonId(row.person_id),
        presence=Presence.OFFLINE if is_silent else Presence(row.kind),
        presence_since=max(row.since, row.seen_at) if is_silent else row.since,
        idle_since=row.idle_since,
        memberships=memberships,
        live_capacity=capacity[0],
        deferred_capacity=capacity[1],
    )
