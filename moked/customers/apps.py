from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "moked.customers"
    label = "customers"
