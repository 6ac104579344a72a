from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "moked.knowledge"
    label = "knowledge"
