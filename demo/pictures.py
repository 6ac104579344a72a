"""`python -m demo.pictures`: takes the pictures of docs/pictures from a demo of its own.

Each is a WebP: the browser draws WebP itself, so nothing else is needed.
"""

import base64
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from urllib.parse import urlsplit

import psycopg
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from demo.content.people import PASSWORD
from demo.installation import REPOSITORY, Installation, temporary_installation
from moked.channels.mail import parse_mail
from moked.lib.postgres.embedded import start_embedded

FOLDER = REPOSITORY / "docs" / "pictures"
QUALITY = 82
SIZES = {"desktop": (1440, 900), "phone": (390, 844)}
PERSONA = "noa.barak@tapuz.test"
ADMINISTRATOR = "guy.roth@tapuz.test"
SHIFT_MANAGER = "ronit.peretz@tapuz.test"
QUESTIONS = {"he": "היי, האינטרנט איטי אצלנו מהבוקר", "en": "Hi, the internet is slow here since this morning"}
INCIDENT = "נפילת סיב, חיפה"
OPEN_CASE = "ניתוקים חוזרים בסיב"
CUSTOMER = "dr.rosen@rosen-clinic.test"
LETTERS = 'SELECT raw FROM contact_channels_letter WHERE "to" = %s ORDER BY at DESC'


@dataclass(frozen=True)
class Look:
    """How a picture is taken."""

    language: str
    theme: str
    device: str

    @property
    def name(self) -> str:
        return f"{self.language}-{self.device}-{self.theme}"


LOOKS = (
    Look("he", "light", "desktop"),
    Look("he", "dark", "desktop"),
    Look("en", "light", "desktop"),
    Look("he", "light", "phone"),
    Look("en", "dark", "phone"),
)
Show = Callable[[Page, Installation, Look], None]


def show_desk(page: Page, centre: Installation, _: Look) -> None:
    """The persona's desk, with what the router offers her."""
    page.goto(f"{centre.url}/")
    page.locator("[popovertarget=presence-menu]").first.click()
    page.locator("#presence-menu button[value=available]").click()
    page.locator("#offers section").first.wait_for()


def show_case(page: Page, centre: Installation, look: Look) -> None:
    """A case of hers under way."""
    show_desk(page, centre, look)
    page.locator("a[data-row]").filter(has_text=OPEN_CASE).first.click()
    page.locator("#case-head").wait_for()


def show_cases(page: Page, centre: Installation, _: Look) -> None:
    """All cases."""
    page.goto(f"{centre.url}/cases/")


def show_customers(page: Page, centre: Installation, _: Look) -> None:
    """Whom the business serves."""
    page.goto(f"{centre.url}/customers/")


def show_office(page: Page, centre: Installation, _: Look) -> None:
    """What the administrator sets."""
    page.goto(f"{centre.url}/office/")


def show_incident(page: Page, centre: Installation, _: Look) -> None:
    """A trouble of many customers, its cases and what they were told."""
    page.goto(f"{centre.url}/floor/incidents/")
    page.locator("main a[href*='/floor/incidents/']").filter(has_text=INCIDENT).first.click()
    page.locator("h1").filter(has_text=INCIDENT).wait_for()


def show_following(page: Page, centre: Installation, _: Look) -> None:
    """The customers the business learns from, beside everybody else."""
    page.goto(f"{centre.url}/office/tapuz/references/")


def show_updates(page: Page, centre: Installation, _: Look) -> None:
    """What customers heard without asking, and who had to ask."""
    page.goto(f"{centre.url}/office/tapuz/updates/")


def show_sign_in(page: Page, centre: Installation, _: Look) -> None:
    """The entrance."""
    page.goto(f"{centre.url}/account/login/")


def show_customer_page(page: Page, centre: Installation, look: Look) -> None:
    """The customer's own page of a case with an offered solution, by the link in their mail."""
    page.goto(f"{customer_link(centre)}?language={look.language}")


def show_letterbox(page: Page, centre: Installation, look: Look) -> None:
    """Where the demo's customers read their mail."""
    page.goto(f"{centre.url}/demo/letterbox/of/{CUSTOMER}/?language={look.language}")


