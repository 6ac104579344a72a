"""From rows to what the engine knows. A fixed number of queries, whatever the size of the pool."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from uuid import UUID

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
from moked.staff.models import MembershipSkill, PresenceKind, TeamMember, TopicSkill
from moked.staff.models import Presence as PresenceRow

# Screens report every twenty seconds; after this silence the person's connection is gone.
SILENCE = timedelta(seconds=75)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
REFUSED = (Offer.Outcome.DECLINED, Offer.Outcome.EXPIRED)


def load_state(pool_id: UUID, now: datetime, policy: Policy | None = None) -> PoolState:
    """The pool as the database has it. Needs all its businesses in scope."""
    policy = policy or Policy()
    rows = list(WorkItem.objects.filter(pool_id=pool_id).exclude(state=WorkItem.State.DONE).select_related("case"))
    refusals = _refusals(rows, now, policy)
    skills = _skills_by_topic({row.business_id for row in rows})
    return PoolState.of(
        items=[_item(row, skills.get(row.case.topic_id, frozenset()), refusals[row.pk]) for row in rows],
        people=_people(pool_id, now),
        offers=_open_offers(rows),
        holds={
            ItemId(row.pk): Hold(PersonId(row.holder_id), row.held_since or row.waiting_since)
            for row in rows
            if row.holder_id
        },
        policy=policy,
    )


def _item(row: WorkItem, skills: frozenset[tuple[SkillId, int]], refusals: tuple[Refusal, ...]) -> Item:
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
        # Somebody who is on the line comes before a backlog of letters.
        urgency=1.0 if row.mode == WorkItem.Mode.LIVE else 0.0,
        preferred=tuple(PersonId(key) for key in row.preferred),
        preferred_until=row.preferred_until,
        aimed_at=PersonId(row.aimed_at_id) if row.aimed_at_id else None,
        aimed_until=row.aimed_until,
        aimed_away_until=row.aimed_away_until,
        refusals=refusals,
    )


def _skills_by_topic(businesses: set[UUID]) -> dict[UUID | None, frozenset[tuple[SkillId, int]]]:
    found: dict[UUID | None, set[tuple[SkillId, int]]] = defaultdict(set)
    rows = TopicSkill.objects.filter(business_id__in=businesses).values_list("topic_id", "skill_id", "level")
    for topic, skill, level in rows:
        found[topic].add((SkillId(skill), level))
    return {topic: frozenset(needed) for topic, needed in found.items()}


def _refusals(rows: list[WorkItem], now: datetime, policy: Policy) -> dict[UUID, tuple[Refusal, ...]]:
    latest: dict[UUID, dict[UUID, datetime]] = defaultdict(dict)
    ended = Offer.objects.filter(
        item__in=[row.pk for row in rows], outcome__in=REFUSED, ended_at__gt=now - policy.retry_after
    ).order_by("ended_at")
    known = ended.values_list("item_id", "person_id", "ended_at", "outcome", "person__presence__since")
    for item, person, moment, outcome, since in known:
        # Whoever said that they are back is asked again; 'not now' holds as long as it was meant to.
        is_back = outcome == Offer.Outcome.EXPIRED and since is not None and moment is not None and since > moment
        if moment is not None and not is_back:
            latest[item][person] = moment + policy.retry_after
    return defaultdict(
        tuple,
        {
            item: tuple(Refusal(PersonId(person), until) for person, until in until_by_person.items())
            for item, until_by_person in latest.items()
        },
    )


def _open_offers(rows: list[WorkItem]) -> list[OpenOffer]:
    offered = Offer.objects.filter(item__in=[row.pk for row in rows], ended_at=None)
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
    by_person: dict[UUID, dict[BusinessId, Membership]] = defaultdict(dict)
    capacity: dict[UUID, tuple[int, int]] = {}
    for membership, person, business, languages, live, written in memberships:
        by_person[person][BusinessId(business)] = Membership(
            skills[membership], frozenset(languages), frozenset(teams[membership])
        )
        # One person has one capacity; where businesses set it differently the smaller holds for all.
        known = capacity.get(person, (live, written))
        capacity[person] = (min(known[0], live), min(known[1], written))
    presences = PresenceRow.objects.in_bulk(list(by_person))
    return [
        _person(presences.get(person) or _never_seen(person), served, capacity[person], now)
        for person, served in by_person.items()
    ]


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
