"""What was recorded but perhaps never told is shown at the next start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsn_desktop.services.documents import posting
from lsn_desktop.services.office import telling
from lsn_desktop.services.office.telling import ToldMark
from lsn_desktop.services.receipts import receiving
from tests.dock import arrive, expected_next, label, next_door
from tests.house_for_tests import BUTTER, MILK

if TYPE_CHECKING:
    from pathlib import Path

    from lsn_desktop.domain.outcomes import Outcome
    from tests.house_for_tests import House

B1 = label(ai01=BUTTER, ai10="B1")


def never_told(house: House, outcome: Outcome | None) -> list[str]:
    """The words of the scans after one that was told."""
    mark = outcome.seq if outcome else 0
    assert mark is not None
    rows = telling.never_told(house.database, house.by.workstation_id, mark)
    return [str(row.words) for row in rows]


def test_scans_after_the_last_told_one_are_shown(house: House) -> None:
    receipt = house.receipt()
    told = arrive(house, receipt, B1)
    second = arrive(house, expected_next(told), B1)
    arrive(house, expected_next(second), label(ai01=MILK, ai10="L1"))

    assert never_told(house, told) == [
        "1 pcs of Butter 250 g added: scan 2 of B1, 2 so far",
        "When does L1 expire?",
    ]


def test_a_refused_scan_changed_nothing_and_is_not_shown(house: House) -> None:
    receipt = house.receipt()
    told = arrive(house, receipt, B1)
    arrive(house, expected_next(told), "NOBODY-KNOWS-THIS")

    assert never_told(house, told) == []


def test_a_command_brought_no_goods_and_is_not_shown(house: House) -> None:
    receipt = house.receipt()
    told = arrive(house, receipt, B1)
    arrive(house, expected_next(told), "LSN-DO-QUANTITY-3")

    assert never_told(house, told) == []


def test_what_was_taken_back_or_posted_is_not_shown(house: House) -> None:
    receipt = house.receipt()
    told = arrive(house, receipt, B1)
    second = arrive(house, expected_next(told), B1)
    assert second.line.line_id is not None
    with house.database.transaction(house.later()) as tx:
        receiving.undo_line(tx, second.line.line_id)
    assert never_told(house, told) == []

    arrive(house, expected_next(told), B1)
    assert len(never_told(house, told)) == 1
    with house.database.transaction(house.later()) as tx:
        posting.post(tx, receipt.document_id)
    assert never_told(house, told) == []


def test_each_workstation_is_shown_its_own(house: House) -> None:
    other = next_door(house)
    there = other.receipt()
    arrive(other, there, B1)

    assert never_told(house, None) == []
    assert never_told(other, None) == ["1 pcs of Butter 250 g added"]


def test_the_mark_lives_through_a_restart_and_never_goes_back(tmp_path: Path) -> None:
    mark = ToldMark(tmp_path, "WS-1")
    assert mark.seq == 0
    for seq in (3, 2, None, 7):
        mark.told(seq)

    assert ToldMark(tmp_path, "WS-1").seq == 7
    assert ToldMark(tmp_path, "WS-2").seq == 0


def test_a_mark_that_was_cut_short_asks_again(tmp_path: Path) -> None:
    ToldMark(tmp_path, "WS-1").told(41)
    (written,) = tmp_path.iterdir()
    written.write_bytes(b"")

    assert ToldMark(tmp_path, "WS-1").seq == 0
