"""The sentences behind the answers of a survey, in the reader's language."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy

from moked.surveys.models import Kept

# 1 very hard ... 5 very easy.
EASE_WORDS = {
    1: gettext_lazy("it was very hard"),
    2: gettext_lazy("it was hard"),
    3: gettext_lazy("it was neither hard nor easy"),
    4: gettext_lazy("it was easy"),
    5: gettext_lazy("it was very easy"),
}
SATISFACTION_WORDS = {
    1: gettext_lazy("not satisfied at all"),
    2: gettext_lazy("not satisfied"),
    3: gettext_lazy("neither satisfied nor dissatisfied"),
    4: gettext_lazy("satisfied"),
    5: gettext_lazy("very satisfied"),
}
AGAIN_WORDS = {
    "yes": gettext_lazy("would choose us again"),
    "perhaps": gettext_lazy("would perhaps choose us again"),
    "no": gettext_lazy("would not choose us again"),
}
SWITCH_WORDS = {
    "yes": gettext_lazy("would move to another company"),
    "perhaps": gettext_lazy("would perhaps move to another company"),
    "no": gettext_lazy("would stay with us"),
}
KEPT_WORDS = {
    Kept.YES: gettext_lazy("we kept what we promised"),
    Kept.PARTLY: gettext_lazy("we kept part of what we promised"),
    Kept.NO: gettext_lazy("we did not keep what we promised"),
}


MARK_WORDS: Mapping[str, Mapping[Any, Any]] = {
    "ease": EASE_WORDS,
    "kept": KEPT_WORDS,
    "satisfaction": SATISFACTION_WORDS,
    "again": AGAIN_WORDS,
    "switch": SWITCH_WORDS,
}
