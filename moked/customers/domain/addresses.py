"""Addresses as they are compared: two spellings of one mailbox or one phone become equal."""

import re

import phonenumbers

# Israeli short numbers such as *2700 are real and have no international form.
STAR_NUMBER = re.compile(r"\*\d{3,6}")
LONGEST = 254
# Shorter ones are short numbers, and those of years and prices.
FEWEST_DIGITS = 8
MOST_SIGNED = 2_000
# What a header or an envelope reads as an end, a list, a comment or a quotation.
SEPARATORS = frozenset('@ ,;:<>()[]"\\')


class AddressInvalid(ValueError):
    """This is not an address of that kind."""


def normalise_email(value: str) -> str:
    """Lower case without surrounding blanks. Raises AddressInvalid for anything but one plain address.

    Quoted local parts are refused too: nobody has one, and what strangers put between quotes is never a name.
    """
    address = value.strip().lower()
    local, at, domain = address.partition("@")
    is_plain = bool(at) and len(address) <= LONGEST and _is_dotted(local) and _is_dotted(domain)
    if not is_plain:
        raise AddressInvalid(value)
    return address


def is_reachable_mailbox(address: str) -> bool:
    """Whether a normalised address names a domain with an ending, as all that answer on the public Internet do."""
    return "." in address.rpartition("@")[2]


def _is_dotted(part: str) -> bool:
    """Whether it is words joined by single dots, each of visible letters that mean nothing to a mail header."""
    return all(part.split(".")) and not any(letter in SEPARATORS or not letter.isprintable() for letter in part)


def normalise_phone(value: str, *, region: str = "IL") -> str:
    """The international form +972…, or the star number as it is. Accepts any *possible* number.

    Possible and not valid: numbering plans change faster than libraries, and a real number must not be refused.
    """
    text = value.strip()
    if STAR_NUMBER.fullmatch(text):
        return text
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException as error:
        raise AddressInvalid(value) from error
    if not phonenumbers.is_possible_number(number):
        raise AddressInvalid(value)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def phones_in(text: str, *, region: str = "IL", most: int = 3) -> tuple[str, ...]:
    """Telephone numbers that stand in a text such as a signature, in international form, each once."""
    if sum(letter.isdigit() for letter in text) < FEWEST_DIGITS:
        return ()
    found = (
        phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
        for match in phonenumbers.PhoneNumberMatcher(text[:MOST_SIGNED], region)
    )
    return tuple(dict.fromkeys(found))[:most]


def normalise_address(kind: str, value: str) -> str:
    """The comparable form of an address of this kind ('email', 'phone', 'chat')."""
    if kind == "email":
        return normalise_email(value)
    if kind == "phone":
        return normalise_phone(value)
    return value.strip()


def name_from_address(kind: str, value: str) -> str:
    """What to call a customer of whom only an address is known: the part before the at sign."""
    return value.rpartition("@")[0] if kind == "email" and "@" in value else value
