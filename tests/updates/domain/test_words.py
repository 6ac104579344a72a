"""What an update says: only what is so, in every language."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from moked.updates.domain.rhythm import Change
from moked.updates.domain.wording import WORDING
from moked.updates.domain.words import (
    Agreed,
    LastSaid,
    Step,
    UpdateFacts,
    as_of,
    summary_lines,
    told_anew,
    update_text,
)

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


@pytest.mark.parametrize("language", sorted(WORDING))
@pytest.mark.parametrize("is_formal", [False, True])
def test_says_the_next_moment_anew(language: str, is_formal: bool) -> None:
    facts = replace(FACTS, language=language, is_formal=is_formal)
    other = AT.replace(hour=0) + timedelta(days=1)
    assert told_anew(update_text(facts), language, other) == update_text(replace(facts, next_by=other))
    assert told_anew(update_text(replace(facts, next_by=other)), language, AT) == update_text(
        replace(facts, next_by=AT)
    )
    assert told_anew(update_text(facts), language, None).count("14:00") == 0


def test_leaves_the_words_of_a_person_alone() -> None:
    words = "העדכון הבא יגיע עד מחר בבוקר.\nנתראה בשעה 14:00."
    assert told_anew(words, "he", AT) == words


def test_sums_up_whose_turn_it_is_and_what_was_said_last() -> None:
    said = LastSaid(AT - timedelta(hours=1), "שלום דנה,\n\n" + "החלפנו את הנתב. " * 40, is_solution=False)
    lines = {line.label: line.words for line in summary_lines(replace(FACTS, step=Step.ANSWER, said=said))}
    assert lines["השלב הבא"].startswith("אצלך.")
    assert lines["התשובה האחרונה שלנו"].startswith("יום א׳ 29.11 בשעה 09:00: שלום דנה, החלפנו את הנתב.")
    assert len(lines["התשובה האחרונה שלנו"]) < 300
    assert "מה נעשה" not in lines


def test_sums_up_what_ended_and_by_which_solution() -> None:
    facts = replace(FACTS, step=Step.NONE, said=LastSaid(AT, "הוחלף הנתב", is_solution=True), closed_at=AT)
    lines = {line.label: line.words for line in summary_lines(facts)}
    assert lines["נסגרה"] == "יום א׳ 29.11 בשעה 10:00"
    assert "הוחלף הנתב" in lines["הפתרון האחרון שהוצע"]


def test_says_when_it_was_so_in_words_that_stay_true() -> None:
    assert as_of(AT, "he") == "נכון ליום א׳ 29.11 בשעה 10:00"
