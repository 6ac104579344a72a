from django.apps import AppConfig


class FloorConfig(AppConfig):
    name = "moked.floor"
    label = "floor"
