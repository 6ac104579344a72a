"""What in an agreement makes no sense although each answer holds by itself."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from moked.agreements.domain.meeting import APPROVES
from moked.customers.domain.addresses import AddressInvalid, normalise_phone
from moked.flows.domain.answers import Fault

FARTHEST = timedelta(days=2 * 366)


def faults_of(answers: Mapping[str, Any], today: date) -> dict[str, Fault]:
    """What is wrong with answers that each hold by themselves, by field. `today` is the business's own day."""
    found: dict[str, Fault] = {}
    for check in (_of_dates, _of_contacts, _of_systems):
        found |= check(answers, today)
    return found


def _of_dates(answers: Mapping[str, Any], today: date) -> dict[str, Fault]:
    begins, renews = _day(answers.get("effective_from")), _day(answers.get("renew_on"))
    if begins is None:
        return {}
    if begins < today:
        return {"effective_from": Fault("before_today")}
    if begins > today + FARTHEST:
        return {"effective_from": Fault("too_far_ahead")}
    if renews is not None and renews <= begins:
        return {"renew_on": Fault("renewed_before_begun")}
    if renews is not None and renews > begins + 5 * FARTHEST:
        return {"renew_on": Fault("too_far_ahead")}
    return {}


def _of_contacts(answers: Mapping[str, Any], _today: date) -> dict[str, Fault]:
    rows = answers.get("contacts") or []
    row = _again(rows, lambda each: str(each.get("email", "")).casefold())
    if row is not None:
        return {"contacts": Fault("address_twice", row=row, column="email")}
    row = next((number for number, each in enumerate(rows) if not _is_phone(str(each.get("phone") or ""))), None)
    if row is not None:
        return {"contacts": Fault("no_phone", row=row, column="phone")}
    if rows and not any(each.get("authority") == APPROVES for each in rows):
        return {"contacts": Fault("nobody_approves")}
    return {}


def _of_systems(answers: Mapping[str, Any], _today: date) -> dict[str, Fault]:
    row = _again(answers.get("systems") or [], lambda each: str(each.get("name", "")).casefold())
    return {} if row is None else {"systems": Fault("system_twice", row=row, column="name")}


def _is_phone(text: str) -> bool:
    """Whether it is empty, or read as any telephone of a customer."""
    try:
        return not text.strip() or bool(normalise_phone(text))
    except AddressInvalid:
        return False


def _again(rows: list[Mapping[str, Any]], key: Callable[[Mapping[str, Any]], str]) -> int | None:
    """The first row that says what one before it said."""
    seen: set[str] = set()
    for number, row in enumerate(rows):
        value = key(row)
        if value and value in seen:
            return number
        seen.add(value)
    return None


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
