"""Links whose text names one place and which open another."""

import re
import unicodedata
from urllib.parse import SplitResult, parse_qs, urlsplit

# A host named in a text: with other letters than Latin ones only behind a sign that says what it is.
_NAMED = re.compile(
    r"(?P<marked>https?://|www\.)([^\s/?#:\"'<>()\[\],;]{1,253})|"
    r"(?<![\w.-])((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,10}[a-z]{2,24})(?![\w-])",
    re.IGNORECASE,
)
# Browsers read any number of slashes behind the scheme, none too, as two.
_LOOSE_START = re.compile(r"^(https?):/*", re.IGNORECASE)
# Ends of names of files and programs.
_FILES = (
    "pdf doc docx xls xlsx ppt pptx odt ods csv txt rtf jpg jpeg png gif svg webp heic zip rar gz tar mp3 mp4 mov "
    "html htm xml json php aspx asp js ts py exe msi apk ics eml msg"
)
_FILE_ENDINGS = frozenset(_FILES.split())
_LONGEST = 2_000
# Services that stand between a link and its place, with the path they do so by and the parameter that names it.
_BETWEEN = (("safelinks.protection.outlook.com", "/", "url"), ("www.google.com", "/url", "q"))


def misled_to(text: str, address: str) -> str:
    """The host a web address opens, when the text of its link names another or the address hides it; else empty."""
    parts = _web_parts(address)
    if parts is None:
        return ""
    target = _web_parts(_behind(parts)) or parts
    host = _host(target.hostname or "")
    shown = _as_seen(text)[:_LONGEST]
    named = (_host(found[2] or found[3]) for found in _NAMED.finditer(shown) if _names_host(found))
    is_misleading = "@" in target.netloc or any(not _is_one_place(each, host) for each in named)
    return host if is_misleading else ""


def _as_seen(text: str) -> str:
    """Without signs nobody sees, with full stops of other scripts as what they pass for."""
    visible = (sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
    return " ".join("".join(visible).replace("\u3002", ".").split())


def _web_parts(address: str) -> SplitResult | None:
    try:
        # Browsers read these slashes alike.
        plain = _LOOSE_START.sub(r"\1://", address.strip().replace("\\", "/"))
        parts = urlsplit(f"https:{plain}" if plain.startswith("//") else plain)
        return parts if parts.scheme.lower() in ("http", "https") and parts.hostname else None
    except ValueError:
        return None


def _behind(parts: SplitResult) -> str:
    host = (parts.hostname or "").lower()
    for service, path, name in _BETWEEN:
        if (host == service or host.endswith(f".{service}")) and parts.path.startswith(path):
            return parse_qs(parts.query).get(name, [""])[0]
    return ""


def _names_host(found: re.Match[str]) -> bool:
    return bool(found["marked"]) or found[3].rpartition(".")[2].lower() not in _FILE_ENDINGS


def _host(written: str) -> str:
    """As name servers know it: letters of other scripts may look like Latin ones."""
    host = written.rpartition("@")[2].strip(".").lower()
    host = host.removeprefix("www.")
    try:
        return host.encode("idna").decode() if not host.isascii() else host
    except UnicodeError:
        return host


def _is_one_place(named: str, opened: str) -> bool:
    """Whether one stands within the other: 'shop.test' and 'track.shop.test'."""
    return not named or named == opened or opened.endswith(f".{named}") or named.endswith(f".{opened}")
