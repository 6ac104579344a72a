"""What is wrong with a calendar, as a sentence. One table for screens and commands; screens translate."""

from collections.abc import Mapping


def _(text: str) -> str:
    """Marks a sentence for the catalogue; it is translated where it is shown."""
    return text


SENTENCES: Mapping[str, str] = {
    "not_an_object": _("An object in braces is expected here."),
    "field_unknown": _("A calendar has no such field."),
    "timezone_missing": _("A calendar needs a time zone, for example Asia/Jerusalem."),
    "timezone_unknown": _("Nobody knows the time zone {value}; an example is Asia/Jerusalem."),
    "country_unknown": _("No holidays are known for {country}; an example is IL."),
    "day_unknown": _("{value} is no day; the days are mon, tue, wed, thu, fri, sat, sun."),
    "date_unreadable": _("{value} is no date; an example is 2026-09-21."),
    "not_a_list": _("A list of blocks is expected here; an empty one means closed."),
    "block_not_a_pair": _('A block is a pair of times, for example ["08:00", "13:00"].'),
    "block_unreadable": _("{value} is no hours; an example is 08:00-13:00."),
    "block_empty": _("There is no time in {value}. A whole day is 00:00 to 24:00."),
    "blocks_overlap": _("{first} and {second} overlap; write them as one, or one after the other."),
    "line_unreadable": _("“{value}” has no date and hours; an example is 2026-09-21: closed."),
    "time_unreadable": _("{value} is no time of day; they go from 00:00 to 24:00."),
    "no_hours": _("The calendar is never open: it has no hours."),
    "never_due": _("The calendar does not hold so much open time within {years} years."),
    "never_open": _("The calendar never opens again."),
    "moment_out_of_reach": _("Clocks count between the years 1900 and 2200."),
    "target_not_positive": _("The target must be longer than nothing."),
    "pause_ends_before_it_starts": _("The pause from {since} ends before it starts."),
}
