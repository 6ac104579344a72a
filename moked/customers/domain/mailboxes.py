"""Which spellings of an address reach one mailbox, by the rules its provider publishes."""

# Providers that ignore dots in the local part, and all that name the same mailboxes.
_IGNORES_DOTS = {"gmail.com": "gmail.com", "googlemail.com": "gmail.com"}
# Providers that deliver anything after a plus sign to the mailbox before it.
_IGNORES_PLUS = frozenset(
    {
        *_IGNORES_DOTS,
        "outlook.com",
        "hotmail.com",
        "live.com",
        "outlook.co.il",
        "hotmail.co.il",
        "icloud.com",
        "me.com",
        "mac.com",
        "fastmail.com",
        "proton.me",
        "protonmail.com",
        "pm.me",
        "zoho.com",
    }
)
_SAME_DOMAIN = {**_IGNORES_DOTS, "me.com": "icloud.com", "mac.com": "icloud.com", "protonmail.com": "proton.me"}
# Anybody can have an address there, so sharing the domain says nothing about two people.
_FREE = frozenset(
    {
        *_IGNORES_PLUS,
        "yahoo.com",
        "yahoo.co.il",
        "ymail.com",
        "aol.com",
        "gmx.com",
        "gmx.net",
        "mail.com",
        "mail.ru",
        "yandex.ru",
        "walla.com",
        "walla.co.il",
        "netvision.net.il",
        "bezeqint.net",
        "zahav.net.il",
        "012.net.il",
        "013.net",
        "013.net.il",
        "barak.net.il",
        "inter.net.il",
        "internet-zahav.net",
        "nana.co.il",
        "nana10.co.il",
        "msn.com",
        "post.bgu.ac.il",
        "campus.technion.ac.il",
        "mail.tau.ac.il",
        "mail.huji.ac.il",
    }
)


def mailbox_of(address: str) -> str:
    """The address under which all spellings of its mailbox are equal. Takes a normalised address.

    Dots and what follows a plus are dropped only where the provider ignores them: elsewhere they are other people.
    """
    local, _at, domain = address.rpartition("@")
    if domain in _IGNORES_PLUS:
        local = local.partition("+")[0] or local
    if domain in _IGNORES_DOTS:
        local = local.replace(".", "")
    return f"{local}@{_SAME_DOMAIN.get(domain, domain)}"


def organisation_domain(address: str) -> str:
    """The domain when it belongs to somebody in particular; empty for providers where anybody has an address."""
    domain = address.rpartition("@")[2]
    return "" if domain in _FREE else domain
