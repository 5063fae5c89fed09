"""Numbers of our own follow their pattern and fit on a GS1 label."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsn_desktop.domain.numbering import (
    CHECKS,
    DEFAULT_LOT,
    DEFAULT_SERIAL,
    counter_name,
    damm,
    mod10,
    mod37,
    numbered,
)
from lsn_desktop.domain.refusals import Refusal

DAY = date(2026, 2, 3)


@pytest.mark.parametrize(
    ("pattern", "n", "number"),
    [
        (DEFAULT_LOT, 7, "L260203-007"),
        (DEFAULT_SERIAL, 7, "S2602-000007"),
        ("{yyyy}/{ddd}/{n}", 12, "2026/034/12"),
        ("A{n:2}", 123, "A123"),
        ("{n:99}", 1, "000000000001"),
        ("LOT-{yy}{mm}{dd}-{n:9}", 1, "LOT-260203-000000001"),
    ],
)
def test_a_number_is_made_by_its_pattern(pattern: str, n: int, number: str) -> None:
    assert numbered(pattern, DAY, n) == number
    assert len(number) <= 20


@pytest.mark.parametrize(
    "pattern",
    ["L{yy}", "", "{n", "L{week}-{n}", "{n.real}", "{0}{n}", "A-LONG-PREFIX-OF-OURS-{n}"],
)
def test_a_pattern_that_makes_no_number_is_refused(pattern: str) -> None:
    with pytest.raises(Refusal) as refused:
        numbered(pattern, DAY, 1)
    assert pattern in str(refused.value.fact)


def test_a_counter_begins_anew_with_what_the_dates_of_its_pattern_say() -> None:
    tomorrow, next_month = date(2026, 2, 4), date(2026, 3, 3)

    assert counter_name(DEFAULT_LOT, DAY) != counter_name(DEFAULT_LOT, tomorrow)
    assert counter_name(DEFAULT_SERIAL, DAY) == counter_name(DEFAULT_SERIAL, tomorrow)
    assert counter_name(DEFAULT_SERIAL, DAY) != counter_name(DEFAULT_SERIAL, next_month)
    assert counter_name("A{n}", DAY) == counter_name("A{n}", next_month)


@pytest.mark.parametrize(
    ("name", "text", "check"),
    [
        ("mod10", "952123454321", "3"),  # GTIN 09521234543213
        ("mod10", "S-952 123454321", "3"),
        ("mod10", "", "0"),
        ("mod37", "A12425GABC1234002", "M"),  # the IFPI's example of a GRid
        ("mod37", "a1-2425g-abc1234002", "M"),
        ("damm", "572", "4"),  # Damm's own example
        ("damm", "S5-72", "4"),
    ],
)
def test_check_characters_are_those_of_their_standard(name: str, text: str, check: str) -> None:
    assert CHECKS[name](text) == check


@given(st.sampled_from(sorted(CHECKS)), st.text("0123456789", min_size=1, max_size=12))
def test_a_check_character_finds_every_digit_misread(name: str, text: str) -> None:
    right = CHECKS[name](text)
    for n, digit in enumerate(text):
        for wrong in "0123456789".replace(digit, ""):
            assert CHECKS[name](text[:n] + wrong + text[n + 1 :]) != right


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        ("{site}-{yy}-{n:4}", "HQ-26-0007"),
        ("{n:6}{mod10}", "000007" + mod10("000007")),
        ("S{yy}{n:4}-{damm}", "S260007-" + damm("260007")),
        ("{site}{n:4}{mod37}", "HQ0007" + mod37("HQ0007")),
        ("A{n:2}{mod10}X", "A07" + mod10("07") + "X"),
    ],
)
def test_a_number_bears_its_site_and_its_check_character(pattern: str, number: str) -> None:
    assert numbered(pattern, DAY, 7, "HQ") == number


@pytest.mark.parametrize(
    "pattern", ["{mod10}{n:4}", "{n}{mod10}{damm}", "{n}{mod11}", "{n}{mod10", "{mod10}"]
)
def test_a_check_character_stands_once_and_behind_the_counter(pattern: str) -> None:
    with pytest.raises(Refusal):
        numbered(pattern, DAY, 1)


def test_each_site_counts_for_itself() -> None:
    assert counter_name("{site}-{n}", DAY, "HQ") != counter_name("{site}-{n}", DAY, "B2")
    assert counter_name("S-{n}", DAY, "HQ") == counter_name("S-{n}", DAY, "B2")
