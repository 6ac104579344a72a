"""The visitor's socket against a real database: nothing lost, nothing twice, nothing of others."""

from uuid import uuid4

import pytest
from django.utils import timezone

from moked.businesses.scope import in_scope
from moked.cases import services as cases
from moked.cases.domain.states import CaseState
from moked.cases.models import Case, Channel, Message
from moked.channels.chat.presence import is_present, mark_departed
from moked.channels.chat.services import start_session
from moked.channels.chat.waiting import process_waiting
from moked.channels.domain.roads import GRACE
from moked.channels.models import ChatSession, ChatWidget, Delivery, Inbound
from moked.lib.realtime import announce
from moked.surveys.models import SurveyPolicy
from tests import builders
from tests.channels.chat.pages import Page, begin, in_database, listening, open_page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def business():
    return builders.a_business()


@pytest.fixture
def key(business):
    return f"key-{business.slug}"


def scoped(business, call):
    """Runs a call with this business in scope."""

    def run():
        with in_scope([business.pk]):
            return call()

    return run


def answer(business, *, text="בודקים עכשיו", is_proposal=False):
    """Somebody of ours answers the only case of the business."""
    with in_scope([business.pk]):
        case = Case.objects.get()
        person = case.assignee or builders.a_person(business)
        return cases.write_answer(
            actor=builders.actor_of(person), case_id=case.pk, html=f"<p>{text}</p>", is_proposal=is_proposal
        )


async def test_acknowledges_only_what_is_stored(business, key) -> None:
    page, _, receipt = await begin(key)
    rows = await in_database(scoped(business, lambda: list(Inbound.objects.all())))
    assert [row.state for row in rows] == [Inbound.State.DONE]
    assert str(rows[0].message_id) == receipt["message"]
    standing = await page.frame("state")
    assert standing["reference"].startswith(business.case_prefix)
    await page.leave()


async def test_takes_a_repeat_as_the_same_message(business, key) -> None:
    page, _, _ = await begin(key)
    client_id = str(uuid4())
    first = await page.say("עוד משהו", client_id)
    second = await page.say("עוד משהו", client_id)
    assert first["message"] == second["message"]
    assert await in_database(scoped(business, Message.objects.count)) == 2
    await page.leave()


async def test_loses_nothing_when_the_line_falls_before_the_receipt(business, key) -> None:
    page, token, _ = await begin(key)
    client_id = str(uuid4())
    await page.tell("say", id=client_id, text="נפל לי הקו")
    await page.leave()
    again = await open_page(key, token=token)
    await again.frame("welcome")
    await again.say("נפל לי הקו", client_id)
    texts = await in_database(scoped(business, lambda: list(Message.objects.values_list("text", flat=True))))
    assert texts.count("נפל לי הקו") == 1
    await again.leave()


async def test_brings_what_was_missed_and_only_that(business, key) -> None:
    page, token, first = await begin(key)
    await page.leave()
    message = await in_database(lambda: answer(business))
    again = await open_page(key, token=token, have=[first["message"]])
    frame = await again.frame("message")
    assert (frame["id"], frame["text"], frame["who"]) == (str(message.pk), "בודקים עכשיו", "נועה")
    assert (await again.receive())["type"] == "state"
    await again.leave()


async def test_brings_an_answer_at_once_and_marks_it_sent_when_it_stands_there(business, key) -> None:
    async with listening():
        page, _, _ = await begin(key)
        message = await in_database(lambda: answer(business))
        frame = await page.frame("message")
        assert frame["id"] == str(message.pk)
        await page.tell("seen", ids=[frame["id"]])
        await page.tell("ping")
        await page.frame("pong")
        delivery = await in_database(scoped(business, lambda: Delivery.objects.select_related("message").get()))
        assert (delivery.state, delivery.message.state) == ("sent", "done")
        assert delivery.message.read_at is not None
        await page.leave()


async def test_tells_both_sides_who_types(business, key) -> None:
    async with listening():
        page, token, _ = await begin(key)
        other = await open_page(key, token=token)
        await other.frame("state")
        case = await in_database(scoped(business, Case.objects.get))
        await in_database(lambda: announce([f"words:{case.pk}"], kind="typing", who="נועה ברק"))
        assert (await page.frame("typing")) == {"type": "typing"}
        await page.leave()
        await other.leave()


