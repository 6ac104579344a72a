from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    name = "moked.calendars"
    label = "calendars"
