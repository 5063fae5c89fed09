"""Numbers of our own follow their pattern and fit on a GS1 label."""

from __future__ import annotations

from datetime import date

import pytest

from lsn_desktop.domain.numbering import DEFAULT_LOT, DEFAULT_SERIAL, counter_name, numbered
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
