"""A sheet somebody measured: what is wrong is said of the measure it is about."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from lsn_desktop.domain.refusals import Refusal
from printing.labels import stock_flaws
from printing.labels.label_stocks import A4, BUILT_IN, measured

CHILLED = measured("Chilled", A4, (2, 4), (95.0, 65.0), (8.0, 15.0), (4.0, 2.0))


def test_a_sheet_that_fits_has_no_flaws_and_tells_what_is_left_of_the_paper() -> None:
    assert stock_flaws.flaws(CHILLED) == {}
    assert (CHILLED.across, CHILLED.down) == (99.0, 67.0)
    assert stock_flaws.spare(CHILLED) == pytest.approx((8.0, 16.0))


@pytest.mark.parametrize(
    ("wrong", "where", "words"),
    [
        ({"columns": 3}, "columns", "over the right edge of the paper by 91 mm"),
        ({"rows": 5}, "rows", "over the lower edge of the paper by 51 mm"),
        ({"left": 16.5}, "columns", "by 0.5 mm"),
        ({"across": 90.0}, "across", "over each other by 5 mm"),
        ({"down": 64.9}, "down", "over each other by 0.1 mm"),
        ({"rows": 0}, "rows", "1 or more"),
        ({"columns": 21, "rows": 20}, "rows", "420 labels"),
        ({"left": -1.0}, "left", "on the paper"),
        ({"top": float("nan")}, "top", "on the paper"),
        ({"width": 0.0}, "width", "so small"),
        ({"paper": (210.0, float("inf"))}, "paper", "50 to 1200 mm"),
    ],
)
def test_what_cannot_be_is_said_of_its_measure(
    wrong: dict[str, Any], where: str, words: str
) -> None:
    one = replace(CHILLED, **wrong)
    found = stock_flaws.flaws(one)

    assert list(found) == [where]
    assert words in str(found[where])
    assert isinstance(found[where], Refusal)


def test_a_sheet_of_one_label_needs_no_gaps() -> None:
    assert stock_flaws.flaws(measured("One", A4, (1, 1), A4, (0.0, 0.0))) == {}


@pytest.mark.parametrize("name", BUILT_IN)
def test_every_built_in_sheet_can_be(name: str) -> None:
    assert stock_flaws.flaws(BUILT_IN[name]) == {}
