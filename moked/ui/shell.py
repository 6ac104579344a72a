"""What the staff shell shows around every page: the surface builds it, `ui/shell.html` reads it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RailItem:
    """One entry of the main navigation. `icon` is a name of the sprite; `count` is shown when above zero;
    `shortcut` is a key sequence such as `g d`."""

    label: str
    url: str
    icon: str
    is_current: bool = False
    count: int = 0
    shortcut: str = ""


@dataclass(frozen=True, slots=True)
class AccountLink:
    label: str
    url: str
    icon: str


@dataclass(frozen=True, slots=True)
class Shell:
    """`items` hold six entries at most; empty addresses leave their control out."""

    person_name: str
    items: tuple[RailItem, ...]
    home_url: str = "/"
    search_url: str = ""
    sign_out_url: str = ""
    theme_url: str = ""
    account_links: tuple[AccountLink, ...] = ()
