"""Ready answers in the operator's admin."""

from django.contrib import admin

from moked.knowledge.models import AnswerBlock
from moked.lib.service_admin import ServiceAdmin


@admin.register(AnswerBlock)
class AnswerBlockAdmin(ServiceAdmin):
    list_display = ("title", "language", "shortcut", "business", "is_active")
    list_select_related = ("business",)
    list_filter = ("business", "language", "is_active")
    search_fields = ("title", "shortcut")
