from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "moked.agreements"
    label = "agreements"
