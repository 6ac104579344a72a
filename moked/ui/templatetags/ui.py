"""`{% load ui %}`: the small parts repeated in every row. Bigger ones are components, `<c-…>`."""

import re
from datetime import datetime, timedelta
from functools import cache, lru_cache
from typing import Any
from zlib import crc32
from zoneinfo import ZoneInfo

import phonenumbers
from django import template
from django.forms import (
    BoundField,
    CheckboxInput,
    FileInput,
    Select,
    Textarea,
    Widget,
)
from django.forms.boundfield import BoundWidget
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import escape, format_html, format_html_join, strip_tags, urlize
from django.utils.safestring import SafeString

from moked.lib.file_names import ends_of, parted
from moked.lib.hebrew import paragraph_direction
from moked.lib.languages import set_apart
from moked.ui.drawn import draw
from moked.ui.icons import CHANNEL_ICONS, DIRECTIONAL_ICONS
from moked.ui.moments import label_moment, spoken_duration
from moked.ui.sizes import size_in_words

register = template.Library()

BUTTON_CLASSES = {
    "primary": "btn-primary",
    "line": "mk-btn-line",
    "soft": "border-transparent bg-primary-soft text-primary",
    "ghost": "btn-ghost font-medium",
    "danger": "mk-btn-line text-error",
}

# A case's number, as in MK-48213.
REFERENCE = re.compile(r"(?<![\w-])[A-Z]{2,6}-\d+(?![\w-])", re.ASCII)

# A word that is a title: by its gershayim or dot, or one of those that a geresh cuts short.
TITLE = re.compile(r"[״\".]|^(?:ה?גב|פרופ|אינג)[׳'’]$")

# Characters of a file's name: what a phone has room for beside an icon and a size.
LONGEST_FILE_NAME = 30

# What closes a name without a letter that runs from the right: «2026-11-29.pdf».
LATIN_END = re.compile(r"(?<=[\s_])[(<\[]?[^\W\u0590-\u08ff][^\u0590-\u08ff]*$")

# Fields whose content is read left to right whatever the page's language.
LATIN_INPUT_TYPES = frozenset({"email", "url", "tel", "number", "password", "date", "time", "datetime-local"})


@register.simple_tag
def icon(name: str, classes: str = "size-4") -> SafeString:
    """A decoration: it is hidden from screen readers, so a word must stand beside it."""
    return _icon_markup(sprite_url(), name, classes)


@cache
def sprite_url() -> str:
    """Asked for hundreds of times a page, and the same until the next release."""
    return static("built/sprite.svg")


@lru_cache(maxsize=1024)
def _icon_markup(sprite_url: str, name: str, classes: str) -> SafeString:
    turns = " mk-i-dir" if name in DIRECTIONAL_ICONS else ""
    return format_html(
        '<svg class="mk-i{} {}" aria-hidden="true"><use href="{}#i-{}"/></svg>',
        turns,
        classes,
        sprite_url,
        name,
    )


@register.simple_tag(takes_context=True)
def drawn(context: template.Context, name: str, **facts: Any) -> SafeString:
    """As `include … only`, for a template that asks for nothing but frozen facts: the same is drawn once."""
    return draw(name, facts, context.get("csrf_token", ""))


@register.filter
def channel_icon(channel: str) -> str:
    """The sprite's name for a channel code; an unknown channel is a conversation."""
    return CHANNEL_ICONS.get(str(channel), "chat")


@register.simple_tag
def when(moment: datetime | None, style: str = "", now: datetime | None = None, zone: str = "") -> str:
    """`<time>` as a person says it: "today 10:42", "tomorrow 10:00", "Tue 09:00", with the full date on hovering.
    Style "short" is for lists: "10:42", "Tue". `zone` is the row's own, where a list spans businesses."""
    if moment is None:
        return ""
    is_short = style == "short"
    place = ZoneInfo(zone) if zone else timezone.get_current_timezone()
    local = moment.astimezone(place)
    label = label_moment(local, (now or timezone.now()).astimezone(place), is_short=is_short)
    digits = " ".join(part for part in (label.date, label.clock) if part)
    return format_html(
        '<time datetime="{}"{}>{}{}{}</time>',
        local.isoformat(timespec="seconds"),
        "" if is_short else format_html(' title="{}"', f"{local:%Y-%m-%d %H:%M}"),
        label.day,
        " " if label.day and digits else "",
        num(digits) if digits else "",
    )


