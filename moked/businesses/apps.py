from django.apps import AppConfig


class BusinessesConfig(AppConfig):
    name = "moked.businesses"
    label = "businesses"
