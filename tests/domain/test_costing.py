"""Money is divided without a unit lost."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsn_desktop.domain import costing
from lsn_desktop.domain.refusals import Refusal

weights = st.lists(
    st.one_of(st.integers(0, 10**12), st.fractions(min_value=0, max_value=10**6)),
    min_size=1,
    max_size=40,
).filter(any)


@given(total=st.integers(-(10**15), 10**15), weights=weights)
def test_parts_add_up_and_none_is_a_unit_from_its_share(
    total: int, weights: list[Fraction | int]
) -> None:
    parts = costing.spread(total, weights)

    assert sum(parts) == total
    of = sum(map(Fraction, weights))
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - total * Fraction(weight) / of) < 1


def test_what_is_left_over_goes_to_the_largest_remainders() -> None:
    assert costing.spread(100, [1, 1, 1]) == [34, 33, 33]
    assert costing.spread(10, [1, 2, 4]) == [1, 3, 6]
    assert costing.spread(-10, [1, 2, 4]) == [-1, -3, -6]
    assert costing.spread(5, [0, 1]) == [0, 5]


@given(
    values=st.lists(st.integers(-(10**9), 10**12), max_size=40),
    part=st.fractions(min_value=0, max_value=1),
)
def test_portions_are_together_the_part_of_the_sum(values: list[int], part: Fraction) -> None:
    taken = costing.portions(values, part)

    assert sum(taken) == round(sum(values) * part)
    rest = [value - each for value, each in zip(values, taken, strict=True)]
    assert sum(taken) + sum(rest) == sum(values)


@pytest.mark.parametrize(
    ("amount", "kept", "told"),
    [("12.5", 125_000, "12.50"), ("0.0001", 1, "0.0001"), ("0", 0, "0.00"),
     ("1200", 12_000_000, "1200.00"), ("3.125", 31_250, "3.1250")],
)  # fmt: skip
def test_amounts_are_kept_to_four_decimals(amount: str, kept: int, told: str) -> None:
    assert costing.money(Decimal(amount)) == kept
    assert f"{costing.said(kept):f}" == told


@pytest.mark.parametrize("amount", ["0.00001", "-1", "1e15"])
def test_what_is_no_amount_is_refused(amount: str) -> None:
    with pytest.raises(Refusal, match="no amount of money"):
        costing.money(Decimal(amount))


@pytest.mark.parametrize("code", ["", "EU", "E1R", "EURO", "€€€"])
def test_what_is_no_currency_is_refused(code: str) -> None:
    with pytest.raises(Refusal, match="no currency"):
        costing.currency(code)


def test_a_currency_is_typed_in_any_case() -> None:
    assert costing.currency(" eur ") == "EUR"


def test_a_rate_is_above_zero() -> None:
    assert costing.rate_kept(Decimal("1.0825")) == 108_250_000
    with pytest.raises(Refusal, match="above zero"):
        costing.rate_kept(Decimal(0))
    with pytest.raises(Refusal, match="no rate"):
        costing.rate_kept(Decimal("0.000000001"))
