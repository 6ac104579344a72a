"""Two machines that change one team or topic at once: each changes what it names, and the other's word stays."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from moked.api.routes import structure
from moked.businesses.models import Business
from tests.api.conftest import Caller
from tests.races import at_once


def _slowly(does: Callable[..., Any]) -> Callable[..., Any]:
    """Long enough for another to read between."""

    def done(**facts: Any) -> Any:
        time.sleep(0.3)
        return does(**facts)

    return done


@pytest.mark.django_db(transaction=True)
def test_two_at_once_do_not_undo_each_other(
    business: Business, caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    skill = caller("post", "/skills", {"name": "רשתות"}).json()["id"]
    asked = [{"skill_id": skill, "level": 2}]
    monkeypatch.setattr(structure, "change_team", _slowly(structure.change_team))
    monkeypatch.setattr(structure, "change_topic", _slowly(structure.change_topic))
    for path, one, other in (
        ("/teams", {"name": "גבייה"}, {"is_active": False}),
        ("/topics", {"name": "נתב", "skills": asked}, {"name_en": "Router"}),
    ):
        made = f"{path}/{caller('post', path, {'name': 'ישן'}).json()['id']}"
        answers: list[Any] = []
        changes = [
            lambda body=body, made=made, answers=answers: answers.append(caller("patch", made, body))
            for body in (one, other)
        ]
        assert at_once(business, *changes) == []
        assert [answer.status_code for answer in answers] == [200, 200]
        assert caller("get", made).json().items() >= {**one, **other}.items()
