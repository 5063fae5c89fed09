"""Two digits of a year mean the century they were printed in."""

from __future__ import annotations

from datetime import date

import pytest

from lsn_desktop.scanning.dates import (
    NotADate,
    date_from_yymmdd,
    date_from_yyyymmdd,
    is_yymmdd,
)


@pytest.mark.parametrize(
    ("text", "today", "day"),
    [
        ("261231", date(2026, 11, 22), date(2026, 12, 31)),
        ("760101", date(2026, 11, 22), date(2076, 1, 1)),  # 50 years ahead
        ("770101", date(2026, 11, 22), date(1977, 1, 1)),  # 49 years back
        ("000101", date(2049, 1, 1), date(2000, 1, 1)),
        ("000101", date(2050, 1, 1), date(2100, 1, 1)),
        ("990101", date(2000, 1, 1), date(1999, 1, 1)),
        ("510101", date(2000, 1, 1), date(1951, 1, 1)),
        ("500101", date(2000, 1, 1), date(2050, 1, 1)),
        ("260200", date(2026, 11, 22), date(2026, 2, 28)),
        ("280200", date(2026, 11, 22), date(2028, 2, 29)),
        ("261200", date(2026, 11, 22), date(2026, 12, 31)),
        ("000229", date(2026, 11, 22), date(2000, 2, 29)),
    ],
)
def test_the_century_slides_and_day_zero_is_the_months_last(
    text: str, today: date, day: date
) -> None:
    assert date_from_yymmdd(text, today=today) == day


@pytest.mark.parametrize(
    "text", ["261301", "260001", "260231", "260132", "270229", "260000", "261300"]
)
def test_a_day_of_no_calendar_is_told(text: str) -> None:
    with pytest.raises(NotADate):
        date_from_yymmdd(text, today=date(2026, 11, 22))
    assert not is_yymmdd(text)


def test_a_leap_day_depends_on_the_century() -> None:
    with pytest.raises(NotADate):
        date_from_yymmdd("000229", today=date(2050, 1, 1))  # 2100 has none


def test_day_zero_is_told_where_a_day_is_demanded() -> None:
    with pytest.raises(NotADate):
        date_from_yymmdd("261200", today=date(2026, 11, 22), day_zero=False)
    assert not is_yymmdd("261200")
    assert is_yymmdd("261231")


def test_four_digits_of_a_year_need_no_clock() -> None:
    assert date_from_yyyymmdd("19040229") == date(1904, 2, 29)
    for text in ("19050229", "00000101", "20261301"):
        with pytest.raises(NotADate):
            date_from_yyyymmdd(text)
