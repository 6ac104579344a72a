"""What an administrator changes, and what each change leaves behind."""

from email.header import Header

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from moked.businesses.models import Business, Topic
from moked.businesses.scope import in_scope
from moked.cases.services import set_aside
from moked.channels.models import Account, Inbound
from moked.guidance.models import CarefulWords
from moked.journal.models import JournalEntry
from moked.knowledge.models import AnswerBlock
from moked.office.history import history_of
from moked.staff.models import Membership, Person, Role, Skill, Team, TopicSkill
from tests import builders
from tests.office.conftest import things_of
from tests.office.test_doors import url


def codes(business: Business) -> list[str]:
    with in_scope([business.pk]):
        return list(JournalEntry.objects.order_by("id").values_list("code", flat=True))


def test_opens_a_team_and_says_so(business: Business, browser: Client) -> None:
    answer = browser.post(url("new_team", business), {"name": "Network", "is_active": "on"}, follow=True)
    assert "Network" in answer.content.decode()
    assert codes(business)[-1] == "team_created"


def test_takes_a_name_once(business: Business, browser: Client) -> None:
    builders.a_team(business, "Network")
    before = codes(business)
    answer = browser.post(url("new_team", business), {"name": "Network", "is_active": "on"})
    assert answer.status_code == 422
    assert "already in use" in answer.content.decode()
    assert codes(business) == before


def test_shows_what_is_missing_and_changes_nothing(business: Business, browser: Client) -> None:
    before = codes(business)
    answer = browser.post(url("new_topic", business), {"name": "", "position": 1})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert codes(business) == before


def test_lets_a_topic_ask_for_a_skill(business: Business, browser: Client) -> None:
    with in_scope([business.pk]):
        skill = Skill.objects.create(business=business, name="Fibre")
    posted = {"name": "No internet", "position": 1, "is_active": "on", f"skill_{skill.pk.hex}": 3}
    browser.post(url("new_topic", business), posted)
    with in_scope([business.pk]):
        topic = Topic.objects.get(name="No internet")
        assert TopicSkill.objects.get(topic=topic).level == 3


def test_invites_a_person_who_has_no_password_yet(business: Business, browser: Client) -> None:
    with in_scope([business.pk]):
        role = Role.objects.first()
    assert role is not None
    posted = {
        "email": "New@Staff.test",
        "first_name": "New",
        "language": "en",
        "role": str(role.pk),
        "languages": ["he"],
        "live_capacity": 1,
        "written_capacity": 3,
        "is_active": "on",
    }
    assert browser.post(url("invite", business), posted).status_code == 302
    person = Person.objects.get(email="new@staff.test")
    assert not person.has_usable_password()
    assert codes(business)[-2:] == ["membership_created", "person_invited"]
    again = browser.post(url("invite", business), posted)
    assert again.status_code == 422
    assert "already serves" in again.content.decode()


def invited(business: Business) -> Membership:
    person = builders.a_person(business, email="new@staff.test")
    person.set_unusable_password()
    person.save()
    with in_scope([business.pk]):
        return Membership.objects.get(person=person)


def test_hands_the_invitation_s_link_over_where_no_mailbox_can_send_it(business: Business, browser: Client) -> None:
    page = url("member", business, invited(business).pk)
    assert "/password/reset/key/" not in browser.get(page).content.decode()
    with in_scope([business.pk]):
        Account.objects.update(is_active=False)
    assert "/password/reset/key/" in browser.get(page).content.decode()


def test_hands_no_link_over_to_somebody_another_business_invited_too(business: Business, browser: Client) -> None:
    membership = invited(business)
    other = builders.a_business("Other")
    builders.join(membership.person, other)
    with in_scope([business.pk, other.pk]):
        Account.objects.update(is_active=False)
    page = browser.get(url("member", business, membership.pk)).content.decode()
    assert "/password/reset/key/" not in page


