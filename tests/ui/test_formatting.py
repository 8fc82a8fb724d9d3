"""Numbers, names and times read as people of each language write them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone, translation

from ui import formatting

pytestmark = pytest.mark.once

PARIS = ZoneInfo("Europe/Paris")
CLOSING = datetime(2027, 3, 8, 17, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "expected"), [("fr", "14\u00a0821"), ("de", "14.821"), ("en", "14,821")]
)
def test_thousands_are_grouped_with_what_the_font_has(language: str, expected: str) -> None:
    with translation.override(language):
        assert formatting.number(14821) == expected


@pytest.mark.parametrize(
    ("language", "expected"), [("fr", "97,8\u00a0%"), ("de", "97,8\u00a0%"), ("en", "97.8\u00a0%")]
)
def test_a_ratio_is_a_percentage_with_a_space(language: str, expected: str) -> None:
    with translation.override(language):
        assert formatting.percent(0.978, 1) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fr", "jeudi 18 mars 2027"),
        ("de", "Donnerstag, 18. März 2027"),
        ("en", "Thursday 18 March 2027"),
    ],
)
def test_a_day_is_written_out(language: str, expected: str) -> None:
    with translation.override(language):
        assert formatting.long_day(date(2027, 3, 18)) == expected


def test_a_time_is_told_in_the_zone_of_the_convention() -> None:
    moment = datetime(2027, 3, 18, 13, 0, tzinfo=UTC)

    assert formatting.clock(moment, "Europe/Paris") == "14:00"
    assert formatting.clock(moment, ZoneInfo("America/New_York")) == "09:00"


def test_the_day_of_a_late_hour_is_that_of_the_zone() -> None:
    moment = datetime(2027, 3, 17, 23, 30, tzinfo=UTC)

    assert formatting.short_day(moment, "Europe/Paris") == "Thu 18 March"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fr", "lundi 8 mars à 18:00, dans 7 jours"),
        ("de", "Montag, 8. März, 18:00 Uhr, in 7 Tagen"),
        ("en", "Monday 8 March at 18:00, in 7 days"),
    ],
)
def test_a_deadline_says_day_hour_and_how_far_off(language: str, expected: str) -> None:
    with (
        time_machine.travel(datetime(2027, 3, 1, 9, 0, tzinfo=UTC), tick=False),
        translation.override(language),
    ):
        assert formatting.deadline(CLOSING, PARIS) == expected


@pytest.mark.parametrize(
    ("ahead", "expected"),
    [
        (timedelta(days=7), "in 7 days"),
        (timedelta(days=1), "tomorrow"),
        (timedelta(hours=3), "in 3 hours"),
        (timedelta(minutes=1), "in 1 minute"),
        (timedelta(minutes=-5), "just now"),
        (timedelta(hours=-2), "2 hours ago"),
        (timedelta(days=-1), "yesterday"),
        (timedelta(days=-3), "3 days ago"),
    ],
)
def test_how_far_off_is_said_in_words(ahead: timedelta, expected: str) -> None:
    with time_machine.travel(datetime(2027, 3, 1, 12, 0, tzinfo=UTC), tick=False):
        assert formatting.remaining(timezone.now() + ahead, PARIS) == expected


def test_an_evening_before_midnight_is_hours_and_not_tomorrow() -> None:
    with time_machine.travel(datetime(2027, 3, 1, 22, 30, tzinfo=UTC), tick=False):
        assert formatting.remaining(timezone.now() + timedelta(hours=2), PARIS) == "in 2 hours"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Élodie Marchal", "ÉM"),
        ("Jean-Luc van der Berg", "JB"),
        ("Aoife", "A"),
        ("  ", ""),
        ("", ""),
    ],
)
def test_initials_are_first_and_last(name: str, expected: str) -> None:
    assert formatting.initials(name) == expected


def test_countries_are_named_in_the_readers_language() -> None:
    with translation.override("de"):
        assert formatting.country_name("LU") == "Luxemburg"
    assert formatting.country_name("??") == "??"
