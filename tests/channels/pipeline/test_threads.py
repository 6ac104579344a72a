"""Which case a mail becomes part of."""

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from moked.businesses.models import PublicNotice
from moked.businesses.scope import in_scope
from moked.cases.domain.joining import JoinReason
from moked.cases.models import Case, Message
from moked.cases.selectors import join_offers
from moked.channels.domain.reply_address import sign_reply_address
from moked.channels.models import Inbound
from moked.journal.models import JournalEntry
from tests import builders
from tests.channels.mails import a_mail, a_second_mailbox, address_of, deliver, letters

pytestmark = pytest.mark.django_db


def _cases() -> list[Case]:
    return list(Case.objects.select_related("business", "contact_point").order_by("number"))


def _states() -> list[tuple[str, str]]:
    return list(Inbound.objects.order_by("received_at").values_list("state", "problem"))


def test_opens_a_case_for_a_new_mail(business) -> None:
    box = address_of(business)
    deliver(a_mail(to=box, attachments=[("חשבון.pdf", b"%PDF-")]), box)
    (case,) = _cases()
    (message,) = Message.objects.filter(case=case, direction="in")
    assert (case.subject, message.text) == ("אין אינטרנט", "שלום, האינטרנט נפל מהבוקר.")
    assert case.contact_point.shown == "dana@customers.test"
    assert [file.name for file in message.attachments.all()] == ["חשבון.pdf"]
    assert _states() == [("done", "")]


def test_acknowledges_with_number_and_link_and_as_automatic(business) -> None:
    box = address_of(business)
    raw = a_mail(to=box)
    deliver(raw, box)
    (case,) = _cases()
    (letter,) = letters(business)
    assert case.reference in letter.subject
    assert f"{settings.PUBLIC_URL}/c/" in letter.text
    assert letter.automatic == "auto-replied"
    assert letter.in_reply_to in raw.decode()


def test_tells_in_an_acknowledgement_what_everybody_is_told_as_such(business) -> None:
    PublicNotice.objects.create(business=business, texts={"he": "יש תקלה באזור חיפה.", "en": "A fault near Haifa."})
    box = address_of(business)
    deliver(a_mail(to=box), box)
    (letter,) = letters(business)
    assert "הודעה לכולם:\nיש תקלה באזור חיפה." in letter.text
    assert "Haifa" not in letter.text


def test_joins_an_answer_by_the_signed_address_alone(business) -> None:
    box = address_of(business)
    deliver(a_mail(to=box), box)
    (letter,) = letters(business)
    back = letter.reply_to[0].address
    deliver(a_mail(to=back, subject="אחר לגמרי", text="ועוד פרט"), back)
    (case,) = _cases()
    assert [message.text for message in Message.objects.filter(case=case, direction="in").order_by("pk")][
        1
    ] == "ועוד פרט"


def test_joins_an_answer_by_references(business) -> None:
    box = address_of(business)
    deliver(a_mail(to=box), box)
    (letter,) = letters(business)
    headers = [("References", f"<rewritten@apple.test> <{letter.message_id}>"), ("In-Reply-To", "<lost@apple.test>")]
    deliver(a_mail(to=box, text="עדיין לא עובד", headers=headers), box)
    assert len(_cases()) == 1


def test_refuses_a_forged_signed_address(business) -> None:
    box = address_of(business)
    deliver(a_mail(to=box), box)
    (case,) = _cases()
    forged = sign_reply_address(box, case.number, business=business.pk.bytes, secret="guessed")
    deliver(a_mail(to=forged, text="אני פה"), forged)
    assert len(_cases()) == 2


def test_never_threads_by_subject_or_number(business) -> None:
    box = address_of(business)
    deliver(a_mail(to=box), box)
    (case,) = _cases()
    deliver(a_mail(to=box, subject=f"Re: אין אינטרנט [{case.reference}]", text="מי אני?"), box)
    deliver(a_mail(to=box, sender="eve@strangers.test", subject=f"[{case.reference}]", text="תנו לי"), box)
    assert len(_cases()) == 3


def test_names_the_new_case_alone_to_whoever_names_an_old_one(business) -> None:
    box = address_of(business)
    deliver(a_mail(to=box), box)
    (old,) = _cases()
    deliver(a_mail(to=box, subject=f"Re: אין אינטרנט [{old.reference}]", text="אפשר חשבונית?"), box)
    old, new = _cases()
    receipt = letters(business)[-1]
    assert receipt.subject == f"Re: אין אינטרנט [{new.reference}]"
    assert new.reference in receipt.text
    assert old.reference not in receipt.text
    (offered,) = join_offers(new, [old, new])
    assert JoinReason.NAMED in offered.offer.reasons


