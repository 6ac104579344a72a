from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "moked.webhooks"
    label = "webhooks"
