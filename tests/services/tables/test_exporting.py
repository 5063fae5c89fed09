"""The scan journal: found by any word of it, and exported so that it can be replayed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.devices.replay import recorded
from lsn_desktop.services.office import exporting
from lsn_desktop.storage import journal
from tests.dock import GS, label
from tests.house_for_tests import BUTTER, MILK, START

if TYPE_CHECKING:
    from tests.house_for_tests import House

SPLIT = label(ai01=BUTTER, ai10="B-77", ai21="S1")


@pytest.fixture
def scanned(house: House) -> list[str]:
    """Three scans of a receipt, oldest first."""
    texts = [label(ai01=MILK, ai17="270131", ai10="L2611A"), SPLIT, "back\\slash %_ é"]
    expectation = house.receipt("PO-1042")
    for text in texts:
        house.scan(expectation, text)
    return texts


@pytest.mark.parametrize(
    ("needle", "found"),
    [
        ("", [2, 1, 0]),
        ("l2611a", [0]),
        ("B-77", [1]),
        ("gs1 test", [1, 0]),
        ("%_", [2]),
        ("slash", [2]),
        ("butter", [1]),
        ("refused", [2]),
        ("B-77 L2611A", []),
    ],
)
def test_a_scan_is_found_by_any_word_of_its_row(
    house: House, scanned: list[str], needle: str, found: list[int]
) -> None:
    with house.database.reading() as connection:
        rows = journal.newest(connection, needle=needle)

    assert [row.data.decode() for row in rows] == [scanned[at] for at in found]


def test_the_journal_goes_on_after_the_last_row_of_a_page(
    house: House, scanned: list[str]
) -> None:
    with house.database.reading() as connection:
        first = journal.newest(connection, 2)
        rest = journal.newest(connection, 2, first[-1].scan_id)

    assert [row.data.decode() for row in (*first, *rest)] == scanned[::-1]


def test_an_exported_journal_can_be_replayed(house: House, scanned: list[str]) -> None:
    with house.database.reading() as connection:
        lines = exporting.journal_lines(connection).splitlines()

    objects = [json.loads(line) for line in lines]
    replayed = recorded("\n".join(one["scan"] for one in objects).encode())
    assert [scan.frame.content.decode() for scan in replayed] == scanned
    assert GS in scanned[1]
    assert objects[1]["scan"].endswith("10B-77\\x1d21S1")
    assert {one["device"] for one in objects} == {"test"}


def test_only_what_is_asked_for_is_exported(house: House, scanned: list[str]) -> None:
    with house.database.reading() as connection:
        late = exporting.journal_lines(connection, lambda at: at > START + 60_000_000)
        lot = exporting.journal_lines(connection, needle="L2611A")

    assert late == ""
    assert [json.loads(line)["scan"] for line in lot.splitlines()] == [scanned[0]]
