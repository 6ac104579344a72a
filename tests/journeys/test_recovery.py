"""A customer gives a low mark on the phone; a lead finds the task, wins them back and says what we learned."""

import time

import psycopg
import pytest
from playwright.sync_api import expect

from demo.installation import Installation
from moked.lib.postgres.embedded import start_embedded
from tests.journeys.conftest import Opens
from tests.journeys.letterbox import WAIT_SECONDS, Letterbox, case_link
from tests.journeys.screens import DESKTOP, PATIENT, PHONE, Screen, check_accessible, sign_in

pytestmark = pytest.mark.journey

OWNER = """
SELECT p.email FROM cases_task t JOIN cases_case c ON c.id = t.case_id JOIN staff_person p ON p.id = t.owner_id
WHERE c.subject = %s AND t.kind = 'recovery'
"""
HEBREW_DESK = Screen("he", DESKTOP.width, DESKTOP.height)
SUBJECT = "הטכנאי לא הגיע"


def test_turns_a_low_mark_into_a_task_that_is_ended_with_what_was_learned(
    centre: Installation, open_page: Opens
) -> None:
    letters = Letterbox(centre, "low-mark@journey.test")
    letters.send(to="service@tapuz.test", name="אורית לוין", subject=SUBJECT, text="חיכיתי כל היום. בסוף הסתדר.")
    customer, lead = open_page(PHONE), open_page(HEBREW_DESK)
    customer.goto(case_link(letters.wait_for("/c/")))
    solved = customer.locator("form[action$='/solved/']")
    solved.evaluate("form => { const fold = form.closest('details'); if (fold) fold.open = true; }")
    # What arrives meanwhile leaves the fold as the person left it.
    with customer.expect_response(customer.url):
        customer.locator("#standing").dispatch_event("live")
    expect(solved).to_be_visible(timeout=PATIENT)
    solved.locator("button").click()
    survey = customer.locator("#standing form[id^=questions]")
    expect(survey).to_be_visible(timeout=PATIENT)
    check_accessible(customer)
    survey.locator("label", has=customer.locator("input[name=ease][value='1']")).click()
    survey.locator("button").first.click()
    comment = customer.locator("#survey-comment")
    expect(comment).to_be_visible(timeout=PATIENT)
    comment.fill("אף אחד לא עדכן אותי")
    survey.locator("button").first.click()
    expect(comment).to_have_count(0, timeout=PATIENT)

    sign_in(lead, centre.url, _owner(centre), HEBREW_DESK)
    lead.locator("#work a.mk-work").filter(has_text="אורית לוין").first.click()
    expect(lead.locator("#case-head")).to_contain_text(SUBJECT, timeout=PATIENT)
    check_accessible(lead)
    task = lead.locator("#case-head [id^=task-]")
    task.locator("a[href$='/end/']").click()
    lead.locator("#dialog [name=note]").fill("התקשרנו, התנצלנו וזיכינו על יום")
    lead.locator("#dialog [name=learned]").fill("לעדכן בבוקר כשטכנאי מתעכב")
    lead.locator("#dialog form button.btn-primary").click()
    expect(task).to_have_count(0, timeout=PATIENT)
    expect(lead.locator("#timeline")).to_contain_text("לעדכן בבוקר כשטכנאי מתעכב", timeout=PATIENT)


def _owner(centre: Installation) -> str:
    deadline = time.monotonic() + WAIT_SECONDS
    with psycopg.connect(start_embedded(centre.folder), autocommit=True) as link:
        while time.monotonic() < deadline:
            found = link.execute(OWNER, (SUBJECT,)).fetchone()
            if found is not None:
                return str(found[0])
            time.sleep(0.2)
    raise TimeoutError("nobody owns a recovery")
