"""What a guide may say, and which step comes next."""

import pytest

from moked.diagnosis.domain.guides import Asks, GuideInvalid, Side, StepDraft, drafts_of, guide_document
from moked.diagnosis.domain.walk import walked
from moked.flows.domain.reading import read_document

US, THEM = Side.AGENT, Side.CUSTOMER
DARK, NOISE = "הקופסה אינה מקבלת חשמל", "הקו רועש: יש להחליף את הכבל"
LIGHTS = StepDraft("איזו נורה דולקת?", THEM, Asks.CHOICE, ("ירוקה = 3", "אדומה", f"אף אחת = סוף: {DARK}"))
RESTART = StepDraft("לנתק מהחשמל לחצי דקה. נדלק?", THEM, Asks.YES_NO, ("לא = סוף",), then="3")
LINE = StepDraft("בדיקת הקו מצידנו", US, Asks.NUMBER, then=f"סוף: {NOISE}", unit="dB")
GUIDE = (LIGHTS, RESTART, LINE)


def _now(answers: dict[str, str]) -> str | None:
    document = guide_document(GUIDE, language="he")
    done = [code.removeprefix("a") for code in answers]
    now = walked(read_document(document), document, answers, done, language="he").now
    return now.ask if now else None


def test_begins_with_the_first_step() -> None:
    assert _now({}) == LIGHTS.ask


@pytest.mark.parametrize(
    ("answers", "then"),
    [
        ({"as1": "o1"}, LINE.ask),
        ({"as1": "o2"}, RESTART.ask),
        ({"as1": "o3"}, None),
        ({"as1": "o2", "as2": "no"}, None),
        ({"as1": "o2", "as2": "yes"}, LINE.ask),
        ({"as1": "o1", "as3": "7"}, None),
    ],
)
def test_goes_where_the_answer_leads(answers: dict[str, str], then: str | None) -> None:
    assert _now(answers) == then


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ({}, ""),
        ({"as1": "o2"}, ""),
        ({"as1": "o3"}, DARK),
        ({"as1": "o2", "as2": "no"}, ""),
        ({"as1": "o1", "as3": 7}, NOISE),
    ],
)
def test_says_at_an_ending_what_was_found(answers: dict[str, object], found: str) -> None:
    document = guide_document(GUIDE, language="he")
    done = [code.removeprefix("a") for code in answers]
    assert walked(read_document(document), document, answers, done, language="en").found == found


def test_tells_a_number_with_its_unit() -> None:
    document = guide_document(GUIDE, language="he")
    answers = {"as1": "o1", "as3": 7}
    *_before, (question, value) = walked(
        read_document(document), document, answers, ["s1", "s3"], language="he"
    ).answered
    assert question.words(value, ("כן", "לא")) == "7 dB"


def test_reads_guides_from_before_endings_and_units() -> None:
    document = guide_document(GUIDE, language="he")
    for step in document["steps"]:
        del step["found"], step["unit"]
    said = walked(read_document(document), document, {"as1": "o1", "as3": 7}, ["s1", "s3"], language="he")
    assert (said.found, said.answered[-1][0].unit) == ("", "")
    assert drafts_of(document)[2].unit == ""


def test_leads_all_other_answers_where_the_step_says() -> None:
    document = guide_document(
        (StepDraft("א", THEM, Asks.YES_NO, ("כן = 2",), then="3"), RESTART_ALONE, LINE), language="he"
    )
    said = walked(read_document(document), document, {"as1": "no"}, ["s1"], language="he")
    assert said.now is not None
    assert said.now.ask == LINE.ask


RESTART_ALONE = StepDraft("ב", THEM, Asks.TEXT)


def test_says_whose_step_it_is_and_what_was_answered() -> None:
    document = guide_document(GUIDE, language="he")
    said = walked(read_document(document), document, {"as1": "o1"}, ["s1"], language="en")
    assert said.now is not None
    assert (said.now.by, said.now.asks, said.now.position) == (US, Asks.NUMBER, 2)
    [(question, value)] = said.answered
    assert question.words(value, ("כן", "לא")) == "ירוקה"


def test_keeps_steps_as_they_were_written() -> None:
    assert drafts_of(guide_document(GUIDE, language="he")) == GUIDE


@pytest.mark.parametrize(
    ("steps", "reason", "position"),
    [
        ((), "no_steps", 0),
        ((LINE,) * 21, "too_many_steps", 0),
        ((LINE, StepDraft("  ", US, Asks.TEXT)), "nothing_asked", 2),
        ((StepDraft("איזו?", THEM, Asks.CHOICE),), "no_options", 1),
        ((StepDraft("איזו?", THEM, Asks.CHOICE, ("אחת", "אחת")),), "no_options", 1),
        ((StepDraft("כמה?", THEM, Asks.NUMBER, ("5 = סוף",)),), "answers_of_no_choice", 1),
        ((StepDraft("נדלק?", THEM, Asks.YES_NO, ("אולי = סוף",)),), "neither_yes_nor_no", 1),
        ((StepDraft("נדלק?", THEM, Asks.YES_NO, ("כן = 9",)), LINE), "leads_nowhere", 1),
        ((StepDraft("נדלק?", THEM, Asks.YES_NO, ("כן =",)), LINE), "leads_nowhere", 1),
        ((LINE, StepDraft("נדלק?", THEM, Asks.YES_NO, ("כן = 1",)), LINE), "leads_back", 2),
        ((LINE, StepDraft("נדלק?", THEM, Asks.YES_NO, then="2")), "leads_back", 2),
        ((StepDraft("נדלק?", THEM, Asks.YES_NO, then="3"), LINE, LINE), "never_reached", 2),
        ((StepDraft("נדלק?", THEM, Asks.YES_NO, then="x"), LINE), "leads_nowhere", 1),
        ((StepDraft("נדלק?", THEM, Asks.YES_NO, then="2: ממצא"), LINE), "leads_nowhere", 1),
        ((StepDraft("נדלק?", THEM, Asks.YES_NO, then=f"סוף: {'א' * 401}"),), "finding_too_long", 1),
        ((StepDraft("נדלק?", THEM, Asks.YES_NO, unit="bar"),), "unit_of_no_number", 1),
    ],
)
def test_refuses_a_guide_that_makes_no_sense(steps: tuple[StepDraft, ...], reason: str, position: int) -> None:
    with pytest.raises(GuideInvalid) as refused:
        guide_document(steps, language="he")
    assert (refused.value.code, refused.value.position) == (reason, position)
