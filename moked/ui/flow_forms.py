"""A step of a flow as a form: controls as everywhere, what holds decided by the flow alone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from moked.flows.domain.answers import Fault
from moked.flows.domain.document import Field, FieldKind, Step
from moked.flows.domain.telling import Names, words_in
from moked.flows.wording import sentence_of

# More options than this are a list to choose from.
MOST_BUTTONS = 4
SENTENCES = Mapping[str, str | Promise]
TEXT = partial(forms.TextInput, attrs={"dir": "auto"})
INPUTS: Mapping[FieldKind, Callable[[], forms.Widget]] = {
    FieldKind.LONG_TEXT: partial(forms.Textarea, attrs={"rows": 4, "dir": "auto"}),
    FieldKind.NUMBER: forms.NumberInput,
    # The browser's own calendar takes and gives ISO dates.
    FieldKind.DATE: partial(forms.DateInput, attrs={"type": "date"}, format="%Y-%m-%d"),
    FieldKind.EMAIL: forms.EmailInput,
}


@dataclass(frozen=True)
class RowsSheet:
    """A table to fill in, one line open after the last; `filled` counts those that say something."""

    label: str
    help: str
    error: str
    filled: int
    lines: tuple[tuple[BoundField, ...], ...]


@dataclass(frozen=True)
class Asked:
    """One thing that is asked: a single field, or rows."""

    field: BoundField | None = None
    rows: RowsSheet | None = None


@dataclass(frozen=True)
class StepSheet:
    code: str
    title: str
    lead: str
    asked: tuple[Asked, ...]
    has_faults: bool
    has_rows: bool


def read_given(step: Step, post: QueryDict) -> dict[str, Any]:
    """What was posted for a step, as the flow checks it."""
    given: dict[str, Any] = {}
    for field in step.fields:
        if field.kind == FieldKind.ROWS:
            given[field.code] = [
                {column.code: post.get(f"{field.code}-{line}-{column.code}", "") for column in field.fields}
                for line in range(field.most + 1)
            ]
        elif field.kind == FieldKind.CHOICES:
            given[field.code] = post.getlist(field.code)
        else:
            given[field.code] = post.get(field.code, "")
    return given


def step_sheet(
    step: Step, values: Mapping[str, Any], faults: Mapping[str, Fault], names: Names, sentences: SENTENCES
) -> StepSheet:
    """The form of a step with its answers, and what of them does not hold. `sentences` are those beyond the flow."""
    language = get_language() or ""
    asked = []
    for field in step.fields:
        fault = faults.get(field.code)
        if field.kind == FieldKind.ROWS:
            asked.append(Asked(rows=_rows(field, values.get(field.code) or [], fault, names, sentences, language)))
        else:
            form = _form([field], {field.code: values.get(field.code, "")}, names, language)
            if fault is not None:
                form.errors[field.code] = form.error_class([sentence_of(fault, sentences)])
            asked.append(Asked(field=form[field.code]))
    return StepSheet(
        code=step.code,
        title=words_in(step.title, language),
        lead=words_in(step.lead, language),
        asked=tuple(asked),
        has_faults=bool(faults),
        has_rows=any(field.kind == FieldKind.ROWS for field in step.fields),
    )


def _rows(
    field: Field,
    rows: list[Mapping[str, Any]],
    fault: Fault | None,
    names: Names,
    sentences: SENTENCES,
    language: str,
) -> RowsSheet:
    lines = []
    for number, row in enumerate([*rows, {}][: field.most]):
        form = _form(field.fields, row, names, language, prefix=f"{field.code}-{number}")
        if fault is not None and fault.row == number:
            form.errors[fault.column] = form.error_class([sentence_of(Fault(fault.code, fault.facts), sentences)])
        lines.append(tuple(form[column.code] for column in field.fields))
    return RowsSheet(
        label=words_in(field.label, language),
        help=words_in(field.help, language),
        error=sentence_of(fault, sentences) if fault else "",
        filled=len(rows),
        lines=tuple(lines),
    )


def _form(
    fields: Sequence[Field], values: Mapping[str, Any], names: Names, language: str, prefix: str = ""
) -> forms.Form:
    form = forms.Form(initial=dict(values), prefix=prefix or None, use_required_attribute=False)
    for field in fields:
        form.fields[field.code] = _control(field, names, language, is_column=bool(prefix))
    return form


def _control(field: Field, names: Names, language: str, *, is_column: bool) -> forms.Field:
    label, help_text = words_in(field.label, language), words_in(field.help, language)
    common: dict[str, Any] = {"label": label, "help_text": help_text, "required": field.is_required}
    match field.kind:
        case FieldKind.CHOICES:
            options = _options(field, names, language)
            return forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple, **common)
        case FieldKind.CHOICE | FieldKind.YES_NO:
            return _choice(field, names, language, common, is_column=is_column)
        case _:
            return forms.CharField(widget=INPUTS.get(field.kind, TEXT)(), **common)


def _choice(
    field: Field, names: Names, language: str, common: dict[str, Any], *, is_column: bool
) -> forms.ChoiceField:
    options = _options(field, names, language)
    if not is_column and len(options) <= MOST_BUTTONS and field.is_required:
        return forms.ChoiceField(choices=options, widget=forms.RadioSelect, **common)
    return forms.ChoiceField(choices=[("", _("choose")), *options], **common)


def _options(field: Field, names: Names, language: str) -> list[tuple[str, str]]:
    if field.kind == FieldKind.YES_NO:
        return [("yes", gettext("Yes")), ("no", gettext("No"))]
    if field.source:
        return list(names.get(field.source, {}).items())
    return [(option.code, words_in(option.label, language)) for option in field.options]
