"""A date is read in the order that was taught, and only if the calendar has it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsn_desktop.scanning.taught_dates import (
    day_of,
    days_of,
    expression,
    is_form,
    is_sensible,
    tokens,
    width,
)

TODAY = date(2026, 11, 26)


def forms_of(text: str, today: date) -> list[str]:
    """The forms in which a text is a day."""
    return [form for form, _day in days_of(text, today)]


@pytest.mark.parametrize(
    ("form", "text", "day"),
    [
        ("YYMMDD", "261204", date(2026, 12, 4)),
        ("DDMMYY", "041226", date(2026, 12, 4)),
        ("MMDDYY", "120426", date(2026, 12, 4)),
        ("YYYYMMDD", "20261204", date(2026, 12, 4)),
        ("DDMMYYYY", "04122026", date(2026, 12, 4)),
        ("MMDDYYYY", "12042026", date(2026, 12, 4)),
        ("DD.MM.YY", "04.12.26", date(2026, 12, 4)),
        ("D.M.YYYY", "4.12.2026", date(2026, 12, 4)),
        ("DDMMMYY", "04dec26", date(2026, 12, 4)),
        ("MMM YYYY", "Feb 2028", date(2028, 2, 29)),
        ("YYMM", "2612", date(2026, 12, 31)),
        ("MM/YY", "02/28", date(2028, 2, 29)),
        ("YYDDD", "28366", date(2028, 12, 31)),
        ("YYYYDDD", "2026338", date(2026, 12, 4)),
        ("YDDD", "6338", date(2026, 12, 4)),
        ("YDDD", "1001", date(2031, 1, 1)),
        ("YDDD", "2001", date(2022, 1, 1)),
        ("YYMMDD", "761231", date(2076, 12, 31)),
        ("YYMMDD", "771231", date(1977, 12, 31)),
        ("YYMMDD", "261200", None),
        ("YYMMDD", "261301", None),
        ("YYMMDD", "260001", None),
        ("DDMMYY", "290227", None),
        ("YYDDD", "26366", None),
        ("YYDDD", "26000", None),
        ("YYMM", "2613", None),
        ("DDMMMYY", "04XXX26", None),
        ("YYYYMMDD", "00000101", None),
        ("MMYYYY", "010145", None),
        ("YYMMDD", "26120", None),
        ("YYMMDD", "\u0662\u0666\u0661\u0662\u0660\u0664", None),
        ("DD.MM.YY", "04/12/26", None),
    ],
)
def test_a_text_means_a_day_in_an_order(form: str, text: str, day: date | None) -> None:
    assert day_of(text, form, TODAY) == day


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("041226", ["DDMMYY", "MMDDYY"]),
        ("251226", ["YYMMDD", "DDMMYY"]),
        ("261131", ["DDMMYY"]),
        ("131226", ["DDMMYY"]),
        ("20261204", ["YYYYMMDD"]),
        ("04.12.26", ["DD.MM.YY"]),
        ("04/12/26", ["DD/MM/YY", "MM/DD/YY"]),
        ("4-12-2026", ["D-MM-YYYY", "M-DD-YYYY"]),
        ("2026-12-04", ["YYYY-MM-DD"]),
        ("04DEC2026", ["DDMMMYYYY"]),
        ("12/2026", ["MM/YYYY"]),
        ("010145", ["DDMMYY", "MMDDYY"]),
        ("999999", []),
        ("ABCDEF", []),
        ("0" * 30, []),
        ("", []),
    ],
)
def test_the_orders_in_which_a_text_is_a_sensible_day(text: str, forms: list[str]) -> None:
    assert forms_of(text, TODAY) == forms


def test_a_form_says_year_and_month_each_once() -> None:
    for form in ("YYMMDD", "D.M.YY", "YDDD", "MM/YYYY", "DD MMM YYYY"):
        assert is_form(form)
    for wrong in ("", "YYMM YY", "DDMM", "YYDD", "YYMMDDD", "(YYMM)", "YY" + " " * 30, "YYMMX"):
        assert not is_form(wrong)
    assert (width("DD.MM.YY"), width("D.M.YY")) == (8, None)
    assert tokens("DD.MMM YYYY") == ["DD", "MMM", "YYYY"]
    assert expression("D.MM.YY") == r"[0-9]{1,2}\.[0-9]{2}\.[0-9]{2}"


@given(st.text("0123456789./- ADEC", max_size=12))
def test_no_text_is_a_day_of_no_calendar(text: str) -> None:
    for form in forms_of(text, TODAY):
        day = day_of(text, form, TODAY)
        assert day is not None
        digits = "".join(char for char in text if char.isdigit())
        assert f"{day:%y}"[-1] in digits


@given(st.dates(date(2024, 1, 1), date(2038, 12, 31)))
def test_every_day_is_found_again(day: date) -> None:
    for form, text in (
        ("YYMMDD", f"{day:%y%m%d}"),
        ("DD.MM.YYYY", f"{day:%d.%m.%Y}"),
        ("DDMMMYY", f"{day:%d%b%y}"),
        ("YYDDD", f"{day:%y%j}"),
    ):
        assert day_of(text, form, TODAY) == day
        assert form in forms_of(text, TODAY)
    assert is_sensible(day, TODAY)
