from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "moked.ui"
    label = "ui"
