from django.apps import AppConfig


class UpdatesConfig(AppConfig):
    name = "moked.updates"
    label = "updates"
