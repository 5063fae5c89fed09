"""Tests and results from a file: bad rows lose nothing, results hold lots and stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.imports import applying, undoing
from lsn_desktop.storage import catalogue, ledger, lot_tests
from tests.dock import delivered, findings, label
from tests.house_for_tests import MILK
from tests.imports import everything, take

if TYPE_CHECKING:
    from tests.house_for_tests import House

TESTS = (
    "sku,test,unit,min,max,words,required\nMILK,Fat,%,3.0,4.0,,\nMILK,Salmonella,,,,none,no\n"
)
RESULTS = "sku,lot,test,result,date,lab\n"


def lot(house: House, code: str = "L1") -> int:
    return delivered(house, label(ai01=MILK, ai17="261231", ai37="24", ai10=code))[1]


def wrong(house: House, kind: str, text: str) -> list[tuple[int, str]]:
    before = everything(house.database)
    with pytest.raises(applying.Unfit) as caught:
        take(house, kind, text)
    assert everything(house.database) == before
    return [(row.line, str(row.words)) for row in caught.value.report.wrong]


def test_tests_come_with_their_limits_and_change_by_name(house: House) -> None:
    take(house, "tests", TESTS)
    take(house, "tests", "sku,test,max\nMILK,fat,3.9\n")

    with house.database.reading() as connection:
        item = catalogue.item_by_sku(connection, "MILK")
        assert item
        rows = lot_tests.specifications(connection, item.id)
    assert [(row.name, row.limits.shown, row.required) for row in rows] == [
        ("fat", "3.0 – 3.9", True),
        ("Salmonella", "none", False),
    ]
    assert findings(house) == []


def test_bad_tests_are_told_row_by_row(house: House) -> None:
    assert wrong(
        house, "tests", "sku,test,min,max\nNONE,Fat,,\nMILK,Fat,5,4\nMILK,Lead,x,\nMILK,,1,2\n"
    ) == [
        (2, "There is no item NONE."),
        (3, "Fat: the lowest 5 is above the highest 4."),
        (4, "Lowest: x is not a number."),
        (5, "The row has no test."),
    ]


def test_results_are_entered_hold_what_fails_and_stay(house: House) -> None:
    good, bad = lot(house, "L1"), lot(house, "L2")
    take(house, "tests", TESTS)
    job = take(
        house, "results", RESULTS + "MILK,L1,Fat,3.5,2026-11-20,Eurolab\nMILK,L2,Fat,4.2,,\n"
    )

    with house.database.reading() as connection:
        (one,) = lot_tests.results(connection, good)
        assert (one.value, one.laboratory, one.source) == ("3.5", "Eurolab", "imported")
        assert [each.reason for each in ledger.holds(connection, bad)] == ["test result"]
    with (
        pytest.raises(Refusal, match="brought test results, which stay"),
        house.database.transaction(house.later()) as tx,
    ):
        undoing.undo(tx, job, house.uid())
    assert findings(house) == []


def test_a_file_with_bad_results_loses_nothing_and_changes_nothing(house: House) -> None:
    lot(house)
    take(house, "tests", TESTS)
    rows = (
        "MILK,L1,Fat,3.5,,\nMILK,L9,Fat,3.5,,\nMILK,L1,Salt,1,,\nMILK,L1,Fat,many,,\n"
        "MILK,L1,Salmonella,none,2026-12-24,\nMILK,L1,Fat,3.6,,\n"
    )

    assert wrong(house, "results", RESULTS + rows) == [
        (3, "There is no lot or serial L9 of MILK."),
        (4, "MILK is not tested for Salt."),
        (5, "test L1 Fat stands on line 2 already."),
        (6, "2026-12-24 is to come."),
        (7, "test L1 Fat stands on line 2 already."),
    ]
