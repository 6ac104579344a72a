"""What follows low marks in the demo, and the customers its business learns from."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import cycle
from uuid import UUID

from django.utils import timezone

from demo.content.promises import PROFILES
from demo.structure import Place
from moked.cases.models import Case, Task
from moked.cases.services import end_task, open_task
from moked.customers.models import Customer
from moked.customers.segments import create_segment, set_segment
from moked.insights.services import mark_reference, write_lesson
from moked.staff.actors import PersonActor
from moked.staff.models import Person
from moked.staff.selectors import person_actor

# What was done about a low mark, and what was learned from it.
ENDINGS = (
    ("שיחה עם הלקוח, התנצלות והסבר מה קרה. זיכוי על יומיים.", "לעדכן מראש כשההמתנה לטכנאי מתארכת."),
    ("דיברנו, הבעיה נבדקה שוב מרחוק ונמצאה תקינה.", "לא לסיים לפני שבדקנו יחד עם הלקוח שהכול עובד."),
    ("נקבע ביקור חוזר ללא תשלום, והלקוח אישר שהכול תקין.", "לשלוח סיכום קצר אחרי כל ביקור."),
)
SEGMENT = "עסקים עם נקודות מכירה"
LESSON = (
    "בבית קפה, גם עשר דקות בלי קופה הן תור עד הרחוב.",
    "תקלה בקופה מסומנת מעכשיו כקריטית אצל כל העסקים, ונציג מתקשר תוך רבע שעה.",
)
PLAN = "שיחה יזומה בכל יום ראשון. ביקור במקום פעם ברבעון. בדיקת הקו הרזרבי לפני חגים."
TASK = "לבדוק מול מחלקת הרשת אם הקו הוחלף"


def recover_low_marks(now: datetime) -> None:
    """Ends tasks that were opened more than a few hours ago, each with what was learned; the latest still waits."""
    endings = cycle(ENDINGS)
    tasks = list(Task.objects.filter(kind=Task.Kind.RECOVERY, state=Task.State.OPEN).order_by("opened_at"))
    actors: dict[UUID, PersonActor] = {}
    for task in tasks[:-1]:
        note, learned = next(endings)
        actor = _actor_of(task, actors)
        if actor is not None:
            end_task(actor=actor, task_id=task.pk, note=note, learned=learned)
    for task in tasks[-1:]:
        task.opened_at, task.due_at = now - timedelta(hours=1), now + timedelta(hours=5)
        task.next_check_at = now + timedelta(hours=3)
        task.save(update_fields=["opened_at", "due_at", "next_check_at"])


def _actor_of(task: Task, known: dict[UUID, PersonActor]) -> PersonActor | None:
    if task.owner_id is None:
        return None
    if task.owner_id not in known:
        known[task.owner_id] = person_actor(Person.objects.get(pk=task.owner_id))
    return known[task.owner_id]


def set_up_following(place: Place, director: PersonActor, agent: PersonActor) -> None:
    """A segment, two customers who are followed, a lesson from one, and a task that somebody opened by hand."""
    business_id = place.business.pk
    segment = create_segment(actor=director, business_id=business_id, name=SEGMENT)
    followed = [Customer.objects.get(business_id=business_id, name=each.organisation) for each in PROFILES]
    for position, customer in enumerate(followed):
        facts: Mapping[str, object] = {
            "owner": Person.objects.get(pk=director.person_id),
            "why": PROFILES[position].manner,
            "plan": PLAN,
            "review_on": timezone.localdate() + timedelta(days=14 * (position + 1)),
        }
        mark_reference(actor=director, customer_id=customer.pk, facts=facts)
    set_segment(actor=director, customer_id=followed[0].pk, segment_id=segment.pk)
    learned, change = LESSON
    write_lesson(actor=director, customer_id=followed[0].pk, learned=learned, change=change)
    case = Case.objects.filter(business_id=business_id, assignee=agent.person_id, state="open").first()
    if case is not None:
        open_task(
            actor=agent,
            case_id=case.pk,
            kind=Task.Kind.WORK,
            what=TASK,
            owner_id=agent.person_id,
            due_at=timezone.now() + timedelta(hours=20),
            opened_by_id=agent.person_id,
        )
