from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "moked.portal"
    label = "portal"
