"""Quantities are exact: whole numbers of the item's grid, in and out."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsn_desktop.domain.quantities import MOST, off_grid, on_grid, plain
from lsn_desktop.domain.refusals import Refusal


@pytest.mark.parametrize(
    ("quantity", "decimals", "kept"),
    [
        (Decimal(12), 0, 12),
        (Decimal("1.250"), 3, 1250),
        (Decimal("1E+2"), 0, 100),
        (Decimal("0.000001"), 6, 1),
        (Fraction(1, 4), 2, 25),
        (Decimal(MOST), 0, MOST),
    ],
)
def test_a_quantity_is_a_whole_number_of_the_grid(
    quantity: Decimal | Fraction, decimals: int, kept: int
) -> None:
    assert on_grid(quantity, decimals, "pcs") == kept


@pytest.mark.parametrize(
    ("quantity", "decimals", "fact"),
    [
        (Decimal("1.5"), 0, "1.5 pcs cannot be counted: this item is kept to 0 decimals."),
        (Fraction(1, 3), 6, "0.3333333333333333333333333333 pcs cannot be counted:"),
        (Decimal(0), 0, "0 pcs is not a quantity that can be received."),
        (Decimal(-3), 0, "-3 pcs is not a quantity that can be received."),
        (Decimal(MOST + 1), 0, f"{MOST + 1} pcs is not a quantity that can be received."),
    ],
)
def test_what_is_off_the_grid_is_refused_in_words(
    quantity: Decimal | Fraction, decimals: int, fact: str
) -> None:
    with pytest.raises(Refusal) as refused:
        on_grid(quantity, decimals, "pcs")
    assert str(refused.value.fact).startswith(fact)


@given(kept=st.integers(1, MOST), decimals=st.integers(0, 6))
def test_what_comes_out_goes_in_again(kept: int, decimals: int) -> None:
    assert on_grid(off_grid(kept, decimals), decimals, "kg") == kept
    assert on_grid(Decimal(plain(off_grid(kept, decimals))), decimals, "kg") == kept


@pytest.mark.parametrize(
    ("quantity", "text"),
    [
        (Decimal("12.500"), "12.5"),
        (Decimal("12.0"), "12"),
        (Decimal(100), "100"),
        (Decimal("1E+3"), "1000"),
        (Decimal("0.00"), "0"),
        (Decimal("-1.50"), "-1.5"),
        (Fraction(7), "7"),
        (Fraction(5, 4), "1.25"),
    ],
)
def test_a_quantity_is_written_without_exponent_or_empty_decimals(
    quantity: Decimal | Fraction, text: str
) -> None:
    assert plain(quantity) == text
