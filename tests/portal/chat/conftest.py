"""A real web process and a plain site that carries the widget, strict about what it lets run."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from shutil import which
from typing import Any
from urllib.request import urlopen

import pytest
from django.db import connection
from playwright.sync_api import Browser, Page, Route, sync_playwright

from moked.businesses.models import Business
from moked.businesses.scope import in_scope
from moked.cases import services as cases
from moked.cases.models import Case
from moked.channels.models import Account
from moked.staff.models import Person
from tests import builders
from tests.ui.conftest import FLAGS

SHOP = "http://shop.test"
# A page that keeps its socket must not keep the process.
HURRY = "--timeout-graceful-shutdown=1"
# The site's own look and shortcuts must not reach the chat, nor the chat's the site.
SITE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>A shop</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<link rel="stylesheet" href="/hostile.css"><main><h1>A shop</h1><p>Buy things.</p></main>
<script async src="{host}/chat/widget.js" data-widget="{key}"></script></html>"""
HOSTILE = """html { font-size: 40px; } * { color: #111; letter-spacing: .4em !important; }
body { background: #fff; } button, textarea { display: none !important; } moked-chat { display: none; }"""
POLICY = (
    "default-src 'none'; style-src 'self'; script-src {host}; connect-src {host} {ws}; "
    "img-src 'self' data: blob: {host}; font-src {host}"
)


@dataclass(frozen=True)
class Shop:
    """The business behind the chat, and its site open in a browser."""

    business: Business
    person: Person
    page: Page
    host: str

    def in_office(self, call: Callable[[], Any]) -> Any:
        """Runs something of ours outside the browser's loop, as a colleague elsewhere would."""

        def run() -> Any:
            with in_scope([self.business.pk]):
                return call()

        return _outside(run)

    def answer(self, text: str, *, is_proposal: bool = False) -> None:
        """Somebody of ours answers the one case."""

        def write() -> None:
            cases.write_answer(
                actor=builders.actor_of(self.person),
                case_id=Case.objects.get().pk,
                html=f"<p>{text}</p>",
                is_proposal=is_proposal,
            )

        self.in_office(write)


def _outside(call: Callable[[], Any]) -> Any:
    def run() -> Any:
        try:
            return call()
        finally:
            # The thread ends here, and its connection must go back to the pool.
            connection.close()

    with ThreadPoolExecutor(max_workers=1) as threads:
        return threads.submit(run).result()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser that lets an invented site load from this machine, as a real site loads from ours."""
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as patch:
        # The browser's loop runs in this thread, so Django takes whatever empties the tables for asynchronous code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        flags = [*FLAGS, "--disable-features=LocalNetworkAccessChecks"]
        browser = playwright.chromium.launch(executable_path=which("chromium"), args=flags)
        yield browser
        browser.close()


@pytest.fixture
def host(database_url: str) -> Iterator[str]:
    """A web process on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "uvicorn", "moked.site.asgi:application", f"--port={port}", HURRY],
        env={
            **os.environ,
            "DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": "moked.site.settings",
            "MOKED_PUBLIC_URL": address,
            "MOKED_DEBUG": "1",
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(f"{address}/chat/widget.js")
        yield address
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        try:
            with urlopen(address, timeout=2):
                return
        except OSError:
            # Not there yet, or there and slow with its first answer on a busy machine.
            time.sleep(0.1)
    raise TimeoutError(address)


@pytest.fixture
def open_shop(transactional_db: None, host: str, browser: Browser) -> Iterator[Callable[..., Shop]]:
    """Opens the site with the widget in a language, on a screen of a width."""
    contexts = []

    def open_it(language: str, width: int) -> Shop:
        business, person = _outside(lambda: _furnish(language))
        context = browser.new_context(
            viewport={"width": width, "height": 844 if width < 600 else 900}, reduced_motion="reduce"
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        page = context.new_page()
        policy = POLICY.format(host=host, ws=host.replace("http", "ws"))

        def serve(route: Route) -> None:
            if route.request.url.endswith(".css"):
                route.fulfill(body=HOSTILE, content_type="text/css")
            else:
                body = SITE.format(host=host, key=f"key-{business.slug}")
                route.fulfill(body=body, content_type="text/html", headers={"Content-Security-Policy": policy})

        context.route(f"{SHOP}/**", serve)
        page.goto(f"{SHOP}/")
        return Shop(business, person, page, host)

    yield open_it
    for context in contexts:
        context.close()


def _furnish(language: str) -> tuple[Business, Person]:
    business = builders.a_business("תפוז תקשורת" if language == "he" else "Orange Networks")
    person = builders.a_person(business, first_name="נועה" if language == "he" else "Noa")
    with in_scope([business.pk]):
        Account.objects.filter(kind=Account.Kind.CHAT).update(language=language)
    return business, person
