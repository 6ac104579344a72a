"""What a browser says it is, read for people: 'Chrome on Android'. A hint to recognise one's own; never a proof."""

import re
from dataclasses import dataclass

# In this order: newer browsers also claim to be those further down.
_BROWSERS = (
    ("Edge", r"\bEdg(?:e|A|iOS)?/"),
    ("Opera", r"\b(?:OPR|OPT|OPX|Opera)/"),
    ("Samsung Internet", r"\bSamsungBrowser/"),
    ("Vivaldi", r"\bVivaldi/"),
    ("Yandex", r"\bYaBrowser/"),
    ("DuckDuckGo", r"\b(?:DuckDuckGo|Ddg)/"),
    ("Firefox", r"\b(?:Firefox|FxiOS)/"),
    ("Chrome", r"\b(?:Chrome|CriOS|Chromium|HeadlessChrome)/"),
    ("Safari", r"\bVersion/[\d.]+.* Safari/"),
)
# An iPad says it is a Mac unless asked not to; nothing in the line tells them apart.
_SYSTEMS = (
    ("iPhone", r"\biPhone\b|\biPod\b"),
    ("iPad", r"\biPad\b"),
    ("Android", r"\bAndroid\b"),
    ("ChromeOS", r"\bCrOS\b"),
    ("Windows", r"\bWindows\b"),
    ("macOS", r"\bMac OS X\b|\bMacintosh\b"),
    ("Linux", r"\bLinux\b|\bX11\b"),
)


@dataclass(frozen=True)
class Device:
    """Names of browser and system as their makers write them; empty where the line does not say."""

    browser: str
    system: str


def device_of(user_agent: str) -> Device:
    """The browser and the system that a User-Agent line names."""
    return Device(_first(_BROWSERS, user_agent), _first(_SYSTEMS, user_agent))


def _first(known: tuple[tuple[str, str], ...], line: str) -> str:
    return next((name for name, pattern in known if re.search(pattern, line)), "")
