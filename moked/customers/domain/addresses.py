"""Addresses as they are compared: two spellings of one mailbox or one phone become equal."""

import re

import phonenumbers

# Israeli short numbers such as *2700 are real and have no international form.
STAR_NUMBER = re.compile(r"\*\d{3,6}")
LONGEST = 254


class AddressInvalid(ValueError):
    """This is not an address of that kind."""


def normalise_email(value: str) -> str:
    """Lower case without surrounding blanks. Raises AddressInvalid when it is no address at all."""
    address = value.strip().lower()
    local, at, domain = address.rpartition("@")
    if not at or not local or not domain or len(address) > LONGEST or any(c.isspace() for c in address):
        raise AddressInvalid(value)
    return address


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
