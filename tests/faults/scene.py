"""Sets the scene in an installation: a business, its doors, and people with real sessions. Prints them as JSON."""

import json
import sys

import django

ALWAYS = {
    "timezone": "Asia/Jerusalem",
    "week": {day: [["00:00", "24:00"]] for day in ("sun", "mon", "tue", "wed", "thu", "fri", "sat")},
}
# Minutes; the shortest end while the processes are killed.
TARGETS = {"first_reply": {"normal": 1}, "next_reply": {"normal": 5}, "solution": {"normal": 600}}


def main(provider_port: int, people: int) -> None:
    django.setup()
    from django.conf import settings  # noqa: PLC0415 - needs Django set up
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: PLC0415
    from django.contrib.sessions.backends.db import SessionStore  # noqa: PLC0415

    from moked.businesses.scope import in_whole_installation  # noqa: PLC0415
    from moked.channels.models import Mailbox  # noqa: PLC0415
    from moked.promises.services import create_calendar, create_package  # noqa: PLC0415
    from moked.staff.models import Membership  # noqa: PLC0415
    from tests import builders  # noqa: PLC0415

    with in_whole_installation("a test sets its scene"):
        business = builders.a_business()
        calendar = create_calendar(actor=builders.PIPELINE, business_id=business.pk, name="תמיד", document=ALWAYS)
        facts = {"name": "לכולם", "calendar": calendar, "targets": TARGETS, "is_default": True}
        create_package(actor=builders.PIPELINE, business_id=business.pk, facts=facts)
        made = [builders.a_person(business, first_name=f"נציגה {number}") for number in range(people)]
        Membership.objects.update(live_capacity=4, written_capacity=20)
        Mailbox.objects.update(
            outgoing=Mailbox.Outgoing.SMTP,
            smtp_host="127.0.0.1",
            smtp_port=provider_port,
            smtp_use_tls=False,
            acknowledge=True,
        )
        address, key = builders.mail_account(business).mailbox.address, builders.chat_account(business).widget.key
    sessions = []
    for person in made:
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.create()
        sessions.append(session.session_key)
    keys = [str(person.pk) for person in made]
    print(json.dumps({"address": address, "widget": key, "people": keys, "sessions": sessions}))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
