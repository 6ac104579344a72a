"""Businesses, people and their places in the operator's admin."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from moked.businesses.models import Business
from moked.lib.service_admin import ServiceAdmin
from moked.staff.actors import PersonActor
from moked.staff.models import Membership, Person, Role, Skill, Team
from moked.staff.services import change_access, change_business, open_business


@admin.register(Business)
class BusinessAdmin(ServiceAdmin):
    """The operator opens businesses and becomes their first administrator."""

    list_display = ("name", "slug", "case_prefix", "language", "is_demo")
    search_fields = ("name", "slug")
    fields = ("name", "slug", "case_prefix", "language")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return True

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        # Addresses and case numbers that customers hold keep their meaning.
        return ("slug", "case_prefix") if obj else ()

    def save_model(self, request: HttpRequest, obj: Business, form: Any, change: bool) -> None:
        facts = form.cleaned_data
        if change:
            actor = PersonActor(_person(request).pk, {obj.pk: frozenset({"office.business"})})
            change_business(actor=actor, business=obj, facts=facts)
        else:
            actor = PersonActor(_person(request).pk, {})
            obj.pk = open_business(actor=actor, administrator=_person(request), **facts).pk


@admin.register(Person)
class PersonAdmin(ServiceAdmin):
    """The operator says who may sign in, and who else operates the installation."""

    list_display = ("email", "first_name", "last_name", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff")
    search_fields = ("email", "first_name", "last_name")
    fields = ("email", "first_name", "last_name", "is_active", "is_staff", "last_login", "date_joined")
    readonly_fields = ("email", "first_name", "last_name", "last_login", "date_joined")

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return True

    def save_model(self, request: HttpRequest, obj: Person, form: Any, change: bool) -> None:
        change_access(by=_person(request), person_id=obj.pk, **form.cleaned_data)


@admin.register(Membership)
class MembershipAdmin(ServiceAdmin):
    list_display = ("person", "business", "role", "is_active")
    list_select_related = ("person", "business", "role")
    list_filter = ("business", "is_active")
    search_fields = ("person__email", "person__first_name", "person__last_name")


@admin.register(Role, Team, Skill)
class NamedAdmin(ServiceAdmin):
    list_display = ("name", "business")
    list_select_related = ("business",)
    list_filter = ("business",)
    search_fields = ("name",)


def _person(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user
