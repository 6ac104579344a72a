"""Columns of audited rows as the history calls them, where the model has no label of its own for people."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

WORDS: "dict[str, StrPromise]" = {
    "account": _("channel"),
    "active_since": _("in use since"),
    "about_id": _("about"),
    "code": _("short name"),
    "customer": _("customer"),
    "document": _("content"),
    "emergency": _("emergency set"),
    "ended_at": _("ended at"),
    "failing_since": _("failing since"),
    "fetch_error": _("problem when fetching"),
    "fetch_failures": _("failures in a row"),
    "flow": _("service flow"),
    "former_secret_until": _("former secret until"),
    "holder": _("whose it is"),
    "is_demo": _("demonstration"),
    "key": _("key"),
    "kind": _("kind"),
    "ladder": _("escalation ladder"),
    "last_fetched_at": _("last fetched"),
    "last_used_at": _("last used"),
    "made_at": _("made at"),
    "made_by": _("made by"),
    "created_at": _("made at"),
    "created_by": _("made by"),
    "marked_at": _("marked at"),
    "membership": _("person"),
    "next_check_at": _("next check"),
    "next_fetch_at": _("next fetch"),
    "number": _("number"),
    "off_at": _("ended at"),
    "off_by": _("ended by"),
    "on_at": _("began at"),
    "on_by": _("began by"),
    "opened_at": _("began at"),
    "opened_by": _("began by"),
    "over_at": _("ended at"),
    "over_by": _("ended by"),
    "person": _("person"),
    "pool": _("pool"),
    "position": _("place in the order"),
    "prefix": _("beginning of the token"),
    "quiet_until": _("quiet until"),
    "role": _("role"),
    "segment": _("customer segment"),
    "shown_from": _("shown from"),
    "shown_until": _("shown until"),
    "skill": _("skill"),
    "stopped_because": _("why it is off"),
    "system": _("system"),
    "team": _("team"),
    "topic": _("topic"),
}


def column_words(field: Any) -> str:
    """What a column is called."""
    return str(WORDS.get(field.name, field.verbose_name))