@register.filter
def spoken(duration: timedelta | None) -> str:
    """A duration in words: "1 hour and 8 min"."""
    return "" if duration is None else spoken_duration(duration)


@register.filter
def num(value: object) -> SafeString:
    """Digits, amounts, ranges and references: left to right, in figures of one width."""
    return format_html('<bdi dir="ltr" class="mk-num">{}</bdi>', value)


@register.filter
def whole_references(text: str) -> SafeString:
    """Text, escaped, in which a line never breaks at the hyphen of a case's number."""
    return SafeString(REFERENCE.sub(lambda found: num(found[0]), escape(text)))


@register.filter
def apart(name: object) -> str:
    """A name within a translated sentence, kept in one piece where its script runs the other way."""
    return set_apart(str(name))


@register.filter
def english(value: object) -> SafeString:
    return format_html('<bdi lang="en" dir="ltr">{}</bdi>', value)


@register.filter
def phone(value: str) -> SafeString:
    """An E.164 number the way its own country writes it; anything else as it came."""
    try:
        parsed = phonenumbers.parse(value, None)
    except phonenumbers.NumberParseException:
        return num(value)
    is_israeli = parsed.country_code == 972
    form = phonenumbers.PhoneNumberFormat.NATIONAL if is_israeli else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return num(phonenumbers.format_number(parsed, form))


@register.filter
def initials(name: str) -> str:
    """Up to two first letters of a name, without titles: ד״ר יעל רוזן gives יר, and so does פרופ׳ יעל רוזן.

    A geresh elsewhere belongs to a letter, as in ג׳ניה and ברקוביץ׳.
    Of an address, those of what stands before the @: dana.levi@customers.test gives DL."""
    local, is_address, _domain = str(name).partition("@")
    if is_address:
        name = re.sub(r"[\W\d_]+", " ", local)
    words = [word for word in str(name).split() if word[0].isalpha() and not TITLE.search(word)]
    chosen = words if len(words) < 2 else [words[0], words[-1]]
    return "".join(word[0] for word in chosen).upper()


@register.filter
def paragraphs_with_dir(text: str) -> SafeString:
    """User text, escaped, one `<p>` a line with its own direction: Hebrew and English lines may alternate.
    A blank line becomes space above the next."""
    lines: list[tuple[SafeString, str]] = []
    is_after_blank = False
    for line in str(text).strip().splitlines():
        if not line.strip():
            is_after_blank = True
            continue
        shown = SafeString(urlize(line, nofollow=True, autoescape=True)) if "://" in line else line
        lines.append((SafeString(' class="mt-2"' if is_after_blank and lines else ""), shown))
        is_after_blank = False
    return format_html_join(
        "", "<p{}{}>{}</p>", ((direction_of(shown), SafeString(mark), shown) for mark, shown in lines)
    )


@register.filter
def file_name(name: str) -> SafeString:
    """A file's name in its own direction, a long one by its beginning and its end: that says what would be opened.

    Each end is an isolate: a date that closes a Hebrew name would be scattered by the name's direction.
    """
    direction = _name_direction(name)
    head, tail = ends_of(name, LONGEST_FILE_NAME)
    if not tail:
        return _name_end(name)
    return format_html(
        '<bdi dir="{}" title="{}"><span aria-hidden="true"><bdi dir="{}">{}</bdi>{}</span>'
        '<span class="sr-only">{}</span></bdi>',
        direction,
        name,
        paragraph_direction(head) or direction,
        head,
        _name_end(tail),
        name,
    )


