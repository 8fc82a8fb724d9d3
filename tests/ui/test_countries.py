"""Countries and zones of the whole world, in the reader's language."""

import pytest
from django.utils.translation import override

from ui.countries import COUNTRIES, country_choices, country_codes
from ui.formatting import country_name
from ui.time_zones import NEAR_ZONES, ZONES, zone_choices, zone_label


def test_every_country_has_a_name_in_each_language():
    for language in ("fr", "de", "en"):
        with override(language):
            assert [code for code in COUNTRIES if country_name(code) == code] == []
    assert len(COUNTRIES) == 250


@pytest.mark.parametrize(
    ("language", "first"),
    [
        ("fr", ["FR", "LU", "BE", "DE", "AF", "ZA"]),
        ("de", ["FR", "LU", "BE", "DE", "AF", "EG"]),
        ("en", ["FR", "LU", "BE", "DE", "AF", "AX"]),
    ],
)
def test_the_near_countries_come_first_then_the_readers_alphabet(language, first):
    with override(language):
        assert [code for code, _name in country_choices()][:6] == first


@pytest.mark.parametrize(
    ("word", "code"),
    [("NL", "NL"), ("NLD", "NL"), ("Pays-Bas", "NL"), ("Niederlande", "NL"), ("L", "LU"),
     ("D", "DE"), ("CH", "CH"), ("CHE", "CH"), ("XK", "XK")],
)  # fmt: skip
def test_a_country_is_known_by_its_names_codes_and_plate(word, code):
    assert country_codes("en", "fr", "de")[word] == code


def test_every_zone_of_the_world_has_one_name():
    assert {"Europe/Amsterdam", "Asia/Kolkata", "America/New_York", *NEAR_ZONES} <= ZONES
    assert not ZONES & {"US/Eastern", "Asia/Calcutta", "Etc/UTC", "GMT", "UTC", "Europe/Kiev"}


def test_a_zone_is_called_by_its_town():
    with override("de"):
        assert zone_label("Europe/Brussels") == "Brüssel (Europe/Brussels)"
    with override("fr"):
        assert zone_label("Europe/Brussels") == "Bruxelles (Europe/Brussels)"


def test_the_near_zones_come_first_then_each_part_of_the_world():
    choices = zone_choices()

    assert [value for value, _label in choices[:4]] == list(NEAR_ZONES)
    assert [group for group, _zones in choices[4:]] == [
        "Europe", "Africa", "Americas", "Asia", "Oceania", "Antarctica",
        "Islands (Atlantic, Indian and Arctic Oceans)",
    ]  # fmt: skip
    assert sum(len(zones) for _group, zones in choices[4:]) == len(ZONES) - 4