def test_keeps_somebody_who_may_manage_people(business: Business, administrator: Person, browser: Client) -> None:
    with in_scope([business.pk]):
        membership = Membership.objects.get(person=administrator)
    posted = {"role": str(membership.role_id), "languages": ["he"], "live_capacity": 1, "written_capacity": 3}
    before = codes(business)
    answer = browser.post(url("member", business, membership.pk), posted)
    assert answer.status_code == 422
    assert codes(business) == before
    with in_scope([business.pk]):
        assert Membership.objects.get(pk=membership.pk).is_active


def test_keeps_a_place_in_a_team_that_is_out_of_use(business: Business, browser: Client) -> None:
    team = builders.a_team(business)
    person = builders.a_person(business, teams=(team,))
    with in_scope([business.pk]):
        Team.objects.filter(pk=team.pk).update(is_active=False)
        membership = Membership.objects.get(person=person)
    shown = browser.get(url("member", business, membership.pk)).content.decode()
    assert f'value="{team.pk}"' in shown


def test_gives_the_line_for_a_site(business: Business, browser: Client) -> None:
    key = builders.chat_account(business).widget.key
    shown = browser.get(url("widget", business, builders.chat_account(business).pk)).content.decode()
    assert f"data-widget=&quot;{key}&quot;" in shown


def test_greets_in_the_language_of_the_page(business: Business, browser: Client) -> None:
    account = builders.chat_account(business)
    site = Client()
    address = f"/chat/{account.widget.key}/config.json"
    posted = {"name": "Tapuz", "language": "he", "is_active": "on", "greeting_he": "שלום", "greeting_en": "Hello"}
    assert browser.post(url("widget", business, account.pk), posted).status_code == 302
    assert site.get(address).json()["greeting"] == "שלום"
    assert site.get(f"{address}?language=en-GB").json()["greeting"] == "Hello"
    # Nobody wrote one in Arabic: the widget greets in its own words.
    arabic = site.get(f"{address}?language=ar").json()
    assert (arabic["language"], arabic["greeting"]) == ("ar", "")


def test_shows_a_ready_answer_as_a_customer_sees_it(business: Business, browser: Client) -> None:
    posted = {"language": "en", "body": "Hello {{ customer.first_name }}, <b>{{ nobody.knows }}</b>"}
    shown = browser.post(url("preview_answer", business), posted).content.decode()
    assert "Hello Dana, &lt;b&gt;___&lt;/b&gt;" in shown


def test_keeps_a_shortcut_once_in_a_language(business: Business, browser: Client) -> None:
    posted = {"title": "Received", "shortcut": "got", "language": "en", "body": "Hello", "is_active": "on"}
    assert browser.post(url("new_answer", business), posted).status_code == 302
    assert browser.post(url("new_answer", business), posted).status_code == 422
    assert browser.post(url("new_answer", business), {**posted, "language": "he"}).status_code == 302
    with in_scope([business.pk]):
        assert AnswerBlock.objects.count() == 2


def test_remembers_who_changed_what(business: Business, administrator: Person, browser: Client) -> None:
    browser.post(url("new_team", business), {"name": "Network", "is_active": "on"})
    with in_scope([business.pk]):
        team = Team.objects.get(name="Network")
    browser.post(url("team", business, team.pk), {"name": "Fibre network", "is_active": "on"})
    with in_scope([business.pk]):
        change, opened = history_of(team)
    assert (change.who, change.columns[0].before, change.columns[0].after) == (
        administrator.full_name,
        "Network",
        "Fibre network",
    )
    assert opened.columns == ()


