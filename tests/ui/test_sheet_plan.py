"""Which sheet each kind of label stands on: chosen once, begun sheets gone on with."""

from __future__ import annotations

import pytest

from lsn_desktop.paper import label_sheets
from printing.labels.label_stocks import A4, BUILT_IN, measured
from ui.prints.sheet_plan import Kind, SheetPlan

LOTS, BINS, UNITS = Kind("lot", "Lot", 5), Kind("bin", "Bin", 3), Kind("serial", "Serial", 1)
OWN = measured("Own", A4, (1, 4), (95.0, 65.0), (8.0, 15.0))
STOCKS = {"Own": OWN, **BUILT_IN}


@pytest.fixture
def plan() -> SheetPlan:
    made = SheetPlan()
    made.know(STOCKS, {"L7160": 20, label_sheets.text(OWN): 2})
    return made


def said(plan: SheetPlan, *kinds: Kind) -> list[tuple[str, int, str, bool]]:
    return [
        (one.stock.name if one.stock else "", one.first, one.behind, one.waits)
        for one in plan.of(kinds)
    ]


def test_nothing_is_on_sheets_until_one_is_chosen(plan: SheetPlan) -> None:
    assert said(plan, LOTS, BINS) == [("", 1, "", False)] * 2


def test_the_first_choice_is_for_all_and_the_second_kind_goes_on_behind(
    plan: SheetPlan,
) -> None:
    plan.choose(LOTS, "L7160", alone=False)

    assert said(plan, LOTS, BINS, UNITS) == [
        ("L7160", 20, "", False),
        ("L7160", 4, "Lot", True),  # 20, 21, 1, 2, 3
        ("L7160", 7, "Bin", True),
    ]


def test_each_kind_may_have_a_sheet_of_its_own_or_none(plan: SheetPlan) -> None:
    plan.choose(LOTS, "L7160", alone=False)
    plan.choose(BINS, "Own", alone=False)
    plan.choose(UNITS, "", alone=False)

    assert said(plan, LOTS, UNITS, BINS) == [
        ("L7160", 20, "", False),
        ("", 1, "", False),
        ("Own", 2, "", True),
    ]


def test_a_new_sheet_of_the_same_kind_is_not_waited_for(plan: SheetPlan) -> None:
    plan.choose(LOTS, "L7160", alone=False)
    plan.begin(plan.of([LOTS])[0], 17)

    assert said(plan, LOTS, BINS) == [("L7160", 17, "", False), ("L7160", 1, "Lot", False)]


def test_where_each_begins_can_be_chosen_until_the_sheet_goes_on(plan: SheetPlan) -> None:
    plan.choose(LOTS, "L7160", alone=False)
    plan.begin(plan.of([LOTS, BINS])[0], 2)
    plan.begin(plan.of([LOTS, BINS])[1], 15)
    assert [first for _name, first, _behind, _waits in said(plan, LOTS, BINS)] == [2, 15]

    plan.know(STOCKS, {"L7160": 7})

    assert [first for _name, first, _behind, _waits in said(plan, LOTS, BINS)] == [7, 12]


def test_what_is_chosen_for_one_kind_alone_is_for_all_to_come(plan: SheetPlan) -> None:
    plan.choose(LOTS, "L7160", alone=True)
    plan.choose(LOTS, "Own", alone=True)

    assert said(plan, BINS) == [("Own", 2, "", False)]
