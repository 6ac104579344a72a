"""A meeting to come."""

import pytest

from tests.agreements.meeting import Meeting, make_meeting


@pytest.fixture
def meeting(db: None) -> Meeting:
    return make_meeting()
