"""What needs a look: a person says whose case it is."""

import pytest
from django.db import DataError

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases.files import read_file
from moked.cases.models import Attachment, Case, Message
from moked.channels import tray
from moked.channels.errors import AddressOurs, AlreadySettled, MailRefused, NotAMail
from moked.channels.models import Account, Inbound, Mailbox, MailReference
from moked.channels.pipeline.arrival import WORKER_LOST
from moked.channels.pipeline.by_hand import open_case_for
from moked.channels.tray import dismiss_inbound, open_case_from
from moked.customers.errors import AddressUnusable
from moked.customers.models import ContactPoint
from moked.journal.models import JournalEntry
from moked.lib.errors import MokedError, NotFound
from moked.routing.models import WorkItem
from moked.staff.permissions import Permission
from tests import builders
from tests.channels.mails import a_mail, address_of, deliver, letters

pytestmark = pytest.mark.django_db


def without_sender(business: Business, *, mail_id: str = "lost@customers.test", **mail) -> Inbound:
    """A mail that names nobody, as it lies in the tray."""
    box = address_of(business)
    raw = a_mail(to=box, mail_id=mail_id, **mail).replace(b"From: Dana <dana@customers.test>\r\n", b"")
    deliver(raw, box, sender="dana@customers.test")
    return Inbound.objects.get(state=Inbound.State.NEEDS_A_LOOK)


def an_unread(business: Business, raw: bytes, problem: str) -> Inbound:
    return Inbound.objects.create(
        business=business,
        account=builders.mail_account(business),
        provider_id=problem,
        raw=raw,
        envelope={"sender": "dana@customers.test", "transport": "smtp"},
        state=Inbound.State.NEEDS_A_LOOK,
        problem=problem,
    )


def codes() -> list[str]:
    return list(JournalEntry.objects.order_by("id").values_list("code", flat=True))


def state_of(inbound: Inbound) -> tuple[object, ...]:
    """Everything an opening writes."""
    row = Inbound.objects.get(pk=inbound.pk)
    counts = [model.objects.count() for model in (Case, Message, ContactPoint, MailReference, Attachment)]
    return row.state, row.problem, row.message_id, row.envelope, counts, codes()


def test_opens_a_case_with_what_the_mail_says(business, manager) -> None:
    inbound = without_sender(business, attachments=[("bill.bin", b"figures")])
    case = open_case_from(manager, inbound.pk, " Dana@customers.test ")
    said = Message.objects.get(case=case, direction="in")
    assert (case.subject, said.text) == ("אין אינטרנט", "שלום, האינטרנט נפל מהבוקר.")
    assert (case.contact_point.normal, case.opened_at) == ("dana@customers.test", inbound.received_at)
    assert [each.name for each in said.attachments.all()] == ["bill.bin"]
    assert WorkItem.objects.get(case=case).state != "done"
    inbound.refresh_from_db()
    assert (inbound.state, inbound.problem, inbound.message_id) == (Inbound.State.DONE, "", said.pk)
    entry = JournalEntry.objects.get(code="case_opened_from_inbound")
    assert (entry.actor, entry.case_id, entry.facts) == (manager.code, case.pk, {"inbound_id": str(inbound.pk)})


def test_refuses_what_the_database_will_not_hold(business, manager, monkeypatch: pytest.MonkeyPatch) -> None:
    inbound = without_sender(business)
    before = state_of(inbound)

    def refuse(inbound: Inbound, address: str) -> Message:
        open_case_for(inbound, address)
        raise DataError

    monkeypatch.setattr(tray, "open_case_for", refuse)
    with pytest.raises(MailRefused):
        open_case_from(manager, inbound.pk, "dana@customers.test")
    assert state_of(inbound) == before


def test_opens_it_once(business, manager) -> None:
    inbound = without_sender(business)
    case = open_case_from(manager, inbound.pk, "dana@customers.test")
    before = state_of(inbound)
    assert open_case_from(manager, inbound.pk, "other@customers.test") == case
    assert state_of(inbound) == before


def test_keeps_it_with_the_customer_who_has_the_address(business, manager) -> None:
    box = address_of(business)
    deliver(a_mail(to=box), box)
    known = Case.objects.get().customer
    case = open_case_from(manager, without_sender(business).pk, "dana@customers.test")
    assert case.customer == known


def test_later_answers_to_the_mail_stand_in_the_case(business, manager) -> None:
    inbound = without_sender(business)
    case = open_case_from(manager, inbound.pk, "dana@customers.test")
    answer = a_mail(to=address_of(business), text="ועוד משהו", headers=[("In-Reply-To", "<lost@customers.test>")])
    deliver(answer, address_of(business))
    assert [said.text for said in case.messages.filter(direction="in").order_by("created_at")][1:] == ["ועוד משהו"]
    assert Case.objects.count() == 1


def test_opens_one_from_a_mail_without_an_id(business, manager) -> None:
    Mailbox.objects.update(acknowledge=False)
    case = open_case_from(manager, without_sender(business, mail_id="").pk, "dana@customers.test")
    assert case.messages.filter(direction="in").count() == 1
    assert not MailReference.objects.exists()