def _name_end(name: str) -> SafeString:
    """A name, or the end of one: the figures and Latin words that close a Hebrew one stay in their order."""
    direction = _name_direction(name)
    latin = LATIN_END.search(name) if direction == "rtl" else None
    if not latin:
        return format_html('<bdi dir="{}">{}</bdi>', direction, name)
    return format_html('<bdi dir="rtl">{}<bdi dir="ltr">{}</bdi></bdi>', name[: latin.start()], latin[0])


def _name_direction(name: str) -> str:
    """That of the words before the ending; figures alone are read from the left."""
    return paragraph_direction(parted(name)[0]) or "ltr"


@register.filter
def file_size(size: int) -> str:
    """A number of bytes in words of the page's language; isolate it, it stands beside names of any direction."""
    return size_in_words(size)


@register.filter("dir")
def direction_of(line: str) -> SafeString:
    """The attribute `dir` of a line by most of its words: a Hebrew line may begin with a name in Latin letters.

    A bare number follows the page.
    """
    direction = paragraph_direction(strip_tags(line))
    return SafeString(f' dir="{direction}"') if direction else SafeString("")


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The field's own widget, dressed: classes by kind, direction by content. Django adds the ARIA links."""
    widget = field.field.widget
    attrs: dict[str, Any] = {"class": f"{_control_class(widget)} {widget.attrs.get('class', '')}".strip()}
    direction = _control_direction(widget)
    if direction:
        attrs.setdefault("dir", widget.attrs.get("dir", direction))
    if direction == "auto":
        # The blank placeholder lets styles tell an empty field, which stands in the page's direction.
        attrs["placeholder"] = widget.attrs.get("placeholder", " ")
    return field.as_widget(attrs=attrs)


@register.filter
def choice_control(choice: BoundWidget) -> SafeString:
    """One radio button or checkbox of a group, without Django's own label around it."""
    look = "radio radio-sm mk-tick" if choice.data["type"] == "radio" else "checkbox checkbox-sm mk-tick"
    choice.data["attrs"]["class"] = look
    tag: SafeString = choice.tag()
    return tag


@register.filter
def is_checkbox(field: BoundField) -> bool:
    return type(field.field.widget) is CheckboxInput


@register.filter
def is_optional(field: BoundField) -> bool:
    """Whether it may stay empty whatever else is chosen; a form names in `needed_by_choice` what may not."""
    return not field.field.required and field.name not in getattr(field.form, "needed_by_choice", ())


@register.filter
def button_class(kind: str) -> str:
    """`primary` is the one next step of an area, `line` a second action, `soft` and `ghost` quieter ones."""
    return BUTTON_CLASSES[kind]


@register.filter
def aria_keys(shortcut: str) -> str:
    """`ctrl+enter` as ARIA names keys: `Control+Enter`."""
    names = {"ctrl": "Control", "shift": "Shift", "enter": "Enter"}
    return " ".join("+".join(names.get(key, key.upper()) for key in chord.split("+")) for chord in shortcut.split())


@register.filter
def percent(value: float | None) -> int:
    """A share of a hundred, held between its ends, whole: the class `share-62` exists for whole ones."""
    return round(min(max(value or 0, 0), 100))


@register.filter
def stable_id(label: str) -> str:
    """The same words give the same id on every render, which lets a morph recognise the element."""
    return f"menu-{crc32(str(label).encode()):x}"


def _control_class(widget: Widget) -> str:
    if isinstance(widget, CheckboxInput):
        return "checkbox checkbox-sm mk-tick"
    if isinstance(widget, Select):
        return "select mk-input"
    if isinstance(widget, Textarea):
        return "textarea mk-input"
    if isinstance(widget, FileInput):
        return "file-input mk-input"
    return "input mk-input"


def _control_direction(widget: Widget) -> str:
    if isinstance(widget, CheckboxInput | Select | FileInput):
        return ""
    return "ltr" if getattr(widget, "input_type", "") in LATIN_INPUT_TYPES else "auto"
