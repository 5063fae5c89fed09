from __future__ import annotations

from datetime import date

import pytest

from lsn_desktop.domain.typed_days import days_typed, in_words

TODAY = date(2026, 11, 22)
NEW_YEARS_EVE = date(2026, 12, 31)


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-31",
        "2026/12/31",
        "20261231",
        "261231",
        "31.12.2026",
        "31.12.26",
        "12/31/2026",
        "12/31/26",
        "31/12/26",
        "31 Dec 2026",
        "31-DEC-26",
        "Dec 31, 2026",
        "december 31 2026",
        "2026 Dec 31",
        "12/2026",
        "2026-12",
        "Dec 2026",
        "  2026-12-31 ",
    ],
)
def test_a_day_is_taken_in_any_common_form(text: str) -> None:
    assert days_typed(text, TODAY) == (NEW_YEARS_EVE,)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1",
        "2026-02-30",
        "31.13.2026",
        "tomorrow",
        "12/31",
        "2026",
        "0000-01-01",
        "1 2 3 4",
        "Dec",
        "Dec Jan 2026",
        "x 12 2026",
        "\u0663\u0661.12.2026",
        "9" * 5000,
    ],
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert days_typed(text, TODAY) == ()


def test_a_day_that_could_be_a_month_gives_both() -> None:
    assert days_typed("12/01/27", TODAY) == (date(2027, 12, 1), date(2027, 1, 12))


def test_the_same_day_either_way_is_one() -> None:
    assert days_typed("5/5/27", TODAY) == (date(2027, 5, 5),)


@pytest.mark.parametrize(("year", "full"), [("76", 2076), ("77", 1977), ("00", 2000)])
def test_a_year_of_two_digits_lies_in_the_window_of_gs1(year: str, full: int) -> None:
    assert days_typed(f"1.2.{year}", TODAY) == (date(full, 2, 1),)


def test_a_day_is_said_with_its_month_by_name() -> None:
    assert in_words(date(2027, 1, 12)) == "12 January 2027"
