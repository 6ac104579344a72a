"""Ids on the page."""

import re

import pytest

from tests.portal.conftest import Story


@pytest.mark.parametrize("state", ["progress", "question", "marks", "comment", "edit"])
def test_uses_no_id_twice(story: Story, state: str) -> None:
    if state != "progress":
        story.answer("תיקנו", is_proposal=True)
    if state in ("marks", "comment", "edit"):
        story.client.post(story.url("solved/"))
    if state in ("comment", "edit"):
        story.client.post(story.url("survey/"), {"ease": "4"})
    page = story.client.get(story.url() + ("?survey=edit" if state == "edit" else "")).content.decode()
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))
