"""Units that convert exactly, and bills through their levels."""

from __future__ import annotations

from fractions import Fraction

import pytest

from lsn_desktop.domain.bills import Bill, Level, Part, circle, exploded
from lsn_desktop.domain.units import ratio, told_apart


@pytest.mark.parametrize(
    ("unit", "base", "is_so_much"),
    [
        ("g", "kg", Fraction(1, 1000)),
        ("KG", "g", Fraction(1000)),
        ("lb", "kg", Fraction(45_359_237, 100_000_000)),
        ("ml", "l", Fraction(1, 1000)),
        ("cm", "m", Fraction(1, 100)),
        ("dozen", "pcs", Fraction(12)),
        ("box", "Box", Fraction(1)),
        ("g", "l", None),
        ("box", "pcs", None),
    ],
)
def test_units_stand_in_an_exact_ratio_or_in_none(
    unit: str, base: str, is_so_much: Fraction | None
) -> None:
    assert ratio(unit, base) == is_so_much


@pytest.mark.parametrize(
    ("typed", "apart"),
    [("250 g", ("250", "g")), ("0,5kg", ("0,5", "kg")), (" 12 ", ("12", "")), ("g", ("", "g"))],
)
def test_a_unit_may_be_typed_behind_a_quantity(typed: str, apart: tuple[str, str]) -> None:
    assert told_apart(typed) == apart


def test_a_bill_is_followed_through_its_levels_and_scaled_at_each() -> None:
    device, board, chip, screw, swarf = 1, 2, 3, 4, 5
    bills = {
        device: Bill(
            10, [Part(board, 10), Part(screw, 40, 250), Part(swarf, 3, 0, "by-product")]
        ),
        board: Bill(1, [Part(chip, 3, 1000)]),
    }

    assert list(exploded(device, 25, bills)) == [
        Level(0, device, "component", 25, is_made=True),
        Level(1, board, "component", 25, is_made=True),
        Level(2, chip, "component", 83, is_made=False),  # 75 and a tenth more, rounded up
        Level(1, screw, "component", 103, is_made=False),
        Level(1, swarf, "by-product", 8, is_made=False),
    ]


@pytest.mark.parametrize(
    ("parts", "way"),
    [
        ({1: {1}}, [1, 1]),
        ({1: {2}, 2: {3}, 3: {1}}, [1, 2, 3, 1]),
        ({1: {2, 3}, 2: {4}, 3: {4}, 4: {5}}, []),
        ({1: {2}, 2: {3}, 3: {2}}, []),  # a circle of others' is not through this one
    ],
)
def test_goods_made_of_themselves_are_found_through_any_number_of_levels(
    parts: dict[int, set[int]], way: list[int]
) -> None:
    assert circle(1, parts) == way


def test_a_chain_of_a_thousand_levels_is_no_trouble() -> None:
    parts = {each: {each + 1} for each in range(1000)}

    assert circle(0, parts) == []
    assert circle(0, {**parts, 1000: {0}})[-2:] == [1000, 0]
