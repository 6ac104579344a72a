from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "moked.api"
    label = "api"
