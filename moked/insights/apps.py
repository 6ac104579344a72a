from django.apps import AppConfig


class InsightsConfig(AppConfig):
    name = "moked.insights"
    label = "insights"