def test_never_enters_another_customers_case(business) -> None:
    box = address_of(business)
    deliver(a_mail(to=box), box)
    (letter,) = letters(business)
    back = letter.reply_to[0].address
    deliver(a_mail(to=back, sender="eve@strangers.test", text="קיבלתי את זה במקרה"), back)
    first, second = _cases()
    assert second.contact_point.shown == "eve@strangers.test"
    assert second.follows_id is None
    (entry,) = JournalEntry.objects.filter(code="related_case_found")
    assert (entry.case_id, entry.facts["related_id"]) == (second.pk, str(first.pk))


def test_lets_in_whom_the_customer_copied(business) -> None:
    box = address_of(business)
    deliver(a_mail(to=box, headers=[("Cc", "Yossi <yossi@customers.test>")]), box)
    (letter,) = letters(business)
    deliver(
        a_mail(
            to=box, sender="yossi@customers.test", text="גם אצלי", headers=[("In-Reply-To", f"<{letter.message_id}>")]
        ),
        box,
    )
    (case,) = _cases()
    assert case.messages.filter(direction="in").count() == 2
    assert case.contact_point.shown == "dana@customers.test"


def test_reads_only_the_head_of_earlier_mails(business) -> None:
    box = address_of(business)
    copied = [("Cc", "Yossi <yossi@customers.test>")]
    deliver(a_mail(to=box, headers=copied, attachments=[("film.mp4", b"x" * 200_000)]), box)
    (letter,) = letters(business)
    answer = [("In-Reply-To", f"<{letter.message_id}>")]
    with CaptureQueriesContext(connection) as captured:
        deliver(a_mail(to=box, sender="yossi@customers.test", text="גם אצלי", headers=answer), box)
    assert len(_cases()) == 1
    earlier = [query["sql"] for query in captured if '"message_id"' in query["sql"] and "received_at" in query["sql"]]
    read = [sql for sql in earlier if sql.startswith("SELECT") and "SKIP LOCKED" not in sql and "raw" in sql]
    assert read
    assert all('SUBSTRING("contact_channels_inbound"."raw"' in sql for sql in read)


def test_never_glues_mails_by_an_empty_id(business) -> None:
    box = address_of(business)
    for number in range(3):
        headers = [("Message-ID", "<>"), ("In-Reply-To", "<>"), ("References", " ")]
        deliver(a_mail(to=box, sender=f"c{number}@customers.test", mail_id="", headers=headers), box)
    assert len(_cases()) == 3


def test_keeps_strangers_who_answer_one_newsletter_apart(business) -> None:
    box = address_of(business)
    for number in range(2):
        headers = [("In-Reply-To", "<newsletter@elsewhere.test>"), ("References", "<newsletter@elsewhere.test>")]
        deliver(a_mail(to=box, sender=f"c{number}@customers.test", headers=headers), box)
    assert len(_cases()) == 2
    assert not JournalEntry.objects.filter(code="related_case_found").exists()


def test_opens_one_case_for_a_mail_to_two_mailboxes_of_a_business(business) -> None:
    box = address_of(business)
    other = a_second_mailbox(business, f"billing@{business.slug}.test")
    deliver(a_mail(to=f"{box}, {other.address}"), box, other.address)
    assert len(_cases()) == 1
    assert ("done", "duplicate") in _states()


def test_brings_one_mail_to_two_businesses(business) -> None:
    other = builders.a_business("רהיטי הגליל")
    boxes = [address_of(business), address_of(other)]
    deliver(a_mail(to=", ".join(boxes)), *boxes)
    assert len(_cases()) == 1
    with in_scope([other.pk]):
        assert len(_cases()) == 1


def test_keeps_one_of_a_mail_delivered_twice(business) -> None:
    box = address_of(business)
    raw = a_mail(to=box)
    deliver(raw, box)
    deliver(b"Received: from another.hop.test by us; Mon, 2 Nov 2026 09:01:00 +0200\r\n" + raw, box)
    assert Message.objects.filter(direction="in").count() == 1


def test_keeps_both_of_two_mails_with_one_id(business) -> None:
    box = address_of(business)
    deliver(a_mail(to=box, mail_id="same@broken.test", text="הראשון"), box)
    deliver(a_mail(to=box, mail_id="same@broken.test", text="השני", sender="other@customers.test"), box)
    assert len(_cases()) == 2
