"""How customers are named: by the name they gave, or by words that stand for it on screens."""

from functools import cache

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext, gettext_noop

CHAT_VISITOR = gettext_noop("Chat visitor")


def stand_in(language: str) -> str:
    """What a chat's visitor without a name is called in lists of a business that writes this language."""
    with translation.override(language):
        return gettext(CHAT_VISITOR)


def given_name(name: str) -> str:
    """The name as its bearer may be greeted by it; empty for a stand-in and for an address in a name's place."""
    return "" if "@" in name or name in _stand_ins() else name


@cache
def _stand_ins() -> frozenset[str]:
    return frozenset(stand_in(code) for code, _name in settings.LANGUAGES)
