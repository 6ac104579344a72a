"""Mailboxes and chat widgets in the operator's admin, without their secrets."""

from django.contrib import admin

from moked.channels.models import ChatWidget, Mailbox
from moked.lib.service_admin import ServiceAdmin


@admin.register(Mailbox)
class MailboxAdmin(ServiceAdmin):
    list_display = ("address", "business", "incoming", "outgoing", "last_fetched_at", "fetch_error")
    list_select_related = ("business",)
    list_filter = ("business", "incoming", "outgoing")
    search_fields = ("address",)
    exclude = ("imap_password", "smtp_password", "provider_settings")


@admin.register(ChatWidget)
class ChatWidgetAdmin(ServiceAdmin):
    list_display = ("account", "business", "key")
    list_select_related = ("account", "business")
    list_filter = ("business",)