async def test_shows_what_the_visitor_wrote_on_their_other_page_too(business, key) -> None:
    async with listening():
        page, token, _ = await begin(key)
        other = await open_page(key, token=token)
        await other.frame("state")
        receipt = await page.say("ועוד דבר")
        assert (await other.frame("message", id=receipt["message"]))["text"] == "ועוד דבר"
        await page.leave()
        await other.leave()


async def test_shows_what_the_visitor_wrote_on_the_page_of_their_case(business, key) -> None:
    def write() -> Message:
        with in_scope([business.pk]):
            case = Case.objects.select_related("contact_point").get()
            return cases.receive_message(
                actor=builders.contact_actor(case),
                case=case,
                contact_point=case.contact_point,
                channel=Channel.PORTAL,
                text="מהדף של הפנייה",
            )

    async with listening():
        page, _, _ = await begin(key)
        message = await in_database(write)
        assert (await page.frame("message", id=str(message.pk)))["text"] == "מהדף של הפנייה"
        await page.leave()


async def test_shows_what_was_made_a_message_later(business, key) -> None:
    def send_again() -> None:
        with in_scope([business.pk]):
            session = ChatSession.objects.select_related("account").get()
            Inbound.objects.create(
                business=business,
                account=session.account,
                provider_id=f"{session.pk}:later",
                raw="מהמגש".encode(),
                envelope={"session": str(session.pk)},
                next_attempt_at=timezone.now(),
            )
            assert process_waiting(timezone.now()) == 1

    async with listening():
        page, _, _ = await begin(key)
        await in_database(send_again)
        assert (await page.frame("message"))["text"] == "מהמגש"
        await page.leave()


async def test_offers_a_solution_no_longer_once_the_visitor_wrote_on(business, key) -> None:
    async with listening():
        page, _, _ = await begin(key)
        await in_database(lambda: answer(business, is_proposal=True))
        await page.frame("state", proposed=True)
        await page.say("זה עוד לא זה")
        await page.frame("state", proposed=False)
        await page.leave()


async def test_closes_only_when_the_visitor_says_so(business, key) -> None:
    page, _, _ = await begin(key)
    await page.tell("solved")
    assert (await page.frame("refused"))["code"] == "not_found"
    await in_database(lambda: answer(business, is_proposal=True))
    await page.tell("ping")
    await page.frame("state", proposed=True)
    await page.tell("not_yet")
    await page.frame("state", proposed=False)
    await in_database(lambda: answer(business, is_proposal=True))
    await page.tell("solved")
    standing = await page.frame("state", state="closed")
    assert "/c/" in standing["link"]
    assert standing["asks_ease"]
    assert (await in_database(scoped(business, Case.objects.get))).state == CaseState.CLOSED
    await page.leave()


async def test_keeps_a_typed_address_to_itself(business, key) -> None:
    owner = await in_database(lambda: builders.a_contact_point(business, address="dana@customers.test"))
    page, _, _ = await begin(key)
    await page.tell("details", name="דנה", email="Dana@customers.test")
    await page.frame("state", email="dana@customers.test")

    def facts():
        session = ChatSession.objects.select_related("contact_point", "case").get()
        return session.contact_point.customer_id, session.case.customer_id, session.answer_address

    customer_id, of_case, address = await in_database(scoped(business, facts))
    assert customer_id == of_case != owner.customer_id
    assert address == "dana@customers.test"
    for wrong in ("no address", "dana@customers"):
        await page.tell("details", name="אחרת", email=wrong)
        assert (await page.frame("refused"))["code"] == "address_unusable"
    session = await in_database(scoped(business, ChatSession.objects.get))
    assert (session.visitor_name, session.answer_address) == ("דנה", "dana@customers.test")
    await page.leave()


async def test_refuses_a_site_where_it_may_not_stand(business, key) -> None:
    def allow():
        ChatWidget.objects.update(allowed_origins=["https://www.orange.test"])

    await in_database(scoped(business, allow))
    for origin in ("https://evil.test", "", "https://www.orange.test.evil.test", "http://www.orange.test"):
        assert not await Page(key, origin=origin).opens()
    page = Page(key, origin="https://www.orange.test")
    assert await page.opens()
    await page.leave()


async def test_refuses_an_unknown_widget() -> None:
    assert not await Page("no-such-key").opens()


