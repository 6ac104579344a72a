"""Every event is in the one table, and every event can be stored."""

from dataclasses import fields
from pathlib import Path

import pytest

from moked import reactions
from moked.journal.events import REGISTRY, Event

OURS = [event for event in REGISTRY.values() if event.__module__.startswith("moked.")]
# What may stand in the journal: ids, codes and numbers. A field of another name needs a second thought.
TEXTS = {"text", "name", "email", "phone", "address", "subject", "comment", "body", "html"}


@pytest.mark.parametrize("event", OURS, ids=lambda event: event.code)
def test_names_every_event_in_the_table(event: type[Event]) -> None:
    assert event in reactions.TABLE


@pytest.mark.parametrize("event", OURS, ids=lambda event: event.code)
def test_keeps_words_out_of_events(event: type[Event]) -> None:
    assert not {field.name for field in fields(event)} & TEXTS


def test_gives_every_event_its_own_code() -> None:
    assert len({event.code for event in OURS}) == len(OURS)


@pytest.mark.parametrize("event", OURS, ids=lambda event: event.code)
def test_describes_every_event_for_those_who_read_the_journal(event: type[Event]) -> None:
    assert f"`{event.code}`" in Path("docs/events.md").read_text()
