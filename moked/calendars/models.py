"""Calendars that people keep: when a service is open."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from moked.businesses.models import Scoped
from moked.lib.ids import new_id


@pghistory.track()
class ServiceCalendar(Scoped):
    """When a service is open. `document` is what `domain.document.read_calendar` reads."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("name"), max_length=80)
    document = models.JSONField(_("hours"))
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["business", "name"], name="calendar_name_once")]

    def __str__(self) -> str:
        return self.name
