"""When a story's turns were said, seen from any present moment."""

from datetime import datetime, time, timedelta

from demo.content.shapes import Story


def moments_of(story: Story, now: datetime) -> tuple[datetime, ...]:
    """One moment per turn, in order, in the zone of `now` (aware, the business's own zone). A story that would
    reach into the future is moved back by whole days, so the hour of day it tells about stays true."""
    opened = datetime.combine(
        (now - timedelta(days=story.days_ago)).date(), time.fromisoformat(story.clock), tzinfo=now.tzinfo
    )
    overrun = opened + timedelta(minutes=story.turns[-1].minute) - now
    if overrun > timedelta():
        opened -= timedelta(days=-(-overrun // timedelta(days=1)))
    return tuple(opened + timedelta(minutes=turn.minute) for turn in story.turns)
