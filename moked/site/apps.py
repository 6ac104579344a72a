from django.apps import AppConfig

from moked.journal import record


class SiteConfig(AppConfig):
    name = "moked.site"
    label = "moked_site"

    def ready(self) -> None:
        # Reactions import every app's services, which need the models loaded first.
        from moked import reactions  # noqa: PLC0415
        from moked.channels.codes import queue_code  # noqa: PLC0415
        from moked.customers.ports import code_sender  # noqa: PLC0415

        record.bind(reactions.TABLE)
        code_sender.send = queue_code
