"""The clock of the history: one moment for everything that asks Django."""

from datetime import UTC, datetime

import pytest
from django.db import models
from django.utils import timezone

from demo.clock import at, let_defaults_follow
from moked.channels.models import Letter

THEN = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def test_stands_still_inside_and_goes_on_after() -> None:
    with at(THEN):
        assert timezone.now() == THEN
    assert timezone.now() > THEN


def test_returns_to_the_moment_around_it() -> None:
    later = THEN.replace(hour=10)
    with at(THEN):
        with at(later):
            assert timezone.now() == later
        assert timezone.now() == THEN


def test_goes_on_after_a_failure() -> None:
    with pytest.raises(ValueError, match="broken"), at(THEN):
        raise ValueError("broken")
    assert timezone.now() > THEN


def test_is_followed_by_defaults() -> None:
    field = Letter._meta.get_field("at")
    assert isinstance(field, models.Field)
    let_defaults_follow()
    with at(THEN):
        assert field.get_default() == THEN
    assert field.get_default() > THEN
