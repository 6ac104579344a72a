"""What is promised to a customer, and of every value where it comes from; its versions, and their systems."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from moked.businesses.models import Business, Language
from moked.businesses.models import Criticality as CriticalityChoices
from moked.cases.models import Case
from moked.customers.models import Customer, OrganisationContact, System
from moked.customers.selectors import canonical_ids, contacts_of, systems_about, systems_of
from moked.promises.domain.terms import ClockKind, Criticality, Said, Source, Terms, read_targets
from moked.promises.models import Knowledge, Road, ServiceProfile, SupportLevel, Tone
from moked.promises.profiles import OF_PROFILE, terms_for, versions_of, versions_of_holding
from moked.promises.services import cases_following
from moked.promises.services.holders import Holding
from moked.promises.statutes import law_for
from moked.staff.actors import PersonActor
from moked.staff.models import FormOfAddress, Person
from moked.staff.permissions import Permission
from moked.ui.moments import spoken_hours
from moked.ui.targets import COLUMNS, ROWS
from moked.workspace.pages.promises import named_source

VERSIONS = 30
CHOICES: Mapping[str, type[models.TextChoices]] = {
    "level": SupportLevel,
    "knowledge": Knowledge,
    "language": Language,
    "form_of_address": FormOfAddress,
    "tone": Tone,
    "road": Road,
}


@dataclass(frozen=True)
class SaidLine:
    """A value in force, and which layer says it."""

    label: str
    words: str
    source: str


@dataclass(frozen=True)
class SystemLine:
    name: str
    criticality: str
    tone: str
    is_active: bool
    edit_url: str
    profile_url: str


@dataclass(frozen=True)
class ServicePanel:
    """Beside a case, of its criticality and system; on the customer's page, of a normal matter. Empty addresses are
    not offered."""

    criticality: str
    tone: str
    system: str
    matter: str
    # The law sets its matter a time, and nobody wrote down which.
    lacks_law: bool
    targets: tuple[SaidLine, ...]
    lines: tuple[SaidLine, ...]
    profile_url: str
    agreements_url: str
    weight_url: str
    is_with_systems: bool
    systems: tuple[SystemLine, ...]
    add_system_url: str


@dataclass(frozen=True)
class TargetLine:
    """One kind of promise by criticality; an empty cell promises nothing."""

    title: str
    cells: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Difference:
    """One value of a version, beside what the version before it said."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class VersionLine:
    since: date
    is_in_force: bool
    is_ahead: bool
    made_at: datetime
    made_by: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class ContactLine:
    """A person who speaks for the organisation, and what they may decide."""

    name: str
    url: str
    title: str
    is_authorised: bool
    decides: str
    edit_url: str


@dataclass(frozen=True)
class ProfilePage:
    name: str
    back: str
    targets: tuple[TargetLine, ...]
    lines: tuple[SaidLine, ...]
    versions: tuple[VersionLine, ...]
    edit_url: str
    contacts: tuple[ContactLine, ...] = ()
    # Of everybody, of a segment or of a system only what it says itself is shown.
    is_customer: bool = True
    # Open cases that are still to be brought to the version in force.
    following: int = 0


def service_panel(
    actor: PersonActor, customer: Customer, customer_ids: list[UUID], case: Case | None
) -> ServicePanel:
    """What holds for the customer now. Two queries, two for the systems on the customer's own page, one for a matter
    by law."""
    business = case.business if case else customer.business
    terms = terms_for(business, customer, case.system_id if case else None, timezone.now())
    weight = Criticality(case.criticality) if case else Criticality.NORMAL
    may_edit = actor.may(Permission.CUSTOMERS_EDIT, business.pk)
    may_weigh = case is not None and actor.may(Permission.CASES_ANSWER, business.pk)
    return ServicePanel(
        criticality=str(CriticalityChoices(weight).label),
        tone=_tone(weight),
        system=case.system.name if case and case.system else "",
        matter=str(case.get_matter_display()) if case and case.matter else "",
        lacks_law=bool(case and case.matter) and law_for(business, case.matter if case else "") is None,
        targets=_targets_of(terms, weight) if terms else (),
        lines=_lines_of(terms) if terms else (),
        profile_url=reverse("workspace:profile", args=[customer.pk]),
        agreements_url=reverse("workspace:agreements", args=[customer.pk]),
        weight_url=reverse("workspace:weigh", args=[case.pk]) if case and may_weigh else "",
        is_with_systems=case is None,
        systems=() if case else tuple(_system_line(actor, row) for row in _systems(customer_ids)),
        add_system_url=reverse("workspace:add_system", args=[customer.pk]) if may_edit and not case else "",
    )


def profile_page(actor: PersonActor, customer: Customer) -> ProfilePage:
    """What is in force for a customer, and every version written down for them."""
    now = timezone.now()
    terms = terms_for(customer.business, customer, None, now)
    may_edit = actor.may(Permission.PROFILES_EDIT, customer.business_id)
    return ProfilePage(
        name=customer.name,
        back=reverse("workspace:customer", args=[customer.pk]),
        targets=_grid(terms) if terms else (),
        lines=_lines_of(terms) if terms else (),
        versions=_versions(versions_of(customer), timezone.localdate(now)),
        edit_url=reverse("workspace:change_profile", args=[customer.pk]) if may_edit else "",
        contacts=tuple(_contact_line(actor, row) for row in contacts_of(canonical_ids(customer))),
    )


