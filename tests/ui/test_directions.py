"""Which way words run on a page, by the same rule as on the server."""

import random
import subprocess

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from moked.lib.hebrew import paragraph_direction

WORDS = (
    "שלום", "world", "WhatsApp", "054-1234567", "a@b.co", "https://x.y/z", "www.x.co", "…", "ש״ח", "(עברית)", "-5%",
    "مرحبا", "Привет", "(a)", "ב-Excel", "Excel-ב",
)  # fmt: skip


@pytest.fixture
def ready(desktop: Page) -> Page:
    """A page that knows `direction`, the module of that name."""
    bundle = ["node_modules/.bin/esbuild", "frontend/src/direction.ts", "--bundle", "--format=iife"]
    script = subprocess.run(
        [*bundle, "--global-name=direction"], cwd=settings.BASE_DIR.parent, capture_output=True, text=True, check=True
    )
    desktop.set_content("<textarea dir=auto></textarea><textarea dir=ltr></textarea>")
    desktop.evaluate(f"{script.stdout}; window.direction = direction; direction.startDirections()")
    return desktop


def test_finds_the_direction_that_the_server_finds(ready: Page) -> None:
    chance = random.Random(7)
    lines = [" ".join(chance.choices(WORDS, k=chance.randrange(6))) for _ in range(400)]
    found = ready.evaluate("lines => lines.map((line) => direction.paragraphDirection(line))", lines)
    expected = [paragraph_direction(line) for line in lines]
    assert {"rtl", "ltr", None} == set(expected)
    assert found == expected


@pytest.mark.parametrize(
    ("typed", "way"),
    [
        ("WhatsApp לא עובד לי", "rtl"),
        ("WhatsApp לא עובד לי\n\nתודה רבה", "rtl"),
        ("The word שלום means peace", "ltr"),
        ("WhatsApp לא עובד לי\nError in line 5", "auto"),
        ("054-1234567", "auto"),
        ("", "auto"),
    ],
)
def test_lets_a_field_run_as_what_is_typed_in_it(ready: Page, typed: str, way: str) -> None:
    field, fixed = ready.locator("textarea").first, ready.locator("textarea").last
    field.fill("x")
    field.fill(typed)
    expect(field).to_have_attribute("dir", way)
    fixed.fill(typed)
    expect(fixed).to_have_attribute("dir", "ltr")
