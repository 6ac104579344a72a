"""The design system as a browser and a screen reader meet it."""

from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.ui.gallery import ENTRANCE, GALLERY, MISSING, PORTAL, Look, render_page, show_page

LOOKS = [Look(language, theme) for language, theme in product(("he", "en"), ("moked", "moked-dark"))]
FRAMES = {"gallery": GALLERY, "entrance": ENTRANCE, "portal": PORTAL, "missing": MISSING}


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look.language}-{look.theme}")
@pytest.mark.parametrize("frame", FRAMES)
def test_is_accessible_and_keeps_the_content_policy(desktop: Page, frame: str, look: Look) -> None:
    complaints = show_page(desktop, render_page(FRAMES[frame], look))
    violations = Axe().run(desktop).response["violations"]
    assert [violation["id"] for violation in violations] == []
    assert [text for text in complaints if "WebSocket" not in text] == []


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("language", ["he", "en"])
def test_never_scrolls_sideways_on_a_phone(handset: Page, frame: str, language: str) -> None:
    show_page(handset, render_page(FRAMES[frame], Look(language)))
    overflow = "(element => element.scrollWidth - element.clientWidth)"
    assert handset.evaluate(f"{overflow}(document.documentElement)") <= 0
    assert handset.evaluate(f"{overflow}(document.querySelector('main'))") <= 0


def test_puts_the_rail_under_the_thumb_on_a_phone(handset: Page) -> None:
    show_page(handset, render_page(GALLERY, Look()))
    rail = handset.locator(".mk-rail").bounding_box()
    assert rail is not None
    assert rail["y"] > 700
    assert rail["width"] == 390


def test_starts_an_empty_field_on_the_reading_side(desktop: Page) -> None:
    show_page(desktop, render_page(GALLERY, Look("he")))
    subject = desktop.locator("#id_subject")
    assert subject.evaluate("field => getComputedStyle(field).direction") == "rtl"
    subject.fill("Hello")
    assert subject.evaluate("field => getComputedStyle(field).direction") == "ltr"


def test_fills_a_track_from_the_reading_side(desktop: Page) -> None:
    show_page(desktop, render_page(GALLERY, Look("he")))
    track = desktop.locator(".mk-track").first.bounding_box()
    bar = desktop.locator(".mk-track > i").first.bounding_box()
    assert track is not None
    assert bar is not None
    assert bar["width"] == pytest.approx(track["width"] * 0.62, abs=1)
    assert bar["x"] + bar["width"] == pytest.approx(track["x"] + track["width"], abs=1)


def test_ties_help_and_errors_to_their_field(desktop: Page) -> None:
    show_page(desktop, render_page(GALLERY, Look("en")))
    described = (desktop.locator("#id_subject").get_attribute("aria-describedby") or "").split()
    assert described == ["id_subject_helptext", "id_subject_error"]
    for target in described:
        assert desktop.locator(f"#{target}").count() == 1
