from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    name = "moked.guidance"
    label = "guidance"
