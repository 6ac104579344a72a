from django.apps import AppConfig


class FlowsConfig(AppConfig):
    name = "moked.flows"
    label = "flows"
