"""The small parts of `{% load ui %}` as markup."""

from datetime import UTC, datetime
from pathlib import Path
from re import findall

import pytest
from django.template import engines
from django.utils import translation
from django.utils.html import escape

from moked.ui.icons import CHANNEL_ICONS, DIRECTIONAL_ICONS
from moked.ui.templatetags.ui import (
    aria_keys,
    channel_icon,
    file_name,
    icon,
    initials,
    paragraphs_with_dir,
    percent,
    phone,
    when,
    whole_references,
)

ROOT = Path(__file__).parents[2]
DRAWN = {path.stem for path in (ROOT / "frontend" / "icons").glob("*.svg")}


def test_turns_only_icons_that_travel() -> None:
    assert "mk-i-dir" in icon("send")
    assert "mk-i-dir" not in icon("phone")


def test_has_a_drawing_for_every_icon_that_is_named() -> None:
    templates = (ROOT / "moked").glob("**/templates/**/*.html")
    markup = "".join(path.read_text(encoding="utf-8") for path in templates)
    named = {*findall(r'\{% icon "([a-z-]+)"', markup), *findall(r'\bicon(?:_end)?="([a-z-]+)"', markup)}
    assert named | set(CHANNEL_ICONS.values()) | DIRECTIONAL_ICONS <= DRAWN


def test_writes_a_moment_with_its_digits_apart() -> None:
    moment = datetime(2026, 11, 22, 8, 42, tzinfo=UTC)
    with translation.override("en"):
        assert when(moment, "short", now=moment) == (
            '<time datetime="2026-11-22T10:42:00+02:00"><bdi dir="ltr" class="mk-num">10:42</bdi></time>'
        )
        assert ">today <bdi" in when(moment, now=moment)
    assert when(None) == ""


@pytest.mark.parametrize("text", ["MK-48213", "בהמשך לפנייה MK-48213, שנסגרה", "(MK-48213)"])
def test_keeps_a_case_s_number_in_one_piece(text: str) -> None:
    assert '<bdi dir="ltr" class="mk-num">MK-48213</bdi>' in whole_references(text)


@pytest.mark.parametrize("text", ["AB-12-34", "https://x.test/MK-482-9", "<b>SLA</b>", "mk-1"])
def test_leaves_other_words_as_they_are(text: str) -> None:
    assert "mk-num" not in whole_references(text)
    assert "<b>" not in whole_references(text)


def test_shows_an_unknown_channel_as_a_conversation() -> None:
    assert channel_icon("carrier-pigeon") == "chat"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("נועה ברק", "נב"),
        ("ד״ר יעל רוזן", "יר"),
        ("דנה", "ד"),
        ("Samir al-Khoury", "SA"),
        ("", ""),
        ("🙂", ""),
        ("ג׳ניה רביבו", "גר"),
        ("אסנת ברקוביץ׳", "אב"),
        ("פרופ׳ יעל רוזן", "יר"),
        ("גב' ג'ני לוי", "גל"),
        ("Sean O'Brien", "SO"),
    ],
)
def test_takes_initials(name: str, expected: str) -> None:
    assert initials(name) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [("orit@customers.test", "O"), ("dana.levi7@customers.test", "DL"), ("770@customers.test", "")],
)
def test_takes_initials_of_an_address(address: str, expected: str) -> None:
    assert initials(address) == expected


def test_escapes_text_and_gives_each_line_its_direction() -> None:
    assert paragraphs_with_dir("שלום <b>\nhello\n\nעוד") == (
        '<p dir="rtl">שלום &lt;b&gt;</p><p dir="ltr">hello</p><p dir="rtl" class="mt-2">עוד</p>'
    )


def test_links_addresses_without_passing_on_rank() -> None:
    shown = paragraphs_with_dir("ראו https://example.com/a?b=1&c=2 תודה")
    assert '<a href="https://example.com/a?b=1&amp;c=2" rel="nofollow">' in shown


@pytest.mark.parametrize(
    ("number", "expected"),
    [("+972547182290", "054-718-2290"), ("+442071838750", "+44 20 7183 8750"), ("*6050", "*6050")],
)
def test_writes_a_number_as_its_country_does(number: str, expected: str) -> None:
    assert phone(number) == f'<bdi dir="ltr" class="mk-num">{expected}</bdi>'


@pytest.mark.parametrize(("value", "expected"), [(None, 0), (-3, 0), (61.6, 62), (140, 100)])
def test_holds_a_share_between_its_ends(value: float | None, expected: int) -> None:
    assert percent(value) == expected


def test_names_keys_as_aria_does() -> None:
    assert aria_keys("ctrl+enter") == "Control+Enter"
    assert aria_keys("g d") == "G D"


def test_escapes_what_a_component_is_given() -> None:
    source = '{% cotton chip title="{{ name }}" %}{{ name }}{% endcotton %}'
    shown = engines["django"].from_string(source).render({"name": '"><script>'})
    assert "<script>" not in shown


@pytest.mark.parametrize(
    ("name", "direction"),
    [
        ("a<b>.pdf", "ltr"),
        ("חשבונית ספטמבר.pdf", "rtl"),
        ("חשבונית - ספטמבר.pdf", "rtl"),
        ("IMG של הנתב.jpg", "rtl"),
        ("2026-11-30.pdf", "ltr"),
    ],
)
def test_writes_a_files_name_in_its_own_direction(name: str, direction: str) -> None:
    assert file_name(name) == f'<bdi dir="{direction}">{escape(name)}</bdi>'


@pytest.mark.parametrize(
    ("beginning", "end"),
    [("חשבונית ", "Amisragas.pdf"), ("חשבונית_", "2026_11_29.pdf"), ("נספח חוזה - ", "Plan (B) 2026.pdf")],
)
def test_keeps_the_order_of_what_closes_a_hebrew_name(beginning: str, end: str) -> None:
    assert file_name(beginning + end) == f'<bdi dir="rtl">{beginning}<bdi dir="ltr">{end}</bdi></bdi>'


@pytest.mark.parametrize(
    ("name", "direction", "head", "tail"),
    [
        (
            "חשבונית מפורטת לחודש ספטמבר <2026>.pdf",
            "rtl",
            '<bdi dir="rtl">חשבונית מפורטת…</bdi>',
            '<bdi dir="rtl">מבר <bdi dir="ltr">&lt;2026&gt;.pdf</bdi></bdi>',
        ),
        (
            "חשבונית 2026-10-30 עד 2026-11-29.pdf",
            "rtl",
            '<bdi dir="rtl">חשבונית 2026-10…</bdi>',
            '<bdi dir="ltr">2026-11-29.pdf</bdi>',
        ),
        (
            "IMG_20261129_report_of_the_router.jpg",
            "ltr",
            '<bdi dir="ltr">IMG_20261129_re…</bdi>',
            '<bdi dir="ltr">the_router.jpg</bdi>',
        ),
        (
            "צילום של הנתב בסלון Screenshot_20261129.png",
            "rtl",
            '<bdi dir="rtl">צילום של הנתב ב…</bdi>',
            '<bdi dir="ltr">t_20261129.png</bdi>',
        ),
    ],
)
def test_shows_the_ends_of_a_long_files_name_each_in_its_direction(
    name: str, direction: str, head: str, tail: str
) -> None:
    shown = file_name(name)
    assert shown.startswith(f'<bdi dir="{direction}" title="{escape(name)}">')
    assert f'<span aria-hidden="true">{head}{tail}</span>' in shown
    assert f'<span class="sr-only">{escape(name)}</span>' in shown
