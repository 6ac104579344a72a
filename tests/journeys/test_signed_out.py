"""Somebody signs their other devices out: what stood open there is gone within seconds, however fresh it was."""

import pytest
from playwright.sync_api import expect

from demo.installation import Installation
from tests.journeys.conftest import Opens
from tests.journeys.screens import DESKTOP, PATIENT, PHONE, sign_in

pytestmark = pytest.mark.journey

WHO = "noa.barak@tapuz.test"


def test_takes_an_open_case_off_the_device_that_was_signed_out(centre: Installation, open_page: Opens) -> None:
    here, lost = open_page(DESKTOP), open_page(PHONE)
    sign_in(here, centre.url, WHO, DESKTOP)
    sign_in(lost, centre.url, WHO, PHONE)
    here.goto(f"{centre.url}/account/sessions/")
    lost.goto(f"{centre.url}/cases/")
    lost.locator("main a[href*='/case']").first.click()
    expect(lost.locator("#case-head")).to_be_visible(timeout=PATIENT)
    # Before the page has stood for long: then the reason to reload comes soonest.
    here.locator("form[action*='other'] button").click()
    expect(lost.locator("[name=password]")).to_be_visible(timeout=PATIENT)
    assert lost.locator("#case-head").count() == 0
    here.goto(f"{centre.url}/account/sessions/")
    expect(here.locator("[name=password]")).to_have_count(0)
