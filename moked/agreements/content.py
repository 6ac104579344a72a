"""What an agreement says: as sections for pages, and as a document that is kept byte for byte."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext, pgettext

from moked.agreements.meeting import LANGUAGES, Offered
from moked.agreements.models import Agreement
from moked.businesses.models import Criticality
from moked.flows.domain.document import FieldKind, Step
from moked.flows.domain.telling import Line, Section, Table, sections_of
from moked.lib.typeset import set_document
from moked.promises.domain.terms import ClockKind, read_targets
from moked.promises.domain.terms import Criticality as Weight
from moked.promises.models import Kind, ServicePackage

SOURCE = Path(__file__).resolve().parent / "agreement.typ"


def content_of(
    steps: Sequence[Step], answers: Mapping[str, Any], offered: Offered, package: ServicePackage | None
) -> dict[str, list[dict[str, Any]]]:
    """Language -> sections, as they are kept with a version."""
    return {language: _content_in(language, steps, answers, offered, package) for language in LANGUAGES}


def _content_in(
    language: str, steps: Sequence[Step], answers: Mapping[str, Any], offered: Offered, package: ServicePackage | None
) -> list[dict[str, Any]]:
    with translation.override(language):
        yes_no = (gettext("Yes"), gettext("No"))
        sections = sections_of(steps, answers, names=offered, yes_no=yes_no, language=language)
        told = [replace(section, lines=tuple(map(_with_date, section.lines))) for section in sections]
        promised = _promised(package) if package else None
        if promised:
            told.insert(min(2, len(told)), promised)
        return [asdict(section) for section in told]


def read_content(content: Mapping[str, Any], language: str) -> tuple[Section, ...]:
    """The sections kept in a language."""
    return tuple(
        Section(
            each["title"],
            tuple(Line(line["label"], line["words"], FieldKind(line["kind"])) for line in each["lines"]),
            tuple(
                Table(table["label"], tuple(table["columns"]), tuple(map(tuple, table["rows"])))
                for table in each["tables"]
            ),
        )
        for each in content.get(language, [])
    )


def _with_date(line: Line) -> Line:
    return replace(line, words=_day(date.fromisoformat(line.words))) if line.kind == FieldKind.DATE else line


def _day(day: date) -> str:
    return date_format(day, pgettext("date format with year", "j M Y"))


def _promised(package: ServicePackage) -> Section | None:
    """The targets of a package: they are what the customer approves, whatever the package says later."""
    targets = read_targets(package.targets)
    rows = []
    for kind in Kind:
        words = [_hours(targets.get((ClockKind(kind.value), Weight(each.value)))) for each in Criticality]
        if any(words):
            rows.append((str(kind.label), *words))
    if not rows:
        return None
    columns = (gettext("Within"), *(str(each.label) for each in Criticality))
    return Section(
        gettext("What is promised"), (), (Table(gettext("In service hours, by criticality"), columns, tuple(rows)),)
    )


def _hours(target: timedelta | None) -> str:
    if target is None:
        return ""
    hours, minutes = divmod(int(target / timedelta(minutes=1)), 60)
    if hours and minutes:
        return gettext("%(hours)s hours") % {"hours": f"{hours}:{minutes:02}"}
    if hours:
        return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    return ngettext("%(count)d min", "%(count)d min", minutes) % {"count": minutes}


def set_agreement(
    agreement: Agreement, sections: Sequence[Section], language: str, approvers: Iterable[str], today: date
) -> bytes:
    """The document as PDF, in its language. Needs customer and business loaded. Raises Unavailable."""
    with translation.override(language):
        data = {
            "language": language,
            "title": gettext("Service agreement"),
            "business": agreement.customer.business.name,
            "customer": agreement.customer.name,
            "facts": [
                [gettext("Version"), str(agreement.number)],
                [gettext("Written on"), _day(today)],
                [gettext("To be approved by"), ", ".join(approvers)],
            ],
            "between": pgettext("before two names", "between"),
            "and": pgettext("between two names", "and"),
            "sections": [asdict(section) for section in sections],
            "approval": gettext(
                "The agreement takes effect on its date, and not before the customer approved it. "
                "Who approved, when and from where is kept with this document."
            ),
            "page": gettext("Page"),
        }
    return set_document(SOURCE, data)
