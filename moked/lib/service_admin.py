"""The base of every model in the operator's admin: one that does not write round our services."""

from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from unfold.admin import ModelAdmin


class ServiceAdmin(ModelAdmin):  # type: ignore[misc]
    """Shows rows and changes none; a subclass that allows a change writes it through a service in `save_model`."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Calls the service. Raises NotImplementedError where a subclass allowed a change and named no service."""
        raise NotImplementedError
