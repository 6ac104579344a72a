"""Zones by the names of their cities."""

from django.utils import translation

from moked.ui.time_zones import zone_choices, zone_name


def test_calls_a_zone_by_its_city_in_the_reader_s_language() -> None:
    with translation.override("he"):
        assert zone_name("Asia/Jerusalem") == "ירושלים, ישראל"
        assert "א" <= zone_choices()[0][1][0] <= "ת"
    with translation.override("en"):
        assert zone_name("Europe/London") == "London, United Kingdom"


def test_keeps_what_nobody_has_a_name_for() -> None:
    offered = dict(zone_choices())
    assert offered["Etc/GMT+3"] == "Etc/GMT+3"
    assert "Asia/Tel_Aviv" in offered
    assert zone_name("Nowhere") == "Nowhere"