def show_chat(page: Page, centre: Installation, look: Look) -> None:
    """The chat on the demo's site."""
    page.goto(f"{centre.url}/demo/site/tapuz/?language={look.language}")
    page.locator("moked-chat .launcher").click()
    page.locator("moked-chat textarea").fill(QUESTIONS[look.language])
    page.locator("moked-chat textarea").press("Enter")
    page.locator("moked-chat .line.mine time").wait_for()


@dataclass(frozen=True)
class Shot:
    """A screen, and who has to be signed in to see it."""

    name: str
    show: Show
    person: str = ""


SHOTS = (
    Shot("sign-in", show_sign_in),
    Shot("desk", show_desk, PERSONA),
    Shot("case", show_case, PERSONA),
    Shot("cases", show_cases, PERSONA),
    Shot("customers", show_customers, PERSONA),
    Shot("office", show_office, ADMINISTRATOR),
    Shot("following", show_following, ADMINISTRATOR),
    Shot("updates", show_updates, ADMINISTRATOR),
    Shot("incident", show_incident, SHIFT_MANAGER),
    Shot("customer-page", show_customer_page),
    Shot("letterbox", show_letterbox),
    Shot("chat", show_chat),
)


def customer_link(centre: Installation) -> str:
    """The address of a case's page, from the newest letter that holds one."""
    with psycopg.connect(start_embedded(centre.folder), autocommit=True) as link:
        for (raw,) in link.execute(LETTERS, (CUSTOMER,)):
            for word in parse_mail(bytes(raw)).text.split():
                path = urlsplit(word.strip("\u2066\u2067\u2068\u2069\u200e\u200f")).path
                if path.startswith("/c/"):
                    return f"{centre.url}{path}"
    raise LookupError("no letter leads to a case's page")


def open_context(browser: Browser, look: Look, centre: Installation) -> BrowserContext:
    """A browser of this language, theme and size."""
    width, height = SIZES[look.device]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=2 if look.device == "phone" else 1,
        locale="he-IL" if look.language == "he" else "en-GB",
        timezone_id="Asia/Jerusalem",
        color_scheme="dark" if look.theme == "dark" else "light",
        reduced_motion="reduce",
        has_touch=look.device == "phone",
    )
    context.add_cookies([{"name": "moked_language", "value": look.language, "url": centre.url}])
    return context


def sign_in(page: Page, centre: Installation, email: str, look: Look) -> None:
    """Signs in with the look's language and theme kept for the person."""
    page.goto(f"{centre.url}/account/login/")
    page.locator("[name=login]").fill(email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url(lambda address: "/account/" not in address)
    page.evaluate(
        """language => fetch('/account/language/', {method: 'POST', headers: {'Content-Type':
        'application/x-www-form-urlencoded', 'X-CSRFToken': document.querySelector('[name=csrfmiddlewaretoken]').value},
        body: new URLSearchParams({language})})""",
        look.language,
    )


def take(page: Page, path: Path) -> None:
    """Keeps what the page shows as WebP."""
    page.wait_for_load_state("networkidle")
    session = page.context.new_cdp_session(page)
    shot = session.send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
    path.write_bytes(base64.b64decode(shot["data"]))


def pictures(browser: Browser, centre: Installation) -> Iterator[Path]:
    """Every shot in every look; gives each path as it is written."""
    for look in LOOKS:
        for person in dict.fromkeys(shot.person for shot in SHOTS):
            context = open_context(browser, look, centre)
            page = context.new_page()
            if person:
                sign_in(page, centre, person, look)
            else:
                page.goto(f"{centre.url}/account/login/")
            for shot in SHOTS:
                if shot.person == person:
                    shot.show(page, centre, look)
                    path = FOLDER / f"{shot.name}-{look.name}.webp"
                    take(page, path)
                    yield path
            context.close()


def main() -> None:
    """Takes all pictures anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with temporary_installation(with_demo=True) as centre, sync_playwright() as playwright:
        executable = os.environ.get("CHROMIUM") or which("chromium")
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        for path in pictures(browser, centre):
            print(path.relative_to(REPOSITORY))
        browser.close()


if __name__ == "__main__":
    main()