def holding_page(actor: PersonActor, holding: Holding, name: str, back: str, edit_url: str) -> ProfilePage:
    """Every version written down for everybody, for a segment or for a system."""
    business_id = holding.pk if isinstance(holding, Business) else holding.business_id
    return ProfilePage(
        name=name,
        back=back,
        targets=(),
        lines=(),
        versions=_versions(versions_of_holding(holding), timezone.localdate()),
        edit_url=edit_url if actor.may(Permission.PROFILES_EDIT, business_id) else "",
        is_customer=False,
        following=0 if isinstance(holding, Business) else cases_following(holding),
    )


def _contact_line(actor: PersonActor, row: OrganisationContact) -> ContactLine:
    may_edit = actor.may(Permission.CUSTOMERS_EDIT, row.business_id)
    return ContactLine(
        name=row.person.name,
        url=reverse("workspace:customer", args=[row.person_id]),
        title=row.title,
        is_authorised=row.is_authorised,
        decides=row.decides,
        edit_url=reverse("workspace:edit_contact", args=[row.pk]) if may_edit else "",
    )


def _targets_of(terms: Terms, weight: Criticality) -> tuple[SaidLine, ...]:
    found = []
    for kind, title in ROWS:
        said = terms.target(ClockKind(kind.value), weight)
        if said is not None:
            found.append(SaidLine(str(title), spoken_hours(said.value), _source(said)))
    return tuple(found)


def _grid(terms: Terms) -> tuple[TargetLine, ...]:
    lines = []
    for kind, title in ROWS:
        cells = []
        for weight, label in COLUMNS:
            said = terms.target(ClockKind(kind.value), Criticality(weight.value))
            cells.append((str(label), spoken_hours(said.value) if said else "", _source(said) if said else ""))
        lines.append(TargetLine(str(title), tuple(cells)))
    return tuple(lines)


def _lines_of(terms: Terms) -> tuple[SaidLine, ...]:
    labels = _labels()
    lines = [
        SaidLine(labels[name], _words(name, said.value), _source(said))
        for name in ("package", *OF_PROFILE)
        if (said := terms.values.get(name)) is not None
    ]
    every: tuple[Said[Any], ...] = (*terms.targets.values(), *terms.values.values())
    default = next((said for said in every if said.layer.source is Source.PACKAGE), None)
    if default is not None and "package" not in terms.values:
        lines.insert(0, SaidLine(labels["package"], default.layer.name, _("for everybody without another")))
    return tuple(lines)


def _labels() -> dict[str, str]:
    fields = {field.name: field for field in ServiceProfile._meta.concrete_fields}
    return {name: capfirst(str(fields[name].verbose_name)) for name in ("package", *OF_PROFILE, "effective_from")}


def _words(name: str, value: object) -> str:
    """A value of a profile as people read it; empty when it says nothing."""
    if name in CHOICES and value:
        return str(dict(CHOICES[name].choices)[str(value)])
    if isinstance(value, Person):
        return value.full_name
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value or "")


def _source(said: Said[Any]) -> str:
    """Which layer says it, by its name."""
    layer = said.layer
    name = "" if layer.source is Source.PERSON else layer.name
    return named_source(layer.source, name)


def _tone(weight: str) -> str:
    return {"high": "warning", "critical": "error"}.get(weight, "")


def _systems(customer_ids: list[UUID]) -> list[System]:
    """Their own systems, and those in use of organisations they speak for."""
    own = systems_of(customer_ids)
    return [*own, *(each for each in systems_about(customer_ids) if each not in own)]


def _system_line(actor: PersonActor, system: System) -> SystemLine:
    may_edit = actor.may(Permission.CUSTOMERS_EDIT, system.business_id)
    may_promise = actor.may(Permission.PROFILES_EDIT, system.business_id)
    return SystemLine(
        name=system.name,
        criticality=str(system.get_criticality_display()),
        tone=_tone(system.criticality),
        is_active=system.is_active,
        edit_url=reverse("workspace:edit_system", args=[system.pk]) if may_edit else "",
        profile_url=reverse("workspace:system_profile", args=[system.pk]) if may_promise else "",
    )


def _versions(rows: Sequence[ServiceProfile], today: date) -> tuple[VersionLine, ...]:
    """The versions, newest first, each beside the one before it."""
    in_force = next((row.pk for row in rows if row.effective_from <= today), None)
    said = [_said_by(row) for row in rows] + [{}]
    return tuple(
        VersionLine(
            since=row.effective_from,
            is_in_force=row.pk == in_force,
            is_ahead=row.effective_from > today,
            made_at=row.made_at,
            made_by=row.made_by.full_name if row.made_by else "",
            differences=tuple(
                Difference(label, before.get(label, ""), after.get(label, ""))
                for label in {**after, **before}
                if before.get(label, "") != after.get(label, "")
            ),
        )
        for row, (after, before) in zip(rows[:VERSIONS], pairwise(said), strict=False)
    )


def _said_by(row: ServiceProfile) -> dict[str, str]:
    """What one version says, label -> words."""
    labels = _labels()
    own = {
        labels[name]: _words(name, value)
        for name in ("package", *OF_PROFILE)
        if (value := getattr(row, name)) not in (None, "")
    }
    targets = read_targets(row.targets)
    for kind, title in ROWS:
        for weight, label in COLUMNS:
            key = ClockKind(kind.value), Criticality(weight.value)
            if key in targets:
                own[f"{title} ({label})"] = spoken_hours(targets[key])
    return own
