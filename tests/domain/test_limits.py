"""A value surely keeps to its limits, or it does not pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsn_desktop.domain import limits
from lsn_desktop.domain.limits import Limits
from lsn_desktop.domain.refusals import Refusal

if TYPE_CHECKING:
    from decimal import Decimal


@pytest.mark.parametrize(
    ("value", "low", "high", "passes"),
    [
        ("3.5", "3.0", "4.0", True),
        ("3,5", "3.0", "4.0", True),
        ("4.0", "3.0", "4.0", True),  # a limit counts itself in
        ("4.00000000000001", "3.0", "4.0", False),
        ("2.999", "3.0", "", False),
        ("0.3", "", "0.3", True),  # 0.1 + 0.2 is more, as a float
        ("<0.1", "", "0.1", True),
        ("<0.1", "", "0.05", False),  # nobody knows
        ("<0.1", "0", "0.5", True),
        ("<0.1", "0.01", "0.5", False),
        ("<= 0.1", "", "0.1", True),
        (">100", "90", "", True),
        (">100", "90", "200", False),
        (">=100", "100", "", True),
        (">90", "100", "", False),
        ("-18.5", "-20", "-18", True),
        ("\N{MINUS SIGN}17", "-20", "-18", False),
        ("<-1", "-5", "0", False),
        ("abc", "1", "", False),
    ],
)
def test_a_value_is_judged_exactly(value: str, low: str, high: str, *, passes: bool) -> None:
    assert limits.passes(value, Limits(low, high)) is passes


def test_words_are_compared_as_words() -> None:
    of = Limits(expected="Not detected in 25 g")

    assert limits.passes("not  detected in 25 G", of)
    assert not limits.passes("detected in 25 g", of)
    assert limits.passes("anything", Limits())


@pytest.mark.parametrize(
    ("limits_", "shown"),
    [
        (Limits("3.0", "4.0"), "3.0 – 4.0"),
        (Limits("3.0"), "min. 3.0"),
        (Limits(high="0.10"), "max. 0.10"),
        (Limits(expected="none"), "none"),
        (Limits(), ""),
    ],
)
def test_limits_are_shown_with_the_digits_they_were_given(limits_: Limits, shown: str) -> None:
    assert limits_.shown == shown


@pytest.mark.parametrize("text", ["", "  ", "x" * 201, "about 3", "1,234", "<1,234", "1.2.3"])
def test_what_is_no_value_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        limits.value_text(text, Limits("1", "2"), "Fat")


@pytest.mark.parametrize("text", ["<1", "1e5", "four", "1,234", "9" * 16, "NaN"])
def test_what_is_no_limit_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        limits.decimal_text(text, "Lowest")


def test_a_value_is_kept_in_signs_that_can_be_printed() -> None:
    assert limits.value_text("≤ 0.1", Limits(high="1"), "Lead") == "<= 0.1"


def test_a_limit_keeps_its_digits() -> None:
    assert limits.decimal_text(" 0,10 ", "Lowest") == "0.10"
    assert limits.decimal_text("", "Lowest") == ""


@given(st.decimals(-999, 999, places=4), st.decimals(-999, 999, places=4))
def test_a_number_passes_a_highest_limit_just_when_it_is_not_above_it(
    value: Decimal, high: Decimal
) -> None:
    assert limits.passes(f"{value:f}", Limits(high=f"{high:f}")) is (value <= high)
