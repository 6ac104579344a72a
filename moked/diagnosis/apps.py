from django.apps import AppConfig


class DiagnosisConfig(AppConfig):
    name = "moked.diagnosis"
    label = "diagnosis"
