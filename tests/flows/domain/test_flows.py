"""What a flow may say, which step comes next, and which answers hold."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moked.flows.domain.answers import check_step
from moked.flows.domain.document import FlowDocument
from moked.flows.domain.reading import FlowInvalid, read_document
from moked.flows.domain.telling import Table, sections_of
from moked.flows.domain.walking import answers_on, next_step, way_through


def _field(code: str, kind: str = "text", **more: Any) -> dict[str, Any]:
    return {"code": code, "kind": kind, "label": {"en": code.title(), "he": code}, **more}


def _step(code: str, *fields: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"code": code, "title": {"en": code}, "fields": list(fields) or [_field(f"{code}_a")], **more}


def _flow(*steps: dict[str, Any]) -> FlowDocument:
    return read_document({"steps": list(steps)})


ASKS = _step("asks", _field("any", "yes_no", required=True), branches=[{"field": "any", "is": ["no"], "to": "last"}])


def _branching() -> FlowDocument:
    return _flow(ASKS, _step("details", _field("what", required=True)), _step("last"))


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        ([], "no_steps"),
        ([_step("a", to="b")], "leads_nowhere"),
        ([_step("a"), _step("b", to="a")], "loops"),
        ([_step("a", to="a")], "loops"),
        ([_step("a", to="end"), _step("b")], "never_reached"),
        ([_step("a"), _step("a")], "step_twice"),
        ([_step("end")], "step_twice"),
        ([_step("a", _field("x")), _step("b", _field("x"))], "field_twice"),
        ([{**_step("a"), "fields": []}], "no_fields"),
        ([_step("a", _field("x", "colour"))], "kind_unknown"),
        ([_step("a", _field("x", "choice"))], "options_unclear"),
        ([_step("a", _field("x", source="packages"))], "options_unclear"),
        ([_step("a", _field("x", "rows", fields=[_field("y", "rows", fields=[_field("z")])]))], "rows_in_rows"),
        ([_step("a", _field("x", most=0))], "most_unclear"),
        ([_step("a", {"code": "x", "kind": "text"})], "words_missing"),
        ([_step("a", _field("x"), branches=[{"field": "x", "is": ["1"], "to": "end"}])], "branch_by_unknown"),
        (
            [_step("a", _field("x", "yes_no"), branches=[{"field": "x", "is": ["?"], "to": "end"}])],
            "branch_by_unknown",
        ),
        ([_step("A")], "code_unclear"),
    ],
)
def test_refuses_a_flow_that_leads_astray(steps: list[dict[str, Any]], code: str) -> None:
    with pytest.raises(FlowInvalid) as refused:
        read_document({"steps": steps})
    assert refused.value.code == code


@pytest.mark.parametrize("data", [None, [], {"steps": {}}, {"steps": [1]}, {"steps": "ab"}])
def test_refuses_what_is_no_document(data: object) -> None:
    with pytest.raises(FlowInvalid):
        read_document(data)


def test_leads_by_what_was_answered() -> None:
    flow = _branching()
    assert next_step(flow, flow.steps[0], {"any": "yes"}) == flow.steps[1]
    assert next_step(flow, flow.steps[0], {"any": "no"}) == flow.steps[2]
    assert next_step(flow, flow.steps[2], {}) is None


def test_takes_up_where_it_was_left() -> None:
    flow = _branching()
    way = way_through(flow, {"any": "yes"}, ["asks"])
    assert ([step.code for step in way.steps], way.is_done) == (["asks", "details"], False)
    assert way.before("details") == flow.steps[0]
    assert way.before("asks") is None


def test_counts_no_answers_of_steps_left_out_again() -> None:
    flow = _branching()
    answers = {"any": "no", "what": "fibre", "last_a": "x"}
    way = way_through(flow, answers, ["asks", "details", "last"])
    assert way.is_done
    assert answers_on(way, answers) == {"any": "no", "last_a": "x"}


@given(st.lists(st.sampled_from(["asks", "details", "last", "gone"])), st.sampled_from(["yes", "no", "", "?"]))
def test_always_ends(done: list[str], answer: str) -> None:
    way = way_through(_branching(), {"any": answer}, done)
    assert 1 <= len(way.steps) <= 3


@pytest.mark.parametrize(
    ("field", "given_value", "kept", "fault"),
    [
        (_field("x"), "  hello\0 ", "hello", None),
        (_field("x", required=True), " ", None, "required"),
        (_field("x", most=3), "four", None, "too_long"),
        (_field("x", "number"), "12", 12, None),
        (_field("x", "number", most=5), "12", None, "too_large"),
        (_field("x", "number"), "-1", None, "not_a_number"),
        (_field("x", "date"), "2026-11-28", "2026-11-28", None),
        (_field("x", "date"), "28.11.2026", None, "not_a_date"),
        (_field("x", "email"), "dana@c.test", "dana@c.test", None),
        (_field("x", "email"), "dana", None, "not_an_address"),
        (_field("x", "yes_no"), "maybe", None, "not_an_option"),
        (_field("x", "choice", source="packages"), "gold", "gold", None),
        (_field("x", "choice", source="packages"), "tin", None, "not_an_option"),
        (_field("x", "choices", source="packages"), ["gold", "gold"], ["gold"], None),
        (_field("x", "choices", source="packages"), ["tin"], None, "not_an_option"),
        (_field("x", "rows", fields=[_field("y")]), [{"y": " "}, {"y": "a"}], [{"y": "a"}], None),
        (_field("x", "rows", fields=[_field("y")], required=True), [{"y": ""}], [], "no_rows"),
        (_field("x"), ["a list"], "", None),
        (_field("x", "rows", fields=[_field("y")]), "no list", [], None),
    ],
)
def test_says_which_answers_hold(field: dict[str, Any], given_value: Any, kept: Any, fault: str | None) -> None:
    step = _flow(_step("a", field)).steps[0]
    checked = check_step(step, {"x": given_value}, {"packages": ["gold"]})
    assert checked.values.get("x") == kept
    assert (checked.faults["x"].code if checked.faults else None) == fault


def test_says_which_line_of_a_table_does_not_hold_and_keeps_the_others() -> None:
    field = _field("x", "rows", fields=[_field("y"), _field("z", "email", required=True)])
    step = _flow(_step("a", field)).steps[0]
    checked = check_step(step, {"x": [{"y": "a", "z": "a@b.test"}, {"y": "b"}]}, {})
    fault = checked.faults["x"]
    assert (fault.code, fault.row, fault.column) == ("required", 1, "z")
    assert len(checked.values["x"]) == 2


def test_tells_what_was_answered_and_nothing_of_what_was_left_empty() -> None:
    rows = _field("x", "rows", fields=[_field("y"), _field("p", "choice", source="packages")])
    flow = _flow(_step("a", rows, _field("any", "yes_no"), _field("empty")), _step("b"))
    sections = sections_of(
        flow.steps,
        {"x": [{"y": "one", "p": "gold"}], "any": "no", "empty": ""},
        names={"packages": {"gold": "Gold"}},
        yes_no=("Yes", "No"),
        language="en",
    )
    assert len(sections) == 1
    assert sections[0].tables[0].rows == (("one", "Gold"),)
    assert [(line.label, line.words) for line in sections[0].lines] == [("Any", "No")]


@pytest.mark.parametrize(
    ("columns", "cell", "is_wide"),
    [(4, "שעה", False), (5, "שעה", True), (2, "מילים רבות מאוד מאוד, זו אחר זו", True)],
)
def test_knows_a_table_too_wide_for_a_phone(columns: int, cell: str, is_wide: bool) -> None:
    assert Table("", ("",) * columns, ((cell,) * columns,)).is_wide is is_wide