def test_leaves_the_thread_of_an_earlier_mail_with_its_id_alone(business, manager) -> None:
    box = address_of(business)
    deliver(a_mail(to=box, mail_id="lost@customers.test"), box)
    first = Case.objects.get()
    case = open_case_from(manager, without_sender(business, text="אחר").pk, "dana@customers.test")
    assert case != first
    assert MailReference.objects.get(mail_id="lost@customers.test").case == first


def test_acknowledges_it_as_any_other(business, manager) -> None:
    Mailbox.objects.update(acknowledge=True)
    case = open_case_from(manager, without_sender(business).pk, "dana@customers.test")
    (letter,) = letters(business)
    assert case.reference in letter.text


@pytest.mark.parametrize("header", [("Auto-Submitted", "auto-replied"), ("X-Auto-Response-Suppress", "All")])
def test_does_not_acknowledge_what_asks_for_no_automatic_answer(business, manager, header) -> None:
    Mailbox.objects.update(acknowledge=True)
    open_case_from(manager, without_sender(business, headers=[header]).pk, "dana@customers.test")
    assert letters(business) == []


def test_gives_the_original_as_a_file_where_reading_it_broke_off(business, manager, monkeypatch) -> None:
    def read(_raw: bytes) -> None:
        raise AssertionError("what ends its readers is read no more")

    monkeypatch.setattr("moked.channels.mail.parse.parse_mail", read)
    raw = a_mail(to=address_of(business), mail_id="large@customers.test")
    case = open_case_from(manager, an_unread(business, raw, WORKER_LOST).pk, "dana@customers.test")
    said = case.messages.get()
    assert (case.subject, said.text) == (
        "אין אינטרנט",
        "לא ניתן היה לקרוא את ההודעה במלואה. היא מצורפת כקובץ כפי שהגיעה.",
    )
    (file,) = said.attachments.all()
    assert (file.name, read_file(file.file)) == ("message.eml", raw)
    assert MailReference.objects.get().mail_id == "large@customers.test"
    assert letters(business) == []


def test_gives_what_can_be_read_and_the_original_of_a_broken_mail(business, manager, monkeypatch) -> None:
    def meaning(*_: object, **__: object) -> None:
        raise ValueError("broken")

    monkeypatch.setattr("moked.channels.mail.parse._with_meaning", meaning)
    raw = a_mail(to=address_of(business))
    case = open_case_from(manager, an_unread(business, raw, "unreadable:ValueError").pk, "dana@customers.test")
    said = case.messages.get()
    assert said.text.startswith("שלום, האינטרנט נפל מהבוקר.\n\nלא ניתן היה")
    assert [read_file(file.file) for file in said.attachments.all()] == [raw]


@pytest.mark.parametrize("address", ["", "dana", "dana@", "@customers.test", "a@x.test, b@x.test", "Dana <d@x.test>"])
def test_refuses_what_is_no_address_and_changes_nothing(business, manager, address) -> None:
    inbound = without_sender(business)
    before = state_of(inbound)
    with pytest.raises(AddressUnusable):
        open_case_from(manager, inbound.pk, address)
    assert state_of(inbound) == before


def test_refuses_a_mailbox_of_ours_and_changes_nothing(business, manager) -> None:
    inbound = without_sender(business)
    before = state_of(inbound)
    with pytest.raises(AddressOurs):
        open_case_from(manager, inbound.pk, address_of(business).upper())
    assert state_of(inbound) == before


def test_refuses_what_was_settled_otherwise(business, manager) -> None:
    inbound = without_sender(business)
    dismiss_inbound(manager, inbound.pk, "זבל")
    before = state_of(inbound)
    with pytest.raises(AlreadySettled):
        open_case_from(manager, inbound.pk, "dana@customers.test")
    assert state_of(inbound) == before


def test_refuses_what_was_said_in_a_chat(business, manager) -> None:
    account = Account.objects.get(kind=Account.Kind.CHAT)
    inbound = Inbound.objects.create(
        business=business, account=account, provider_id="x", raw=b"hello", state=Inbound.State.NEEDS_A_LOOK
    )
    before = state_of(inbound)
    with pytest.raises(NotAMail):
        open_case_from(manager, inbound.pk, "dana@customers.test")
    assert state_of(inbound) == before


def test_is_shut_to_whoever_does_not_look_after_it(business) -> None:
    inbound = without_sender(business)
    elsewhere = builders.a_business("Another one")
    agent = builders.actor_of(builders.a_person(business))
    stranger = builders.actor_of(builders.a_person(elsewhere, permissions=list(Permission)))
    before = state_of(inbound)
    for actor in (agent, stranger):
        with in_scope([business.pk, elsewhere.pk]), pytest.raises(NotFound):
            open_case_from(actor, inbound.pk, "dana@customers.test")
    assert state_of(inbound) == before


def test_leaves_nothing_of_a_case_that_could_not_be_opened(business, manager, monkeypatch) -> None:
    class Full(MokedError):
        pass

    def acknowledge(_case: Case) -> None:
        raise Full

    Mailbox.objects.update(acknowledge=True)
    inbound = without_sender(business)
    before = state_of(inbound)
    monkeypatch.setattr("moked.channels.pipeline.by_hand.acknowledge", acknowledge)
    with pytest.raises(Full):
        open_case_from(manager, inbound.pk, "dana@customers.test")
    assert state_of(inbound) == before
