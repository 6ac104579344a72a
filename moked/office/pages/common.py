"""The shapes most pages of the office have: a list, and a form with its history."""

from dataclasses import dataclass

from django import forms
from django.forms import BoundField

from moked.office.frame import Frame
from moked.office.history import Change


@dataclass(frozen=True)
class Mark:
    """A state beside a row, in one or two words. `tone` is empty, or a tone of a chip."""

    words: str
    tone: str = ""


@dataclass(frozen=True)
class Row:
    """One entry of a list."""

    title: str
    url: str
    detail: str = ""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class ListPage:
    """A part of the office as a list. Empty addresses, and an empty key of the next page, leave their control out;
    `is_searched` tells an empty part from one where nothing matches."""

    frame: Frame
    title: str
    lead: str
    icon: str
    rows: tuple[Row, ...]
    words: str = ""
    next_key: str = ""
    new_url: str = ""
    new_label: str = ""
    empty_title: str = ""
    empty_lead: str = ""

    @property
    def is_searched(self) -> bool:
        return bool(self.words)


@dataclass(frozen=True)
class FieldGroup:
    """Fields that belong together. `kind` is `stack`, `pairs` (side by side) or `grid` (many short ones);
    `shown_for` names the choice of the form without which they do not matter."""

    title: str
    fields: tuple[BoundField, ...]
    lead: str = ""
    kind: str = "stack"
    shown_for: str = ""


@dataclass(frozen=True)
class Action:
    """Something else one can do here: a POST, confirmed by its words alone."""

    label: str
    url: str
    icon: str = ""
    is_dangerous: bool = False


@dataclass(frozen=True)
class EditPage:
    """A form of the office."""

    frame: Frame
    title: str
    lead: str
    back_url: str
    back_label: str
    form: forms.BaseForm
    groups: tuple[FieldGroup, ...]
    save_label: str
    history: tuple[Change, ...] = ()
    actions: tuple[Action, ...] = ()
    marks: tuple[Mark, ...] = ()
    # Where a person chooses a password; set where no mail can bring it to them.
    link_to_hand_over: str = ""
