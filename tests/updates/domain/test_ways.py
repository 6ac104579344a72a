"""By which way a customer hears."""

from datetime import time, timedelta

import pytest

from moked.promises.domain.manner import Manner
from moked.updates.domain.ways import Chosen, Instead, Way, call_within, choose_way, latest_of_call
from moked.updates.domain.wording import WORDING
from moked.updates.domain.words import written_instead

MAIL, CHAT, PHONE = Way.MAIL, Way.CHAT, Way.PHONE


@pytest.mark.parametrize(
    ("wanted", "own", "possible", "chosen"),
    [
        (None, MAIL, {MAIL, PHONE}, Chosen(MAIL)),
        (PHONE, MAIL, {MAIL, PHONE}, Chosen(PHONE)),
        (PHONE, MAIL, {MAIL}, Chosen(MAIL, Instead.NO_PHONE)),
        (CHAT, MAIL, {MAIL}, Chosen(MAIL, Instead.NO_CHAT)),
        (MAIL, CHAT, {CHAT}, Chosen(CHAT, Instead.NO_MAIL)),
        (MAIL, CHAT, {CHAT, MAIL}, Chosen(MAIL)),
        (None, MAIL, {PHONE}, Chosen(PHONE, Instead.NO_MAIL)),
        (None, None, {MAIL}, Chosen(MAIL)),
        (PHONE, MAIL, set(), None),
    ],
)
def test_takes_the_way_that_was_chosen_or_the_nearest(
    wanted: Way | None, own: Way | None, possible: set[Way], chosen: Chosen | None
) -> None:
    assert choose_way(wanted, own, possible) == chosen


@pytest.mark.parametrize(
    ("since", "until", "latest"),
    [(time(8), time(20), time(9)), (time(10), time(10, 30), time(10, 20)), (time(10), time(10, 5), time(10))],
)
def test_leaves_the_caller_time_in_the_hours_that_were_chosen(since: time, until: time, latest: time) -> None:
    manner = latest_of_call(Manner("he", road="phone", hears_from=since, hears_until=until))
    assert (manner.hears_from, manner.hears_until, manner.road) == (latest, until, "phone")


@pytest.mark.parametrize(("hours", "minutes"), [(8, 60), (4, 60), (2, 30), (1, 15)])
def test_asks_to_call_within_a_part_of_the_round(hours: int, minutes: int) -> None:
    assert call_within(timedelta(hours=hours)) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("why", "said"),
    [
        (Instead.NOT_CALLED, "ביקשת לשמוע מאיתנו בטלפון. הפעם אנחנו כותבים, כדי שהעדכון יגיע בזמן."),
        (Instead.NOT_REACHED, "ניסינו להתקשר ולא היה מענה, ולכן העדכון מגיע הפעם בכתב."),
    ],
)
def test_says_in_a_written_update_why_it_is_no_call(why: Instead, said: str) -> None:
    assert written_instead("שלום דנה,\nעדכון\n\nהגוף", "he", why).split("\n\n") == [
        "שלום דנה,\nעדכון",
        said,
        "הגוף",
    ]


def test_says_it_in_every_language() -> None:
    for wording in WORDING.values():
        assert set(wording.instead_of_call) == {Instead.NOT_CALLED, Instead.NOT_REACHED}
