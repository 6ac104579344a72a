from django.apps import AppConfig


class ContactChannelsConfig(AppConfig):
    name = "moked.channels"
    # 'channels' is the label of Django Channels.
    label = "contact_channels"
