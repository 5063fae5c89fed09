"""What may go in, when what is made expires, what went into what, and what it cost."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from lsn_desktop.domain.making import (
    Edge,
    Tie,
    allowed,
    edges,
    expiry_of_output,
    material,
    needed,
)

DAY = date(2026, 11, 22)
EARLY, LATE = date(2026, 12, 1), date(2027, 3, 1)


@pytest.mark.parametrize(
    ("per_batch", "makes", "wanted", "found"),
    [(2, 1, 25, 50), (500, 40, 25, 313), (1, 3, 7, 3)],
)
def test_a_component_is_needed_by_the_batch_rounded_up(
    per_batch: int, makes: int, wanted: int, found: int
) -> None:
    assert needed(per_batch, makes, wanted) == found


@pytest.mark.parametrize(
    ("need", "scrap", "most"), [(50, 0, 50), (50, 200, 51), (50, 201, 52), (1, 1, 2)]
)
def test_an_allowance_is_rounded_up(need: int, scrap: int, most: int) -> None:
    assert allowed(need, scrap) == most


@pytest.mark.parametrize(
    ("rule", "life", "parts", "expires"),
    [
        ("shelf life", 9, [EARLY], EARLY),
        ("shelf life", None, [EARLY], None),
        ("earliest component", 9, [LATE, None], LATE),
        ("earliest component", 9, [LATE, EARLY], EARLY),
        ("earliest component", 9, [], None),
        ("earlier", 30, [EARLY], EARLY),
        ("earlier", 9, [LATE], EARLY),
        ("earlier", None, [None], None),
    ],
)
def test_what_is_made_expires_by_its_items_rule(
    rule: str, life: int | None, parts: list[date | None], expires: date | None
) -> None:
    assert expiry_of_output(rule, DAY, life, parts) == expires


def test_what_is_tied_is_certain_and_the_rest_is_possible() -> None:
    ties = [Tie(1, 7, 3), Tie(1, 8, 2), Tie(1, 7, 1)]
    assert edges({1: 10, 2: 5}, ties, [7, 8]) == [
        Edge(1, 7, 4),
        Edge(1, 8, 2),
        Edge(1, None, 4),
        Edge(2, None, 5),
    ]


def test_a_build_with_one_output_is_certain_of_all() -> None:
    assert edges({1: 10}, [Tie(1, 7, 3)], [7, 7]) == [Edge(1, 7, 10)]


def test_the_cost_of_what_went_in_is_borne_by_what_is_good() -> None:
    found = [Edge(1, 7, 1), Edge(1, 9, 1), Edge(2, None, 10)]
    cost = {1: Fraction(100), 2: Fraction(1, 3)}

    assert material(cost, found, {7: 1, 8: 1}) == {7: 151, 8: 52}  # 9 was scrapped
    assert material(cost, found, {}) == {}
    assert material({}, found, {7: 1}) == {}
