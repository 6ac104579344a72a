"""What an update says: only what is so, in every language."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from moked.updates.domain.rhythm import Change
from moked.updates.domain.wording import WORDING
from moked.updates.domain.words import Agreed, Step, UpdateFacts, summary_lines, update_text

AT = datetime(2026, 11, 29, 10, 0, tzinfo=ZoneInfo("Asia/Jerusalem"))
FACTS = UpdateFacts(
    language="he",
    form_of_address="n",
    tone="plain",
    name="דנה כהן",
    business="תפוז",
    reference="TK-1001",
    subject="אין גלישה",
    at=AT,
    opened_at=AT - timedelta(days=1),
    handler="נועה",
    team="רשת",
    next_by=AT + timedelta(hours=4),
)


@pytest.mark.parametrize("language", sorted(WORDING))
@pytest.mark.parametrize("is_formal", [False, True])
@pytest.mark.parametrize("step", list(Step))
def test_fills_every_blank_in_every_language(language: str, is_formal: bool, step: Step) -> None:
    agreed = (Agreed("call", "נועה", "אתקשר", AT + timedelta(hours=2)), Agreed("other", "נועה", "אבדוק", AT))
    facts = replace(
        FACTS,
        language=language,
        is_formal=is_formal,
        step=step,
        until=AT + timedelta(hours=1),
        changes=tuple(Change),
        agreed=agreed,
        likely_at=AT + timedelta(hours=3),
        latest_at=AT + timedelta(hours=9),
    )
    text = update_text(facts)
    assert "{" not in text
    assert "TK-1001" in text
    assert "14:00" in text
    assert all(line.words for line in summary_lines(facts))


def test_says_who_next_and_by_when() -> None:
    text = update_text(replace(FACTS, changes=(Change.TAKEN,), latest_at=AT + timedelta(hours=6)))
    assert "הפנייה נמצאת עכשיו בטיפול של נועה." in text
    assert "הצעד הבא אצלנו." in text
    assert "צפי לפתרון: עד יום א׳ 29.11 בשעה 16:00." in text
    assert "העדכון הבא יגיע עד יום א׳ 29.11 בשעה 14:00." in text


def test_tells_no_change_that_is_not_so_any_more() -> None:
    text = update_text(replace(FACTS, changes=(Change.ASKED_OUTSIDE, Change.GOES_ON)))
    assert "גורם חיצוני" not in text
    assert "חזרנו לטפל" in text


def test_tells_no_time_that_has_passed() -> None:
    text = update_text(replace(FACTS, likely_at=AT - timedelta(hours=2), latest_at=AT - timedelta(hours=1)))
    assert "צפי" not in text


@pytest.mark.parametrize(("form", "words"), [("f", "את מוזמנת"), ("m", "אתה מוזמן"), ("n", "אפשר להשיב")])
def test_follows_the_form_of_address(form: str, words: str) -> None:
    assert words in update_text(replace(FACTS, form_of_address=form))


def test_calls_a_team_one_only_once() -> None:
    assert "צוות רשת" in update_text(replace(FACTS, handler=""))
    assert "צוות צוות" not in update_text(replace(FACTS, handler="", team="צוות רשת"))


def test_is_no_summary_of_work_once_a_solution_lies_there() -> None:
    lines = {line.label: line.words for line in summary_lines(replace(FACTS, step=Step.THEIRS))}
    assert "מה נעשה" not in lines
    assert "פתרון" in lines["השלב הבא"]
