"""Links whose text names another place than they open."""

import pytest

from moked.channels.mail.links import misled_to


@pytest.mark.parametrize(
    ("text", "address", "opened"),
    [
        ("www.bank.test", "https://evil.test/login", "evil.test"),
        ("https://bank.test/a", "http://BANK.test.evil.test/a", "bank.test.evil.test"),
        ("לכניסה: bank.co.il", "https://evil.test", "evil.test"),
        ("dana@bank.test", "https://evil.test", "evil.test"),
        ("bank.test", "https://bänk.test", "xn--bnk-qla.test"),
        ("https://בנק.test", "https://evil.test", "evil.test"),
        ("click here", "https://bank.test@evil.test/", "evil.test"),
        ("bank.test", "https:\\\\evil.test", "evil.test"),
        ("bank.test", "https://eur02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fevil.test%2F", "evil.test"),
        ("bank.test", "https://192.0.2.1/bank.test", "192.0.2.1"),
        ("bank.test", "http:evil.test", "evil.test"),
        ("ba\u200bnk.te\u00adst", "https://evil.test", "evil.test"),
        ("bank\uff0etest", "https://evil.test", "evil.test"),
        ("bank.test", "http:///evil.test", "evil.test"),
        ("bank.test", "//evil.test/a", "evil.test"),
        (" " * 3_000 + "bank.test", "https://evil.test", "evil.test"),
        ("bank.test", "https://www.google.com/amp/s/evil.test/?q=https://bank.test", "google.com"),
        # Nothing to tell.
        ("click here", "https://evil.test", ""),
        ("bank.test", "https://www.bank.test/a?b=1", ""),
        ("www.bank.test", "https://bank.test", ""),
        ("bank.test", "https://click.bank.test/r", ""),
        ("BANK.test.", "https://bank.test", ""),
        ("bank.test", "https://eur02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fbank.test%2F", ""),
        ("bank.test", "https://www.google.com/url?q=https://bank.test", ""),
        ("חשבונית.pdf, invoice.pdf", "https://files.test/1", ""),
        ("5.11.2026 v1.2", "https://bank.test", ""),
        ("שלום.תודה", "https://bank.test", ""),
        ("bank.test", "mailto:dana@evil.test", ""),
        ("bank.test", "https://[", ""),
        ("bank.test", "#top", ""),
    ],
)
def test_tells_where_a_link_leads(text: str, address: str, opened: str) -> None:
    assert misled_to(text, address) == opened
