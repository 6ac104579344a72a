from django.apps import AppConfig


class PromisesConfig(AppConfig):
    name = "moked.promises"
    label = "promises"
