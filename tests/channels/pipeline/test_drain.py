"""What cannot be processed, what fails, and how dear a mail is."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from moked.cases.models import Case, Message
from moked.channels.domain.backoff import INTAKE
from moked.channels.errors import AlreadySettled
from moked.channels.models import Inbound, Mailbox
from moked.channels.pipeline.arrival import read_mail
from moked.channels.pipeline.bringing import SMALL, ClaimLost, bring_in
from moked.channels.pipeline.drain import claim, drain_inbound
from moked.channels.pipeline.placing import FLOOD, MOST_ACKNOWLEDGED
from moked.channels.selectors import get_inbound
from moked.channels.tray import dismiss_inbound, retry_inbound
from moked.customers.models import Customer, MergeSuggestion
from moked.journal.models import JournalEntry
from moked.lib.errors import NotFound
from moked.routing.models import WorkItem
from tests import builders
from tests.channels.mails import a_mail, a_second_mailbox, accept_mail, address_of, deliver, letters

pytestmark = pytest.mark.django_db


def _waiting(actor) -> Inbound:
    return get_inbound(actor, Inbound.objects.get(state=Inbound.State.NEEDS_A_LOOK).pk)


def _without_sender(box: str) -> bytes:
    return b"To: " + box.encode() + b"\r\nSubject: ?\r\nMessage-ID: <nobody@x.test>\r\n\r\ntext\r\n"


def test_leaves_what_it_cannot_place_to_a_person(business, manager) -> None:
    box = address_of(business)
    deliver(_without_sender(box), box, sender="")
    waiting = _waiting(manager)
    assert waiting.problem == "no_sender"
    assert bytes(waiting.raw) == _without_sender(box)
    assert drain_inbound() == 0


def test_does_not_let_one_mail_hold_up_others(business) -> None:
    box = address_of(business)
    accept_mail(_without_sender(box), sender="", recipients=[box], transport={})
    accept_mail(a_mail(to=box), sender="", recipients=[box], transport={})
    drain_inbound()
    assert Case.objects.count() == 1


def test_gives_up_what_kills_its_workers(business, manager) -> None:
    box = address_of(business)
    accept_mail(a_mail(to=box), sender="", recipients=[box], transport={})
    Inbound.objects.update(attempts=len(INTAKE), next_attempt_at=timezone.now() - timedelta(seconds=1))
    drain_inbound()
    waiting = _waiting(manager)
    assert (waiting.state, waiting.problem) == (Inbound.State.NEEDS_A_LOOK, "worker_lost")
    retry_inbound(manager, waiting.pk)
    drain_inbound()
    assert Case.objects.count() == 1
    with pytest.raises(AlreadySettled):
        retry_inbound(manager, waiting.pk)


def test_tells_a_worker_that_died_at_the_last_attempt_from_earlier_faults(business, manager) -> None:
    box = address_of(business)
    accept_mail(a_mail(to=box), sender="", recipients=[box], transport={})
    past = timezone.now() - timedelta(seconds=1)
    # The last attempt is claimed, and its worker dies before it says what became of it.
    Inbound.objects.update(attempts=len(INTAKE) - 1, next_attempt_at=past, problem="error:OperationalError")
    claim()
    Inbound.objects.update(next_attempt_at=past)
    drain_inbound()
    assert _waiting(manager).problem == "worker_lost"


def test_dismisses_with_a_reason(business, manager) -> None:
    box = address_of(business)
    deliver(_without_sender(box), box, sender="")
    waiting = _waiting(manager)
    dismiss_inbound(manager, waiting.pk, "זבל")
    assert Inbound.objects.get().state == Inbound.State.DISMISSED
    assert Inbound.objects.get().envelope["dismissed_because"] == "זבל"


def test_shows_the_tray_only_to_those_who_look_after_it(business, manager) -> None:
    box = address_of(business)
    deliver(_without_sender(box), box, sender="")
    agent = builders.actor_of(builders.a_person(business))
    with pytest.raises(NotFound):
        _waiting(agent)
    with pytest.raises(NotFound):
        dismiss_inbound(agent, Inbound.objects.get().pk, "")
    assert Inbound.objects.get().state == Inbound.State.NEEDS_A_LOOK


def test_keeps_nul_and_broken_letters_from_stopping_a_mail(business) -> None:
    box = address_of(business)
    raw = a_mail(to=box, text="PLACE").replace(b"PLACE", b"a\x00b")
    deliver(raw, box)
    assert Message.objects.filter(direction="in").count() == 1


def _statements(*raws: bytes, to: str) -> int:
    for raw in raws:
        accept_mail(raw, sender="", recipients=[to], transport={})
    with CaptureQueriesContext(connection) as captured:
        drain_inbound()
    said = [
        query["sql"] for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))
    ]
    # A claim is three statements for up to thirty mails; the last one finds nothing more and is one.
    return len(said) - 4


def test_spends_few_statements_on_a_mail(business) -> None:
    box = address_of(business)
    Mailbox.objects.update(acknowledge=False)
    # The first two make the customer with the address, and the keys by which duplicates are found.
    assert _statements(a_mail(to=box), to=box) <= 2 + 15
    Mailbox.objects.update(acknowledge=True)
    assert _statements(a_mail(to=box), to=box) <= 16 + 7
    (letter,) = letters(business)
    back = letter.reply_to[0].address
    assert _statements(a_mail(to=back, text="עוד פרט"), to=back) <= 18


def test_spends_no_more_statements_on_many_mails_than_on_a_few(business) -> None:
    box = address_of(business)
    Mailbox.objects.update(acknowledge=False)

    def strangers(count: int, name: str) -> list[bytes]:
        return [a_mail(to=box, sender=f"{name}{number}@customers.test") for number in range(count)]

    assert _statements(*strangers(10, "many"), to=box) == _statements(*strangers(3, "few"), to=box) <= 2 + 17
    assert Case.objects.count() == 13
    known = [_statements(*(a_mail(to=box) for _ in range(count)), to=box) for count in (1, 10, 3)]
    assert known[1] == known[2] <= 18


def test_spends_one_statement_more_on_each_answer_among_others(business) -> None:
    box = address_of(business)
    Mailbox.objects.update(acknowledge=False)
    for number in range(13):
        deliver(a_mail(to=box, mail_id=f"first{number}@customers.test"), box)

    def answers(numbers: range) -> list[bytes]:
        return [a_mail(to=box, headers=[("In-Reply-To", f"<first{number}@customers.test>")]) for number in numbers]

    few, many = _statements(*answers(range(3)), to=box), _statements(*answers(range(3, 13)), to=box)
    # Each changes its own case.
    assert many - few == 10 - 3


def test_takes_two_strangers_of_one_address_for_one(business) -> None:
    box = address_of(business)
    for name in ("Dana", "Dana Levi"):
        accept_mail(a_mail(to=box, sender=f"{name} <dana@new.test>"), sender="", recipients=[box], transport={})
    drain_inbound()
    assert Case.objects.values("contact_point", "customer").distinct().count() == 1
    assert Customer.objects.get().name == "Dana"
    assert JournalEntry.objects.filter(code="customer_created").count() == 1


def test_sees_that_two_who_came_together_may_be_one(business) -> None:
    box = address_of(business)
    for address in ("tamar.eisenberg@home.test", "tamar.eisenberg@work.test"):
        raw = a_mail(to=box, sender=f"Tamar Eisenberg <{address}>")
        accept_mail(raw, sender="", recipients=[box], transport={})
    drain_inbound()
    pair = MergeSuggestion.objects.get()
    assert {pair.first_id, pair.second_id} == set(Customer.objects.values_list("pk", flat=True))


def test_counts_a_flood_that_comes_together(business) -> None:
    box = address_of(business)
    Mailbox.objects.update(acknowledge=True)
    for _ in range(FLOOD + 2):
        accept_mail(a_mail(to=box), sender="dana@customers.test", recipients=[box], transport={})
    drain_inbound()
    assert Case.objects.filter(state="set_aside").count() == 2
    assert Message.objects.filter(direction="out").count() == MOST_ACKNOWLEDGED


def test_two_answers_to_one_case_that_come_together_both_stand_in_it(business) -> None:
    box = address_of(business)
    Mailbox.objects.update(acknowledge=True)
    deliver(a_mail(to=box), box)
    (letter,) = letters(business)
    back = letter.reply_to[0].address
    for text in ("עוד פרט", "ועוד אחד"):
        accept_mail(a_mail(to=back, text=text), sender="dana@customers.test", recipients=[back], transport={})
    drain_inbound()
    said = Message.objects.filter(direction="in").order_by("created_at").values_list("text", flat=True)
    assert list(said)[1:] == ["עוד פרט", "ועוד אחד"]
    assert (Case.objects.count(), WorkItem.objects.exclude(state="done").count()) == (1, 1)


def test_brings_an_answer_in_after_what_it_answers_though_both_come_together(business) -> None:
    box = address_of(business)
    first = a_mail(to=box, mail_id="first@customers.test")
    answer = a_mail(to=box, text="ועוד משהו", headers=[("In-Reply-To", "<first@customers.test>")])
    for raw in (first, a_mail(to=box, sender="other@customers.test"), answer, first):
        accept_mail(raw, sender="", recipients=[box], transport={})
    drain_inbound()
    assert Case.objects.count() == 2
    said = Message.objects.filter(direction="in", case__customer__name="Dana").order_by("created_at")
    assert [message.text for message in said] == ["שלום, האינטרנט נפל מהבוקר.", "ועוד משהו"]
    assert Inbound.objects.exclude(state=Inbound.State.DONE).count() == 0


def test_keeps_the_order_of_a_large_mail_and_the_small_one_that_answers_it(business) -> None:
    box = address_of(business)
    large = a_mail(to=box, mail_id="large@customers.test", attachments=[("film.bin", bytes(SMALL))])
    answer = a_mail(to=box, text="ועוד משהו", headers=[("In-Reply-To", "<large@customers.test>")])
    for raw in (a_mail(to=box, sender="other@customers.test"), large, answer):
        accept_mail(raw, sender="", recipients=[box], transport={})
    drain_inbound()
    assert Case.objects.count() == 2
    assert Message.objects.filter(direction="in", case__customer__name="Dana").count() == 2


def test_keeps_a_copy_to_two_mailboxes_as_one_though_both_come_together(business) -> None:
    boxes = [address_of(business), a_second_mailbox(business, "money@firm.test").address]
    accept_mail(a_mail(to=", ".join(boxes)), sender="dana@customers.test", recipients=boxes, transport={})
    drain_inbound()
    assert Message.objects.filter(direction="in").count() == 1
    assert sorted(Inbound.objects.values_list("problem", flat=True)) == ["", "duplicate"]


def test_undoes_nothing_of_those_that_came_with_a_mail_that_fails(business) -> None:
    box = address_of(business)
    for raw in (a_mail(to=box), _without_sender(box), a_mail(to=box), b"", a_mail(to=box)):
        accept_mail(raw, sender="", recipients=[box], transport={})
    drain_inbound()
    assert Case.objects.count() == Message.objects.filter(direction="in").count() == 3
    assert JournalEntry.objects.filter(code="customer_wrote").count() == 3
    assert Inbound.objects.filter(state=Inbound.State.NEEDS_A_LOOK).count() == 2


def test_settles_none_of_several_when_another_worker_was_faster_with_one(business) -> None:
    box = address_of(business)
    for _ in range(3):
        accept_mail(a_mail(to=box), sender="", recipients=[box], transport={})
    mails = [read_mail(inbound) for inbound in claim()]
    Inbound.objects.filter(pk=mails[1].inbound.pk).update(attempts=2)
    with pytest.raises(ClaimLost):
        bring_in(mails)
    assert Case.objects.count() == JournalEntry.objects.filter(code="case_opened").count() == 0
    assert Inbound.objects.filter(state=Inbound.State.RECEIVED).count() == 3


def test_claims_alone_what_was_tried_before(business) -> None:
    box = address_of(business)
    for _ in range(3):
        accept_mail(a_mail(to=box), sender="", recipients=[box], transport={})
    suspect = Inbound.objects.order_by("pk")[0]
    earlier = timezone.now() - timedelta(minutes=1)
    Inbound.objects.filter(pk=suspect.pk).update(attempts=1, next_attempt_at=earlier)
    assert [inbound.pk for inbound in claim()] == [suspect.pk]
    assert len(claim()) == 2
    assert claim() == []
    assert set(Inbound.objects.values_list("attempts", flat=True)) == {1, 2}


def test_reads_a_large_mail_only_at_its_turn(business) -> None:
    box = address_of(business)
    large = a_mail(to=box, attachments=[("film.bin", bytes(SMALL))])
    accept_mail(large, sender="", recipients=[box], transport={})
    (claimed,) = claim()
    assert "raw" in claimed.get_deferred_fields()
    assert bytes(claimed.raw) == large
