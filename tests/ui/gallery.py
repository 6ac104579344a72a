"""Every component on one page, in both languages, served to a browser without a server."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django import forms
from django.template import engines
from django.test import RequestFactory
from django.utils import translation
from playwright.sync_api import Page, Route

from moked.ui.headers import POLICY
from moked.ui.shell import AccountLink, RailItem, Shell

ORIGIN = "http://moked.test"
STATIC = Path(__file__).parents[2] / "moked" / "static"

GALLERY = '{% extends "ui/gallery.html" %}'
ENTRANCE = """{% extends "ui/entrance.html" %}
{% block title %}{{ words.sign_in }}{% endblock %}{% block heading %}{{ words.hello }}{% endblock %}
{% block lead %}{{ words.sign_in }}{% endblock %}
{% block form %}<form class="mk-form">{% cotton field :field="form.email" / %}
<button class="btn btn-primary h-12 w-full text-md">{{ words.next }}</button></form>{% endblock %}
{% block help %}<a href="#help" class="underline underline-offset-4">{{ words.stuck }}</a>{% endblock %}"""
PORTAL = """{% extends "ui/portal_base.html" %}{% block title %}{{ words.hello }}{% endblock %}
{% block content %}<h1 class="text-2xl">{{ words.hello }}</h1><p>{{ words.empty_lead }}</p>{% endblock %}"""
MISSING = '{% extends "404.html" %}'

HEBREW = {
    "title": "גלריית הרכיבים",
    "kept": "ההבטחה קוימה",
    "soon": "חריגה צפויה",
    "late": "חריגה מהיעד",
    "waiting": "ממתינים",
    "plain": "מאמר",
    "free": "זמינות לכל הערוצים",
    "on_call": "שיחה פעילה",
    "send": "שליחה",
    "task": "משימה חדשה",
    "next": "המשך",
    "keep": "להשאיר כמו שכתבתי",
    "remove": "הסרה מהרשימה",
    "attach": "צירוף קובץ",
    "availability": "הזמינות שלי",
    "pause": "הפסקה",
    "open": "פתוחות",
    "closed": "סגורות",
    "form": "פרטי הפנייה",
    "history": "מה קרה עד עכשיו",
    "customer": "דנה אברמוב",
    "agent": "נועה ברק",
    "message": "שוב נפל האינטרנט ברמת החייל.\nError code: CRC-7731\n\nהקופות לא עובדות.",
    "automatic": "עדכון אוטומטי",
    "update": "קיבלנו, נועה מטפלת. נעדכן כל שעה.",
    "note": "שגיאות מאז אתמול בערב, כנראה כיפוף בסיב.",
    "reply": "סמיר מתקן מרחוק, אין צורך בטכנאי.",
    "promise": "הבטחנו פתרון עד",
    "tier": "דרג ב׳, רשת",
    "manager": "מנהלת המוקד",
    "queues": "תורים לפי ערוץ",
    "channel": "ערוץ",
    "phone": "טלפון",
    "empty": "אין פניות ממתינות",
    "empty_lead": "הפנייה הבאה תגיע אליך אוטומטית. עד אז הזמן שלך.",
    "hello": "בוקר טוב",
    "sign_in": "כניסה לצוות השירות",
    "stuck": "לא מצליחים להיכנס?",
    "desk": "עמדה",
    "customers": "לקוחות",
    "knowledge": "מאגר ידע",
    "shifts": "המשמרות שלי",
}
ENGLISH = {
    "title": "Component gallery",
    "kept": "Promise kept",
    "soon": "Breach expected",
    "late": "Past its promise",
    "waiting": "Waiting",
    "plain": "Article",
    "free": "Free for every channel",
    "on_call": "On a call",
    "send": "Send",
    "task": "New task",
    "next": "Continue",
    "keep": "Keep mine",
    "remove": "Remove from the list",
    "attach": "Attach a file",
    "availability": "My availability",
    "pause": "Break",
    "open": "Open",
    "closed": "Closed",
    "form": "Case details",
    "history": "What happened so far",
    "customer": "Dana Abramov",
    "agent": "Noa Barak",
    "message": "The line dropped again.\nהקופות לא עובדות.\n\nPlease call me.",
    "automatic": "Automatic update",
    "update": "We have it, Noa is on it. An update every hour.",
    "note": "Errors since last night, probably a bent fibre.",
    "reply": "Samir fixes it remotely, no technician needed.",
    "promise": "Solution promised by",
    "tier": "Tier 2, network",
    "manager": "Centre manager",
    "queues": "Queues by channel",
    "channel": "Channel",
    "phone": "Phone",
    "empty": "Nobody is waiting",
    "empty_lead": "The next case will come to you by itself. Until then the time is yours.",
    "hello": "Good morning",
    "sign_in": "Sign in to the service team",
    "stuck": "Cannot sign in?",
    "desk": "Desk",
    "customers": "Customers",
    "knowledge": "Knowledge",
    "shifts": "My shifts",
}
WORDS = {"he": HEBREW, "en": ENGLISH}
MORNING = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)


class SampleForm(forms.Form):
    """One field of every kind, two of them wrong."""

    subject = forms.CharField(help_text="—")
    email = forms.EmailField()
    channel = forms.ChoiceField(choices=[("phone", "טלפון"), ("mail", "Email")])
    details = forms.CharField(widget=forms.Textarea(attrs={"rows": 2}), required=False)
    is_urgent = forms.BooleanField(required=False)
    reach = forms.ChoiceField(choices=[("a", "WhatsApp"), ("b", "SMS")], widget=forms.RadioSelect, required=False)
    attachment = forms.FileField(required=False)


@dataclass(frozen=True)
class Look:
    """How a page is asked for."""

    language: str = "he"
    theme: str = "moked"


def render_page(source: str, look: Look, **context: Any) -> str:
    """`source` is a template, most often an `{% extends %}` with the blocks a frame leaves open."""
    words = WORDS[look.language]
    rail = (
        RailItem(words["desk"], "/desk/", "desk", is_current=True, count=3, shortcut="g d"),
        RailItem(words["customers"], "/customers/", "users"),
        RailItem(words["knowledge"], "/knowledge/", "book"),
        RailItem(words["shifts"], "/shifts/", "plan"),
    )
    links = (AccountLink(words["availability"], "/account/", "settings"),)
    shell = Shell(words["agent"], rail, search_url="/search/", sign_out_url="/out/", account_links=links)
    page = {
        "shell": shell,
        "portal": {"business_name": "Tapuz", "home_url": "/", "items": rail},
        "words": words,
        "theme": look.theme,
        "form": SampleForm(data={"email": "noa@"}),
        "morning": MORNING,
        "left": timedelta(hours=1, minutes=8),
        **context,
    }
    with translation.override(look.language):
        return engines["django"].from_string(source).render(page, RequestFactory().get("/"))


@dataclass(frozen=True)
class Answer:
    """What the server would say to a request of the page."""

    body: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


def show_page(page: Page, markup: str, answers: dict[str, Answer] | None = None) -> list[str]:
    """Opens the markup under the product's content policy; the list gathers what the browser complains about.
    `answers` are given by path."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    known = {"/": Answer(markup), **(answers or {})}
    page.route(f"{ORIGIN}/**", lambda route: _answer(route, known))
    page.goto(f"{ORIGIN}/")
    page.evaluate("document.fonts.ready.then(() => true)")
    return complaints


def _answer(route: Route, answers: dict[str, Answer]) -> None:
    path = route.request.url.removeprefix(ORIGIN).partition("?")[0]
    if path.startswith("/static/"):
        route.fulfill(path=STATIC / path.removeprefix("/static/"))
        return
    answer = answers.get(path, Answer(status=404))
    headers = {
        "Content-Security-Policy": POLICY.format(sockets=""),
        "Content-Type": "text/html; charset=utf-8",
        **answer.headers,
    }
    route.fulfill(status=answer.status, body=answer.body, headers=headers)
