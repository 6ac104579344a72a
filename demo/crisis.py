"""A wide fault of the demo: one of last month with its lessons, and one that goes on while somebody looks."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from django.utils import timezone

from demo.letters import Draft
from demo.retelling import deliver_mail
from demo.structure import Place
from moked.cases.models import Case, Channel
from moked.cases.services import (
    change_incident,
    confirm_solved,
    end_incident,
    gather_cases,
    open_incident,
    put_up_notice,
    send_due_letters,
    write_update,
)
from moked.channels.outbox import send_due_deliveries
from moked.staff.actors import ContactActor

SHIFT_MANAGER = "ronit.peretz"
TOPIC = "internet_down"


@dataclass(frozen=True)
class Writer:
    """A customer of the fault. `ago` is when they wrote, counted back from now."""

    code: str
    ago: timedelta
    name: str
    address: str
    subject: str
    text: str


WRITERS = (
    Writer(
        "haifa-levi",
        timedelta(minutes=44),
        "עדי לוי",
        "adi.levi@doar.test",
        "אין אינטרנט בנווה שאנן",
        "שלום,\n\nמהבוקר אין אינטרנט בבית, הנורית בקופסה אדומה. אנחנו ברחוב טרומפלדור, נווה שאנן.\n\nעדי לוי",
    ),
    Writer(
        "haifa-haddad",
        timedelta(minutes=38),
        "מונא חדאד",
        "mona.haddad@barid.test",
        "הסיב נפל",
        "שלום,\n\nהסיב נפל לפני שעה ואין חיבור בכלל. גם אצל השכנים אין אינטרנט. ואדי ניסנאס, חיפה.\n\nמונא חדאד",
    ),
    Writer(
        "haifa-brown",
        timedelta(minutes=35),
        "Daniel Brown",
        "daniel.brown@mail.test",
        "No internet in Haifa",
        "Hello,\n\nsince this morning there is no internet at home in Haifa (Carmel). The router shows a red light.\n\nDaniel",
    ),
    Writer(
        "haifa-cohen",
        timedelta(minutes=14),
        "שלומית כהן-אלמגור",
        "shlomit@studio-carmel.test",
        "אין אינטרנט בסטודיו",
        "שלום,\n\nאין אינטרנט בסטודיו בהדר מאז עשר. מתי זה חוזר? יש לי שיעור בזום.\n\nשלומית",
    ),
)
LONG_AGO = timedelta(days=17)
# Whoever is no longer silent says that it is solved.
SLOW = (
    Writer(
        "slow-mizrahi",
        LONG_AGO + timedelta(hours=6),
        "יניב מזרחי",
        "yaniv.mizrahi@doar.test",
        "גלישה איטית מאוד",
        "שלום,\n\nמאז הצהריים הגלישה איטית מאוד, גם בכבל. רמת גן.\n\nיניב מזרחי",
    ),
    Writer(
        "slow-gold",
        LONG_AGO + timedelta(hours=5, minutes=40),
        "מיכל גולד",
        "michal@gold-studio.test",
        "הכול איטי",
        "היי,\n\nהכול איטי היום, וידאו לא נטען. גבעתיים.\n\nמיכל",
    ),
    Writer(
        "slow-azulay",
        LONG_AGO + timedelta(hours=5, minutes=10),
        "חנן אזולאי",
        "hanan.azulay@doar.test",
        "אינטרנט איטי",
        "שלום, האינטרנט איטי מאוד היום. תודה, חנן, חולון",
    ),
)
CONFIRMED = SLOW[:2]
NOTICE = {
    "he": "יש תקלה רחבה בסיב באזור חיפה, וצוות בשטח מטפל בה. אין צורך לפתוח פנייה נוספת.",
    "en": "There is a wide fibre fault in the Haifa area, and a crew is on it. No need to open another case.",
}
UPDATE = {
    "he": "איתרנו את מקור התקלה בסיב באזור חיפה, וצוות כבר במקום. נעדכן שוב בתוך שעה, גם אם עוד לא נסיים.",
    "en": "We found the source of the fibre fault in the Haifa area, and a crew is there. "
    "We write again within an hour, also if it is not finished.",
}
SOLVED = {
    "he": "הציוד בארון הרחוב הוחלף והגלישה חזרה. האם גם אצלך הכול תקין?",
    "en": "The equipment in the street cabinet was replaced and browsing is back. Is it in order at your place too?",
}
LESSONS = "להעלות הודעה לכולם כבר בחמש הפניות הראשונות. לבקש מהספק עדכון כל חצי שעה, ולא לחכות לו."


def crisis_of(place: Place) -> list[tuple[timedelta, Callable[[], None]]]:
    """What happens in the wide faults of a place: how long before now, and what."""
    keys: list[UUID] = []
    return [
        *((each.ago, lambda each=each: _write(place, each)) for each in WRITERS),
        *((each.ago, lambda each=each: _write(place, each)) for each in SLOW),
        (LONG_AGO + timedelta(hours=5), lambda: keys.append(_open(place, "איטיות בגלישה, גוש דן", "איטי, איטית"))),
        (LONG_AGO + timedelta(hours=2), lambda: _end(place, keys[0])),
        *((LONG_AGO + timedelta(hours=1), lambda each=each: _confirm(place, each)) for each in CONFIRMED),
        (
            timedelta(minutes=30),
            lambda: keys.append(_open(place, "נפילת סיב, חיפה", "אין אינטרנט, סיב נפל, no internet")),
        ),
        (timedelta(minutes=28), lambda: _announce(place, keys[-1])),
        (timedelta(minutes=20), lambda: _tell(place, keys[-1])),
    ]


def _write(place: Place, each: Writer) -> None:
    mailbox = place.mailboxes["support"]
    draft = Draft(
        mail_id=f"{each.code}@{each.address.rpartition('@')[2]}",
        sender_name=each.name,
        sender=each.address,
        to=mailbox.address,
        subject=each.subject,
        text=each.text,
        at=timezone.now(),
    )
    deliver_mail(mailbox, draft)


def _open(place: Place, title: str, words: str) -> UUID:
    """An incident of the last hours, with the cases that surely belong to it."""
    actor = place.actors[SHIFT_MANAGER]
    incident = open_incident(
        actor=actor,
        business_id=place.business.pk,
        title=title,
        began_at=timezone.now() - timedelta(hours=2),
        topic_id=place.topics[TOPIC],
        words=words,
    )
    gather_cases(actor=actor, incident_id=incident.pk)
    return incident.pk


def _confirm(place: Place, each: Writer) -> None:
    case = Case.objects.get(business=place.business, contact_point__normal=each.address)
    actor = ContactActor(contact_point_id=case.contact_point_id, case_id=case.pk)  # type: ignore[arg-type]
    confirm_solved(actor=actor, case_id=case.pk, channel=Channel.PORTAL)


def _announce(place: Place, incident_id: UUID) -> None:
    put_up_notice(actor=place.actors[SHIFT_MANAGER], incident_id=incident_id, texts=NOTICE)


def _tell(place: Place, incident_id: UUID) -> None:
    write_update(actor=place.actors[SHIFT_MANAGER], incident_id=incident_id, update_id=uuid4(), texts=UPDATE)
    _send()


def _end(place: Place, incident_id: UUID) -> None:
    actor = place.actors[SHIFT_MANAGER]
    end_incident(actor=actor, incident_id=incident_id, texts=SOLVED)
    change_incident(actor=actor, incident_id=incident_id, facts={"lessons": LESSONS})
    _send()


def _send() -> None:
    while send_due_letters(timezone.now()):
        pass
    send_due_deliveries()