def test_dismisses_what_needs_no_answer_only_with_a_reason(business: Business, browser: Client) -> None:
    key = things_of(business)["inbound"]
    with in_scope([business.pk]):
        Inbound.objects.filter(pk=key).update(
            raw=f"Subject: {Header('הכבל נקרע', 'utf-8').encode()}\r\n\r\nhello".encode()
        )
    assert "הכבל נקרע" in browser.get(url("inbound", business, key)).content.decode()
    browser.post(url("dismiss_inbound", business, key), {"reason": " "})
    assert "inbound_dismissed" not in codes(business)
    browser.post(url("dismiss_inbound", business, key), {"reason": "an advertisement"})
    assert codes(business)[-1] == "inbound_dismissed"


def test_brings_back_what_was_set_aside(business: Business, browser: Client, administrator: Person) -> None:
    case = builders.a_case(business)
    with in_scope([business.pk]):
        set_aside(actor=builders.actor_of(administrator), case_id=case.pk, reason="spam")
    assert case.reference in browser.get(url("set_aside", business)).content.decode()
    browser.post(url("bring_back", business, case.pk))
    assert codes(business)[-1] == "case_brought_back"


@pytest.mark.parametrize("route", ["people", "teams", "topics", "roles", "answers"])
def test_asks_as_often_for_thirty_rows_as_for_three(route: str, business: Business, browser: Client) -> None:
    def fill(count: int, start: int = 0) -> None:
        for number in range(start, start + count):
            team = builders.a_team(business, f"Team {number}")
            builders.a_topic(business, f"Topic {number}")
            builders.a_person(business, first_name=f"P{number}", teams=(team,))
            with in_scope([business.pk]):
                Role.objects.create(business=business, name=f"Role {number}")
                AnswerBlock.objects.create(business=business, title=f"A{number}", body="x", language="en")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(url(route, business)).status_code == 200
        return len(queries)

    fill(3)
    browser.get(url(route, business))
    few = asked()
    fill(27, start=3)
    assert asked() == few


def test_pages_by_key_without_losing_anybody(business: Business, browser: Client) -> None:
    for number in range(40):
        builders.a_team(business, f"Team {number:02}")
    first = browser.get(url("teams", business)).content.decode()
    key = first.split("after=")[1].split('"')[0].replace("&amp;", "&")
    second = browser.get(f"{url('teams', business)}?after={key}").content.decode()
    assert "Team 29" in first
    assert "Team 30" not in first
    assert "Team 30" in second
    assert "Team 39" in second


def test_keeps_the_careful_words_of_the_business(business: Business, browser: Client) -> None:
    address = url("careful_words", business)
    fields = {
        "noticed": ["someone_else", "your_fault"],
        "phrases": "אין מצב\n\n  זה לא דחוף = נטפל בזה היום \nאין מצב",
    }
    assert browser.post(address, fields).status_code == 302
    with in_scope([business.pk]):
        words = CarefulWords.objects.get()
        assert words.phrases == ["אין מצב", "זה לא דחוף = נטפל בזה היום"]
        assert "not_ours" in words.muted
        assert "your_fault" not in words.muted
    assert codes(business)[-1] == "careful_words_changed"
    page = browser.get(address).content.decode()
    assert "זה לא דחוף = נטפל בזה היום" in page
    before = codes(business)
    browser.post(address, fields)
    assert codes(business) == before


def test_refuses_phrases_without_end(business: Business, browser: Client) -> None:
    assert browser.post(url("careful_words", business), {"phrases": "א" * 301}).status_code == 422
    with in_scope([business.pk]):
        assert not CarefulWords.objects.exists()


@pytest.mark.parametrize("sender", ["", "<>"])
def test_calls_a_report_of_nobody_by_what_it_is(business: Business, browser: Client, sender: str) -> None:
    box = builders.mail_account(business)
    with in_scope([business.pk]):
        Inbound.objects.create(
            business=business,
            account=box,
            provider_id=f"report-{sender}",
            raw=b"",
            envelope={"sender": sender},
            state=Inbound.State.NEEDS_A_LOOK,
            problem="bounce_of_unknown_mail",
        )
    assert "a report that a mail did not arrive" in browser.get(url("tray", business)).content.decode()
