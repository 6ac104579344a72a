"""What the API tells of joint diagnoses."""

import pytest

from tests import builders
from tests.api.conftest import Caller, a_token
from tests.diagnosis.walking import PHOTO, a_pair

pytestmark = pytest.mark.django_db


def test_tells_who_said_what_and_what_was_found() -> None:
    pair = a_pair()
    caller = Caller(a_token(pair.business))
    diagnosis = pair.begin()
    pair.customer_says(diagnosis, "s1", "no")
    pair.customer_says(diagnosis, "s2", "", PHOTO)
    pair.agent_says(diagnosis, "s3", "o2")
    pair.propose(diagnosis)
    (told,) = caller("GET", f"/cases/{pair.case.pk}/diagnoses").json()["items"]
    assert (told["guide"]["name"], told["state"]) == ("אין אינטרנט", "proposed")
    assert [(each["position"], each["answer"], each["said_by"]) for each in told["steps"]] == [
        (1, "no", "customer"),
        (2, "", "customer"),
        (3, "רועש", "agent"),
    ]
    assert [len(each["attachment_ids"]) for each in told["steps"]] == [0, 1, 0]
    assert [each["answer"] for each in told["findings"]] == [""]


def test_tells_nothing_of_another_business() -> None:
    pair = a_pair()
    stranger = Caller(a_token(builders.a_business()))
    assert stranger("GET", f"/cases/{pair.case.pk}/diagnoses").status_code == 404
