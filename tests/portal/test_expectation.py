"""When it will be solved, as the customer reads it."""

from datetime import datetime, timedelta

from django.utils import timezone

from moked.businesses.scope import in_scope
from moked.promises.models import Clock, Estimate, EstimateWatch
from moked.promises.told import told_of_case
from moked.ui.expectation import expectation_of
from tests import builders
from tests.portal.conftest import Story


def _tell(story: Story, **facts: object) -> None:
    with in_scope([story.business.pk]):
        now = timezone.now()
        told = Estimate.objects.create(
            business=story.business, case=story.case, **{"basis": "all_cases", "why": "opening", **facts}
        )
        EstimateWatch.objects.update_or_create(
            case=story.case,
            business=story.business,
            defaults={"told": told, "last": "opening", "happened_at": now, "look_at": None},
        )


def test_says_a_range_or_when_there_will_be_more_to_say(story: Story) -> None:
    far = timezone.now() + timedelta(days=400)
    _tell(story, likely_at=far, latest_at=far + timedelta(days=40))
    page = story.client.get(story.url()).content.decode()
    assert "להערכתנו זה ייפתר עד" in page
    assert "ולכל המאוחר" in page
    _tell(story, tell_by=far)
    assert "מתי צפוי פתרון" in story.client.get(story.url()).content.decode()


def test_says_that_it_slipped(story: Story) -> None:
    _tell(story, likely_at=timezone.now(), latest_at=timezone.now() + timedelta(days=1), why="slip")
    assert "זה לוקח יותר זמן ממה שחשבנו" in story.client.get(story.url()).content.decode()


def test_says_nothing_on_the_customers_own_turn(story: Story) -> None:
    _tell(story, tell_by=timezone.now() + timedelta(days=1))
    story.answer("באיזו שעה זה קורה?")
    assert "מתי צפוי פתרון" not in story.client.get(story.url()).content.decode()


def test_wakes_the_page_when_what_is_told_changes(story: Story) -> None:
    before = story.client.get(story.url()).content
    _tell(story, tell_by=timezone.now() + timedelta(days=1))
    assert story.client.get(story.url()).content != before


def test_shows_nothing_of_another_case(story: Story) -> None:
    with in_scope([story.business.pk]):
        other = builders.a_case(story.business, contact_point=story.contact_point)
    mine, story.case = story.case, other
    _tell(story, tell_by=timezone.now() + timedelta(days=1))
    story.case = mine
    assert "מתי צפוי פתרון" not in story.client.get(story.url()).content.decode()


def _promise(story: Story, due: datetime, **facts: object) -> Clock:
    with in_scope([story.business.pk]):
        return Clock.objects.create(
            business=story.business,
            case=story.case,
            **{
                "kind": "solution",
                "phase": "running",
                "target": timedelta(hours=3),
                "source": "package",
                "started_at": timezone.now(),
                "due_at": due,
                **facts,
            },
        )


def _foresee(story: Story, clock: Clock) -> None:
    with in_scope([story.business.pk]):
        clock.steps.create(
            business=story.business, at=timezone.now(), what="foreseen", why="estimate", due_at=clock.due_at
        )


def test_tells_nothing_later_than_a_promise_that_is_not_foreseen_to_break(story: Story) -> None:
    now = timezone.now()
    due = now + timedelta(hours=3)
    _tell(story, likely_at=now + timedelta(hours=2), latest_at=now + timedelta(hours=4))
    clock = _promise(story, due)
    with in_scope([story.business.pk]):
        told = told_of_case(story.case.pk, now)
        assert told is not None
        assert (told.likely_at, told.latest_at) == (now + timedelta(hours=2), due)
        _foresee(story, clock)
        told = told_of_case(story.case.pk, now)
        assert told is not None
        assert told.latest_at == now + timedelta(hours=4)


def test_does_not_put_off_saying_when_beside_a_promised_time(story: Story) -> None:
    now = timezone.now()
    _tell(story, tell_by=now + timedelta(hours=6))
    clock = _promise(story, now + timedelta(hours=3))
    page = story.client.get(story.url()).content.decode()
    assert "פתרון עד" in page
    assert "מתי צפוי פתרון" not in page
    assert "להערכתנו" not in page, "the promise stands there already"
    _foresee(story, clock)
    page = story.client.get(story.url()).content.decode()
    assert page.index("כנראה") < page.index("מתי צפוי פתרון"), "two times stand together with a word between them"


def test_says_what_is_expected_once_a_promise_is_broken(story: Story) -> None:
    now = timezone.now()
    _promise(story, now - timedelta(hours=1), broken_at=now - timedelta(hours=1))
    _tell(story, likely_at=now + timedelta(hours=2), latest_at=now + timedelta(hours=4), basis="promise")
    page = story.client.get(story.url()).content.decode()
    assert "אנחנו באיחור" in page
    assert "להערכתנו זה ייפתר עד" in page


def test_speaks_the_same_to_colleagues(story: Story) -> None:
    now = timezone.now()
    _tell(story, tell_by=now + timedelta(hours=6))
    clock = _promise(story, now + timedelta(hours=3))
    with in_scope([story.business.pk]):
        expected = expectation_of(story.case, now)
        assert expected is not None
        assert not expected.word
        assert not expected.warning
        _foresee(story, clock)
        expected = expectation_of(story.case, now)
        assert expected is not None
        assert expected.word
        assert expected.warning
