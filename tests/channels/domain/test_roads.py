from datetime import UTC, datetime, timedelta

import pytest

from moked.channels.domain.roads import GRACE, Road, Visitor, road_for

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("visitor", "road"),
    [
        (None, Road.KEPT),
        (Visitor(NOW), Road.CHAT),
        (Visitor(NOW - GRACE), Road.CHAT),
        (Visitor(NOW - GRACE - timedelta(seconds=1)), Road.KEPT),
        (Visitor(NOW - timedelta(minutes=5), answer_address="dana@customers.test"), Road.MAIL),
        (Visitor(NOW, left_at=NOW), Road.KEPT),
        (Visitor(NOW, left_at=NOW, answer_address="dana@customers.test"), Road.MAIL),
        (Visitor(NOW, answer_address="dana@customers.test"), Road.CHAT),
    ],
)
def test_answers_where_the_visitor_is(visitor: Visitor | None, road: Road) -> None:
    assert road_for(visitor, now=NOW) is road
