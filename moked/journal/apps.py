from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "moked.journal"
    label = "journal"
