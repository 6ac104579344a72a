"""Pools and topics in the operator's admin; businesses are opened and changed by staff's services."""

from django.contrib import admin

from moked.businesses.models import Pool, Topic
from moked.lib.service_admin import ServiceAdmin


@admin.register(Pool)
class PoolAdmin(ServiceAdmin):
    list_display = ("name",)
    search_fields = ("name",)


@admin.register(Topic)
class TopicAdmin(ServiceAdmin):
    list_display = ("name", "name_en", "business", "position", "is_active")
    list_select_related = ("business",)
    list_filter = ("business", "is_active")
    search_fields = ("name", "name_en")