async def test_opens_nothing_with_another_widgets_token(business, key) -> None:
    page, token, _ = await begin(key)
    await page.leave()
    other = await in_database(lambda: builders.a_business("רהיטי הגליל"))
    for stolen in (token, token[:-2] + "xx", "x"):
        stranger = await open_page(f"key-{other.slug}", token=stolen)
        assert await stranger.frame("welcome") == {"type": "welcome", "version": 1, "token": "", "lost": True}
        await stranger.tell("say", id=str(uuid4()), text="?")
        assert (await stranger.frame("refused"))["code"] == "session_unknown"
        await stranger.leave()


async def test_forgets_an_ended_conversation(business, key) -> None:
    page, token, _ = await begin(key)
    await page.tell("end")
    await page.frame("ended")
    await page.leave()
    again = await open_page(key, token=token)
    assert (await again.frame("welcome"))["lost"]
    assert (await in_database(scoped(business, ChatSession.objects.get))).left_at is not None
    assert (await in_database(scoped(business, Case.objects.get))).state != CaseState.CLOSED
    await again.leave()


async def test_shows_a_visitor_only_what_was_meant_for_them(business, key) -> None:
    page, token, _ = await begin(key)
    await page.leave()

    def join_with_another_address():
        case = Case.objects.get()
        mail = builders.a_contact_point(business, address="owner@customers.test")
        mail.customer = case.customer
        mail.save()
        other = builders.a_case(business, contact_point=mail, text="סוד של מישהו אחר")
        actor = builders.actor_of(builders.a_person(business))
        cases.write_note(actor=actor, case_id=other.pk, html="<p>הערה פנימית</p>")
        cases.merge_cases(actor=actor, case_id=case.pk, into_id=other.pk)

    await in_database(scoped(business, join_with_another_address))
    again = await open_page(key, token=token)
    frame = await again.frame("message")
    assert frame["text"] == "שלום, אין אינטרנט"
    assert (await again.receive())["type"] == "state"
    assert await again.is_silent()
    await again.leave()


async def test_answers_nonsense_politely_and_closes_on_a_flood(key) -> None:
    page = await open_page(key)
    await page.frame("welcome")
    for nonsense in ([], None, {"type": "sudo"}, {"type": "say"}, {"type": "say", "id": "1", "text": "x"}):
        await page.send(nonsense)
        assert (await page.frame("refused"))["code"] in {"malformed", "unknown", "empty"}
    for _ in range(80):
        await page.tell("ping")
    assert await page.last_words() == 4429


async def test_mails_what_the_page_never_took(business, key) -> None:
    page, token, _ = await begin(key)
    await page.tell("details", name="", email="dana@customers.test")
    await page.frame("state", email="dana@customers.test")
    message = await in_database(lambda: answer(business))
    await page.leave()

    def mails():
        mark_departed(timezone.now() + GRACE * 2)
        rows = Delivery.objects.filter(message=message, contact_point__kind="email")
        return list(rows.values_list("contact_point__normal", flat=True))

    assert await in_database(scoped(business, mails)) == ["dana@customers.test"]
    assert await in_database(scoped(business, mails)) == ["dana@customers.test"]
    again = await open_page(key, token=token)
    assert (await again.frame("message", mine=False))["id"] == str(message.pk)
    await again.leave()


async def test_mails_at_once_what_is_answered_after_leaving(business, key) -> None:
    page, _, _ = await begin(key)
    await page.tell("details", name="", email="dana@customers.test")
    await page.frame("state", email="dana@customers.test")
    await page.leave()
    await in_database(scoped(business, lambda: mark_departed(timezone.now() + GRACE * 2)))
    await in_database(lambda: answer(business))
    kinds = scoped(business, lambda: set(Delivery.objects.values_list("contact_point__kind", flat=True)))
    assert await in_database(kinds) == {"chat", "email"}


def test_marks_a_silent_visitor_as_gone() -> None:
    business = builders.a_business()
    with in_scope([business.pk]):
        session = start_session(account=builders.chat_account(business), page="")
        session.case = builders.a_case(business, contact_point=session.contact_point, channel="chat")
        session.save()
        assert is_present(session.case_id)
        assert mark_departed(timezone.now() + GRACE / 2) == 0
        assert mark_departed(timezone.now() + GRACE * 2) == 1
        assert not is_present(session.case_id)


async def test_asks_nothing_where_the_survey_spares_the_customer(business, key) -> None:
    page, _, _ = await begin(key)
    await in_database(lambda: answer(business, is_proposal=True))
    await in_database(scoped(business, lambda: SurveyPolicy.objects.create(business=business, share=0)))
    await page.tell("solved")
    assert not (await page.frame("state", state="closed"))["asks_ease"]
    await page.leave()
