from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "moked.office"
    label = "office"
