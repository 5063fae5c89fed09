"""Another program keeps the database busy, or the clock runs backwards."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lsn_desktop.scanning.read import read
from lsn_desktop.services.codes import scan_runner
from lsn_desktop.services.office import telling
from lsn_desktop.services.receipts import receiving
from lsn_desktop.storage import journal
from tests.dock import expected_next, findings, label, lines
from tests.house_for_tests import BUTTER, TODAY

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from lsn_desktop.domain.outcomes import Expectation, Outcome
    from tests.companies import Companies
    from tests.house_for_tests import House

A_DAY = 86_400
OTHER_PROGRAM = """
import sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("BEGIN IMMEDIATE")
print("busy", flush=True)
sys.stdin.readline()
database.execute("ROLLBACK")
"""


@pytest.fixture
def file_house(sqlite_companies: Companies) -> Generator[House]:
    """A company in a file of its own."""
    house = sqlite_companies.open()
    yield house
    sqlite_companies.close(house)


@contextmanager
def kept_busy(house: House) -> Generator[subprocess.Popen[bytes]]:
    """The file, as another program that writes holds it until it is given a line."""
    command = [sys.executable, "-c", OTHER_PROGRAM, house.database.url.database or ""]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline() == b"busy\n"
        yield other
        other.stdin.close()


def let_go(other: subprocess.Popen[bytes]) -> None:
    assert other.stdin is not None
    other.stdin.write(b"\n")
    other.stdin.flush()


def test_a_scan_waits_for_another_program_that_writes(file_house: House) -> None:
    receipt = file_house.receipt()
    with kept_busy(file_house) as other:
        letting_go = threading.Timer(0.5, let_go, [other])
        began = time.monotonic()
        letting_go.start()
        outcome = file_house.scan(receipt, label(ai01=BUTTER, ai10="L1"))
        waited = time.monotonic() - began
        letting_go.join()

    assert waited >= 0.4
    assert outcome.kind == "ok"
    assert len(lines(file_house, receipt.document_id)) == 1


def test_a_database_kept_busy_too_long_is_said_in_words_and_the_scan_is_kept(
    file_house: House, tmp_path: Path
) -> None:
    receipt = file_house.receipt()
    with file_house.database.writer.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=200")  # ms, else the test takes 10 s
    spill = tmp_path / "not-recorded.txt"
    with kept_busy(file_house):
        outcome = hand_in(file_house, receipt, label(ai01=BUTTER, ai10="L1"), spill)

    assert outcome.kind == "failed"
    assert str(outcome.words) == (
        "Another program keeps the database busy: this was not recorded."
    )
    assert str(outcome.remedy) == "Close the other program or wait for it, then scan again."
    assert outcome.seq is None
    assert spill.read_text().count("L1") == 1
    assert lines(file_house, receipt.document_id) == []

    again = hand_in(file_house, receipt, label(ai01=BUTTER, ai10="L1"), spill)
    assert again.kind == "ok"
    assert len(lines(file_house, receipt.document_id)) == 1


def test_a_clock_set_back_changes_no_order(house: House) -> None:
    receipt = house.receipt()
    first = house.scan(receipt, label(ai01=BUTTER, ai10="L1"))
    house.by = replace(house.by, at=house.by.at - 2 * A_DAY * 1_000_000)
    second = house.scan(expected_next(first), label(ai01=BUTTER, ai10="L2"))
    third = house.scan(expected_next(second), label(ai01=BUTTER, ai10="L3"))
    told = [first.seq, second.seq, third.seq]

    with house.database.reading() as connection:
        newest_first = journal.of_document(connection, receipt.document_id)
    assert [row.seq for row in newest_first] == told[::-1]
    assert newest_first[0].at < newest_first[-1].at

    offered = telling.never_told(house.database, house.by.workstation_id, first.seq or 0)
    assert [row.seq for row in offered] == told[1:]

    house.post(receipt.document_id)
    assert findings(house) == []


def hand_in(house: House, expectation: Expectation, text: str, spill: Path) -> Outcome:
    """Scan a code, with a file for what cannot be recorded."""
    reading = read(text.encode(), today=TODAY)
    ran = scan_runner.run(
        house.database,
        house.later(),
        scan_runner.Arrival(house.uid(), text.encode(), "test"),
        expectation,
        lambda tx, expected, scan_id: receiving.receive_scan(tx, reading, expected, scan_id),
        spill=spill,
    )
    if ran.bug:
        raise ran.bug
    return ran.outcome
