"""What is wrong with a part of a request, said in the caller's language.

The schemas' library says it in English only; its codes are stable, so each has a sentence of ours.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.core.exceptions import ValidationError as ModelRefuses
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from moked.lib.errors import Invalid

OBJECT = gettext_lazy("Give a JSON object here.")
TEXT = gettext_lazy("Give a text here.")
NUMBER = gettext_lazy("Give a whole number here.")
BOOLEAN = gettext_lazy("Give true or false here.")
KEY = gettext_lazy("Give an id here, for example 0198c1f2-5f0e-7c3a-9d5e-3f2b1a0c4d5e.")
MOMENT = gettext_lazy("Give a moment as a text, for example 2026-03-01T09:30:00Z.")
ZONE = gettext_lazy("A moment needs its time zone, for example 2026-03-01T09:30:00Z or +02:00.")
# By the codes of pydantic, and those of ours in `schemas/basis.py`.
SAID: dict[str, str | Promise] = {
    "missing": gettext_lazy("This is needed."),
    "extra_forbidden": gettext_lazy("There is no field of this name here."),
    "string_type": TEXT,
    "string_too_short": gettext_lazy("This must not be empty."),
    "string_too_long": gettext_lazy("This is too long: it may have up to %(max_length)s characters."),
    "string_pattern_mismatch": gettext_lazy("This does not have the form asked for: %(pattern)s"),
    "literal_error": gettext_lazy("This must be one of: %(expected)s."),
    "uuid_type": KEY,
    "uuid_parsing": KEY,
    "int_type": NUMBER,
    "int_parsing": NUMBER,
    "int_from_float": NUMBER,
    "int_parsing_size": NUMBER,
    "bool_type": BOOLEAN,
    "bool_parsing": BOOLEAN,
    "greater_than_equal": gettext_lazy("This must be %(ge)s or more."),
    "less_than_equal": gettext_lazy("This must be %(le)s or less."),
    "multiple_of": gettext_lazy("This must be a multiple of %(multiple_of)s."),
    "list_type": gettext_lazy("Give a list here."),
    "too_long": gettext_lazy("These are too many: up to %(max_length)s."),
    "dict_type": OBJECT,
    "model_type": OBJECT,
    "model_attributes_type": OBJECT,
    "datetime_type": MOMENT,
    "datetime_parsing": MOMENT,
    "datetime_object_invalid": MOMENT,
    "datetime_from_date_parsing": MOMENT,
    "timezone_naive": ZONE,
    "timezone_aware": ZONE,
    "moment_not_a_text": MOMENT,
    "day_unreadable": gettext_lazy("Give a day as a text, for example 2026-03-01."),
    "moment_too_far": gettext_lazy("Give a moment between the years 1900 and 2200."),
    "text_unusable": gettext_lazy("This text holds characters that cannot be stored."),
}
# Read as "anything but blanks", which says more than the pattern.
FILLED = r"\S"


class PartsRefused(Invalid):
    """Parts of the request that only a look beyond the schema refuses. `errors` as in a problem document."""

    def __init__(self, errors: list[dict[str, str]]) -> None:
        super().__init__()
        self.errors = errors


class ParameterUnknown(Invalid):
    code = "parameter_unknown"
    message = gettext_lazy("A parameter of this request is not known here.")

    def __init__(self, names: Iterable[str], known: Iterable[str]) -> None:
        super().__init__()
        held = ", ".join(sorted(known))
        words = _("Known here: %(names)s.") % {"names": held} if held else _("No parameters are taken here.")
        self.errors = [{"code": self.code, "detail": words, "parameter": name} for name in sorted(names)]


def refused_part(pointer: str, words: str | Promise, code: str = Invalid.code) -> PartsRefused:
    """The refusal of one part of the body, by its JSON pointer."""
    return PartsRefused([{"code": code, "detail": str(words), "pointer": pointer}])


def refused_by_schema(found: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """What the schema refuses, each with a JSON pointer into the body or the name of the parameter."""
    return [_entry(each) for each in found]


def _entry(found: Mapping[str, Any]) -> dict[str, str]:
    place, *rest = [str(part) for part in found.get("loc", ())] or ["body"]
    # The library names the argument of the function after the place; a caller knows nothing of it.
    inside = rest[1:] if place == "body" else rest
    code = _code(found)
    entry = {"code": code, "detail": _sentence(code, found.get("ctx") or {})}
    if place == "body":
        return entry | {"pointer": "#" + "".join(f"/{_escape(part)}" for part in inside)}
    return entry | {"parameter": ".".join(inside)}


def _code(found: Mapping[str, Any]) -> str:
    code, context = str(found.get("type", "invalid")), found.get("ctx") or {}
    # The library tells a text whose length is asked after another rule of its own from none in particular.
    return f"string_{code}" if code in ("too_short", "too_long") and context.get("field_type") == "Value" else code


def _sentence(code: str, context: Mapping[str, Any]) -> str:
    if code == "string_pattern_mismatch" and context.get("pattern") == FILLED:
        code = "string_too_short"
    words = SAID.get(code)
    if words is None:
        return _("This value cannot be accepted.")
    if code == "literal_error":
        # The values are words of the protocol and stay; the library joins the last by an English "or".
        context = {"expected": str(context.get("expected", "")).replace("' or '", "', '").replace("'", "")}
    return str(words) % context if context else str(words)


def refused_by_model(error: ModelRefuses) -> list[dict[str, str]]:
    """What a row's own rules refuse, by the field as the body names it; Django says it in the language in force."""
    if not hasattr(error, "error_dict"):
        return [{"code": Invalid.code, "detail": words, "pointer": "#"} for words in error.messages]
    return [
        {"code": Invalid.code, "detail": words, "pointer": "#" if name == NON_FIELD_ERRORS else f"#/{_escape(name)}"}
        for name, texts in error.message_dict.items()
        for words in texts
    ]


def _escape(part: str) -> str:
    return part.replace("~", "~0").replace("/", "~1")
