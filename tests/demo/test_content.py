"""The demo's content holds together: what is referred to exists and nothing real slips in."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from demo.content import customers, furniture, people, ready_answers, topics
from demo.content.openers import (
    OPENERS,
    TAPUZ_SOURCE,
    Source,
    customer_reminder,
    customer_reply,
    guess_topic,
    next_message,
)
from demo.content.openers.later_messages import ACKNOWLEDGED, BY_TOPIC, PLAIN, REMINDERS
from demo.content.shapes import Customer, Mood, Story
from demo.content.stories import STORIES
from demo.content.timeline import moments_of

EVERYTHING = (
    people.STAFF,
    people.TEAMS,
    customers.ORGANISATIONS,
    customers.CUSTOMERS,
    customers.STRANGERS,
    topics.TOPICS,
    ready_answers.READY_ANSWERS,
    STORIES,
    OPENERS,
    tuple(BY_TOPIC.values()),
    tuple(PLAIN.values()),
    tuple(ACKNOWLEDGED.values()),
    REMINDERS,
    furniture.CUSTOMERS,
    furniture.STORIES,
    furniture.OPENERS,
    furniture.READY_ANSWERS,
    tuple(furniture.REPLIES.values()),
)
WRITERS = {each.code: each for each in customers.CUSTOMERS + customers.STRANGERS + furniture.CUSTOMERS}
STAFF = {each.code for each in people.STAFF}
TOPIC_CODES = {each.code for each in topics.TOPICS}
GALIL_TOPICS = {each.code for each in furniture.TOPICS}
ALL_STORIES = STORIES + furniture.STORIES
MOODS: tuple[Mood, ...] = ("calm", "impatient", "angry", "grateful")
SOURCES = pytest.mark.parametrize("source", [TAPUZ_SOURCE, furniture.SOURCE], ids=["tapuz", "galil"])
by_story = pytest.mark.parametrize("story", ALL_STORIES, ids=lambda story: story.code)


def texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from texts_in(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts_in(getattr(value, field.name))


def test_holds_no_bidi_control_characters() -> None:
    controls = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    marks = {"\u200e", "\u200f", "\u061c"}
    for text in texts_in(EVERYTHING):
        assert not {each for each in text if each in marks or unicodedata.bidirectional(each) in controls}, text


def test_keeps_every_address_under_test() -> None:
    for text in texts_in(EVERYTHING):
        for domain in re.findall(r"[\w.+-]+@([\w.-]+\w)", text):
            assert domain.endswith(".test"), text


def test_invents_every_phone() -> None:
    for text in texts_in(EVERYTHING):
        for number in re.findall(r"\b0\d{1,2}-\d{3}-\d{4}\b", text):
            assert "-555-" in number, text


def test_gives_nobody_anothers_code_or_address() -> None:
    served = customers.CUSTOMERS + customers.STRANGERS + furniture.CUSTOMERS
    emails = [email for each in served for email in each.emails] + [each.email for each in people.STAFF]
    codes = [each.code for each in served]
    phones = [phone for each in customers.CUSTOMERS for phone in each.phones]
    for values in (emails, codes, phones, [each.code for each in ALL_STORIES], [each.code for each in people.STAFF]):
        assert [value for value, count in Counter(values).items() if count > 1] == []


def test_staffs_known_teams_with_known_skills() -> None:
    teams, skills = {each.code for each in people.TEAMS}, {each.code for each in people.SKILLS}
    for member in people.STAFF:
        assert member.team in teams
        assert set(member.stands_in_for) <= STAFF
        assert all(each.skill in skills and 1 <= each.level <= 5 for each in member.skills)
    assert {each.role for each in people.STAFF} == {
        "administrator", "service_director", "shift_manager", "agent", "back_office",
    }  # fmt: skip
    assert people.PERSONA in STAFF
    assert set(furniture.STAFF) <= STAFF


def test_needs_only_skills_somebody_has() -> None:
    for topic in topics.TOPICS + furniture.TOPICS:
        needed = {each.skill: each.level for each in topic.skills}
        assert any(
            all(
                {each.skill: each.level for each in member.skills}.get(skill, 0) >= level
                for skill, level in needed.items()
            )
            for member in people.STAFF
        ), topic.code


def test_offers_ready_answers_for_known_topics_with_known_placeholders() -> None:
    known = {"customer", "agent", "case", "refund", "visit", "slots", "cancellation", "order"}
    for replies, codes in ((ready_answers.READY_ANSWERS, TOPIC_CODES), (furniture.READY_ANSWERS, GALIL_TOPICS)):
        assert len({each.code for each in replies}) == len(replies)
        for reply in replies:
            assert reply.topic is None or reply.topic in codes
            assert {each.split(".")[0] for each in re.findall(r"\{\{ (\S+) \}\}", reply.body)} <= known


@by_story
def test_refers_only_to_what_exists(story: Story) -> None:
    assert story.customer in WRITERS
    assert story.topic in (GALIL_TOPICS if story in furniture.STORIES else TOPIC_CODES)
    assert story.agent is None or story.agent in STAFF
    assert {turn.by for turn in story.turns if turn.by} <= STAFF
    assert (story.subject == "") == (story.channel == "chat")
    if story.set_aside_reason:
        assert story.set_aside_reason in {each.code for each in topics.SET_ASIDE_REASONS}


@by_story
def test_ends_as_its_turns_say(story: Story) -> None:
    speakers = [turn.speaker for turn in story.turns]
    assert speakers[0] == "customer"
    assert (story.ending == "set_aside") == (story.set_aside_reason is not None)
    assert (story.survey is None) or story.ending in {"closed", "reopened"}
    if story.ending == "closed":
        assert story.survey is not None
        assert 1 <= story.survey.ease <= 5
        assert "customer" in speakers[speakers.index("proposal") :]
    if story.ending in {"proposed", "unconfirmed"}:
        assert "customer" not in speakers[speakers.index("proposal") :]


@by_story
def test_moves_forward_within_sixty_days(story: Story) -> None:
    assert all(earlier.minute <= later.minute for earlier, later in pairwise(story.turns))
    assert 0 <= story.days_ago <= 60


@by_story
@pytest.mark.parametrize("hour", [0, 7, 10, 23])
def test_never_speaks_from_the_future(story: Story, hour: int) -> None:
    now = datetime(2026, 11, 24, hour, 5, tzinfo=ZoneInfo("Asia/Jerusalem"))
    moments = moments_of(story, now)
    assert len(moments) == len(story.turns)
    assert max(moments) <= now
    assert moments[0].strftime("%H:%M") == story.clock


def test_gives_every_topic_openers_and_replies() -> None:
    assert {each.topic for each in OPENERS} == TOPIC_CODES == set(BY_TOPIC)
    assert {each.topic for each in furniture.OPENERS} == GALIL_TOPICS == set(furniture.REPLIES)
    assert min(Counter(each.topic for each in OPENERS if each.language == "he").values()) >= 7


def test_has_enough_to_say() -> None:
    later = [*texts_in((tuple(BY_TOPIC.values()), tuple(PLAIN.values()), tuple(ACKNOWLEDGED.values()), REMINDERS))]
    assert len(OPENERS) >= 120
    assert len(set(later)) >= 150
    assert len(customers.CUSTOMERS) >= 60
    assert len(STORIES) >= 45


@SOURCES
@pytest.mark.parametrize("start", [0, 77, 1000])
def test_repeats_no_message_in_two_hundred(source: Source, start: int) -> None:
    if source is furniture.SOURCE:
        window = range(start, start + 3 * len(source.openers))
    else:
        window = range(start, start + 200)
    said = [next_message(seed, source=source).text for seed in window]
    assert [text for text, count in Counter(said).items() if count > 1] == []


@SOURCES
def test_leaves_no_slot_or_choice_unfilled(source: Source) -> None:
    for seed in range(600):
        message = next_message(seed, source=source)
        assert not set("{}[|]") & set(message.text + message.subject), message
        assert message.text


@SOURCES
def test_says_the_same_for_the_same_seed(source: Source) -> None:
    assert [next_message(seed, source=source) for seed in range(50)] == [
        next_message(seed, source=source) for seed in range(50)
    ]


@SOURCES
def test_writes_in_the_writers_language(source: Source) -> None:
    codes = {each.code: each for each in source.customers}
    for seed in range(300):
        message = next_message(seed, source=source)
        assert codes[message.customer].language == message.language


@pytest.mark.parametrize("mood", MOODS)
@pytest.mark.parametrize("code", ["biton", "elkayam", "miller", "sokolova"])
def test_replies_within_the_topic(mood: Mood, code: str) -> None:
    customer: Customer = WRITERS[code]
    for seed in range(60):
        for proposed in (True, False):
            reply = customer_reply(
                seed, "מתי זה התחיל?", mood, customer=customer, topic="voip", proposed=proposed, agent="נועה"
            )
            assert reply
            assert not set("{}[|]") & set(reply)
        assert customer_reminder(seed, customer=customer)


def test_replies_about_furniture_to_the_shop() -> None:
    customer = furniture.CUSTOMERS[0]
    reply = customer_reply(
        3, "הפתרון בדרך", "calm", customer=customer, topic="defect", proposed=True, source=furniture.SOURCE
    )
    said = furniture.REPLIES["defect"].solved + furniture.REPLIES["defect"].not_solved
    assert reply.startswith(said)


@pytest.mark.parametrize(
    ("text", "topic"),
    [("הזיכוי על החיוב הכפול בדרך", "double_charge"), ("הטכנאי יגיע מחר", "technician"), ("שלום", "general")],
)
def test_guesses_the_topic_from_an_answer(text: str, topic: str) -> None:
    assert guess_topic(text) == topic
