from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "moked.staff"
    label = "staff"
