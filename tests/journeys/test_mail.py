"""A mail arrives, the agent the router chose answers, and only the customer closes."""

import re

import pytest
from playwright.sync_api import expect

from demo.installation import Installation
from tests.journeys.conftest import Opens
from tests.journeys.letterbox import Letterbox, case_link
from tests.journeys.screens import (
    PATIENT,
    Screen,
    accept_offer,
    check_accessible,
    offer_solution,
    said,
    set_presence,
    sign_in,
    write_answer,
)

pytestmark = pytest.mark.journey

AGENTS = {"he": "hila.gabay@tapuz.test", "en": "eitan.segev@tapuz.test"}


def test_goes_from_a_mail_to_the_customers_own_closing(
    centre: Installation, open_page: Opens, screen: Screen
) -> None:
    desk, customer = open_page(screen), open_page(screen)
    subject = screen.say("הראוטר מהבהב בכתום", "The router blinks orange")
    letters = Letterbox(centre, f"walker-{screen.language}@journey.test")
    sign_in(desk, centre.url, AGENTS[screen.language], screen)
    check_accessible(desk)
    set_presence(desk, "available")
    letters.send(
        to="service@tapuz.test",
        name=screen.say("נעמה גל", "Naomi Gal"),
        subject=subject,
        text=screen.say("מאתמול בערב הראוטר מהבהב ואין אינטרנט.", "It blinks since last night and I am offline."),
    )
    accept_offer(desk, subject)
    check_accessible(desk)

    answer = screen.say("בודקים את הקו עכשיו", "We are testing your line now")
    write_answer(desk, answer)
    customer.goto(case_link(letters.wait_for(answer)))
    expect(customer.locator("html")).to_have_attribute("dir", screen.direction)
    expect(customer.locator("main")).to_contain_text(answer)
    check_accessible(customer)

    solution = screen.say("החלפנו את הפורט, עובד?", "We moved you to another port, does it work?")
    offer_solution(desk, solution)
    expect(customer.locator("#not-yet-answer")).to_be_visible(timeout=PATIENT)
    check_accessible(customer)
    reason = screen.say("עדיין מהבהב", "It still blinks")
    customer.locator("#not-yet-answer summary").click()
    customer.locator("#not-yet").fill(reason)
    customer.locator("#not-yet-answer form button").click()
    expect(said(desk, reason)).to_be_visible(timeout=PATIENT)

    better = screen.say("הוחלף גם הכבל בארון", "The cable in the cabinet was replaced too")
    offer_solution(desk, better)
    expect(customer.locator("#not-yet-answer")).to_be_visible(timeout=PATIENT)
    customer.locator("#solved form[action$='/solved/'] button").click()
    survey = customer.locator("#standing form[id^=questions]")
    expect(survey).to_be_visible(timeout=PATIENT)
    check_accessible(customer)
    survey.locator("label", has=customer.locator("input[name=ease][value='5']")).click()
    survey.locator("label", has=customer.locator("input[name=kept][value=yes]")).click()
    survey.locator("button").first.click()

    expect(desk.locator("#case-head .mk-chip")).to_have_class(re.compile("is-success"), timeout=PATIENT)
    expect(desk.locator("#composer")).to_be_visible()
    expect(desk.locator("#case-head [data-offer-solution]")).to_have_count(0)
