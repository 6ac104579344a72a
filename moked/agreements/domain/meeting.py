"""The alignment meeting as a flow: what is asked, step by step."""

from collections.abc import Callable
from typing import Any

Words = dict[str, str]
# Options that are known only in the business: its packages, its service hours, its people.
PACKAGES, CALENDARS, PEOPLE = "packages", "calendars", "people"
APPROVES, DECIDES, REPORTS = "approves", "decides", "reports"


def meeting_document(_: Callable[[str], Words]) -> dict[str, Any]:
    """The document of the flow; `_` gives a text in every language of the screens."""
    steps = (_business, _service, _scope, _systems, _contacts, _escalation, _rhythm, _reports, _terms)
    return {"steps": [step(_) for step in steps]}


def _ask(code: str, kind: str, label: Words, help_text: Words | None = None, **more: Any) -> dict[str, Any]:
    return {"code": code, "kind": kind, "label": label, **({"help": help_text} if help_text else {}), **more}


def _options(*pairs: tuple[str, Words]) -> list[dict[str, Any]]:
    return [{"code": code, "label": label} for code, label in pairs]


def _business(_: Callable[[str], Words]) -> dict[str, Any]:
    return {
        "code": "business",
        "title": _("The customer's business"),
        "lead": _("In the customer's own words: what they do, and what they need of us for it."),
        "fields": [
            _ask("trade", "text", _("Trade"), required=True),
            _ask("needs", "long_text", _("Business needs"), required=True),
        ],
    }


def _service(_: Callable[[str], Words]) -> dict[str, Any]:
    levels = _options(("basic", _("Basic")), ("extended", _("Extended")), ("full", _("Full")))
    known = _options(("new", _("New to it")), ("user", _("Knows their way")), ("expert", _("An expert")))
    return {
        "code": "service",
        "title": _("Service hours and support level"),
        "fields": [
            _ask("calendar", "choice", _("Service hours"), required=True, source=CALENDARS),
            _ask("package", "choice", _("Service package"), required=True, source=PACKAGES),
            _ask("level", "choice", _("Support level"), required=True, options=levels),
            _ask("knowledge", "choice", _("What they know themselves"), options=known),
        ],
    }


def _scope(_: Callable[[str], Words]) -> dict[str, Any]:
    return {
        "code": "scope",
        "title": _("In scope and out of scope"),
        "lead": _("What is left out is said as plainly as what is given."),
        "fields": [
            _ask("in_scope", "long_text", _("In scope"), required=True),
            _ask("out_of_scope", "long_text", _("Out of scope")),
            _ask("has_systems", "yes_no", _("Are there systems of the customer's that we serve?"), required=True),
        ],
        "branches": [{"field": "has_systems", "is": ["no"], "to": "contacts"}],
    }


def _systems(_: Callable[[str], Words]) -> dict[str, Any]:
    weights = _options(("low", _("Low")), ("normal", _("Normal")), ("high", _("High")), ("critical", _("Critical")))
    columns = [
        _ask("name", "text", _("System"), required=True, most=120),
        _ask("criticality", "choice", _("Criticality"), required=True, options=weights),
    ]
    return {
        "code": "systems",
        "title": _("Systems and criticality"),
        "lead": _("What stands still when each of them does."),
        "fields": [_ask("systems", "rows", _("Systems"), required=True, fields=columns)],
    }


def _contacts(_: Callable[[str], Words]) -> dict[str, Any]:
    authority = _options(
        (APPROVES, _("Approves agreements and decides")),
        (DECIDES, _("Decides in cases")),
        (REPORTS, _("Opens cases and is kept informed")),
    )
    columns = [
        _ask("name", "text", _("Name"), required=True, most=160),
        _ask("title", "text", _("Position"), most=80),
        _ask("email", "email", _("E-mail"), required=True),
        _ask("phone", "text", _("Phone"), most=40),
        _ask("authority", "choice", _("Authority"), required=True, options=authority),
    ]
    return {
        "code": "contacts",
        "title": _("Contacts and what each may decide"),
        "lead": _("Everybody here gets the agreement by mail; one of them at least approves it."),
        "fields": [_ask("contacts", "rows", _("Contacts"), required=True, fields=columns)],
    }


def _escalation(_: Callable[[str], Words]) -> dict[str, Any]:
    ours = [
        _ask("person", "choice", _("Who, of ours"), required=True, source=PEOPLE),
        _ask("ours_for", "text", _("For what"), required=True),
    ]
    theirs = [
        _ask("theirs_name", "text", _("Who, of the customer's"), required=True),
        _ask("theirs_reach", "text", _("How to reach"), required=True),
        _ask("theirs_for", "text", _("For what"), required=True),
    ]
    return {
        "code": "escalation",
        "title": _("Escalation on both sides"),
        "lead": _("Whom to turn to when something does not move, on our side and on theirs."),
        "fields": [
            _ask("ours", "rows", _("On our side"), required=True, fields=ours, most=8),
            _ask("theirs", "rows", _("On the customer's side"), required=True, fields=theirs, most=8),
        ],
    }


def _rhythm(_: Callable[[str], Words]) -> dict[str, Any]:
    rhythms = _options(
        ("none", _("No reports")),
        ("weekly", _("Every week")),
        ("monthly", _("Every month")),
        ("quarterly", _("Every quarter")),
    )
    return {
        "code": "rhythm",
        "title": _("Reporting rhythm"),
        "fields": [_ask("rhythm", "choice", _("How often we report"), required=True, options=rhythms)],
        "branches": [{"field": "rhythm", "is": ["none"], "to": "terms"}],
    }


def _reports(_: Callable[[str], Words]) -> dict[str, Any]:
    return {
        "code": "reports",
        "title": _("Reports"),
        "fields": [
            _ask("reports_to", "text", _("Who gets them"), required=True),
            _ask("reports_what", "long_text", _("What stands in them"), required=True),
        ],
    }


def _terms(_: Callable[[str], Words]) -> dict[str, Any]:
    languages = _options(("he", _("Hebrew")), ("en", _("English")))
    return {
        "code": "terms",
        "title": _("From when, and until when"),
        "fields": [
            _ask("effective_from", "date", _("In force from"), required=True),
            _ask(
                "renew_on",
                "date",
                _("Renewed on"),
                _("Whoever leads the agreement is reminded a month ahead."),
                required=True,
            ),
            _ask("language", "choice", _("Language of the document"), required=True, options=languages),
        ],
    }
