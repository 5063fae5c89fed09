"""A workstation that scans until it is killed: what the fault tests kill and record.

Run as ``python -m tests.faults.scanning_station FOLDER``. It says ``scanning`` before it hands
a scan in. After it, it tells it by a line ``told N ok`` (sequence and kind) and then writes the
mark, as the window does. When a receipt is posted the log is brought into the file, as in quiet
moments. What could not be recorded it says on a line ``failed``, and scans it again when it is
given a line.
"""

from __future__ import annotations

import argparse
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from lsn_desktop.domain.outcomes import Expectation, Outcome, OutcomeKind
from lsn_desktop.program import Program, new_uid
from lsn_desktop.services.documents import posting
from lsn_desktop.services.receipts import receiving
from lsn_desktop.settings import Settings
from lsn_desktop.storage import catalogue
from lsn_desktop.storage.transactions import Database
from tests.dock import label
from tests.house_for_tests import BUTTER, CHIP, MILK_CASE, NAPKIN, PUMP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lsn_desktop.program import Station

SCANS_ON_A_RECEIPT = 20


def main() -> None:
    """Scan, tell, post; for ever or so many scans."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scans", type=int, default=0, help="0: until killed")
    parser.add_argument("--told", default="/dev/stdout", help="where told scans are written")
    parser.add_argument("--synchronous", default="FULL")
    arguments = parser.parse_args()
    told = os.open(arguments.told, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    program = open_program(arguments.folder, arguments.synchronous)
    station = program.sign_in("Olga", "2580")
    if station is None:
        parser.error("Olga cannot sign in")
    work(program, station, told, arguments.scans)
    program.close()


def open_program(folder: Path, synchronous: str = "FULL") -> Program:
    """The program of workstation WS-1, whose database and marks are in a folder."""
    program = Program(Settings(folder, str(folder / "lsn.sqlite"), "WS-1"))
    if synchronous != "FULL":
        program.database.close()
        program.database = Database(str(folder / "lsn.sqlite"), synchronous=synchronous)
    return program


def work(program: Program, station: Station, told: int, scans: int) -> None:
    done = 0
    while done < scans or not scans:
        expectation = Expectation(open_receipt(program, station))
        for text in labels(expectation.document_id):
            outcome = scan(program, station, told, text, expectation)
            line = f"told {outcome.seq} {outcome.kind}\n"
            os.write(told, line.encode())
            program.told.told(outcome.seq)
            expectation = outcome.next or expectation
            done += 1
            if done == scans:
                return
        program.database.run(
            station.by(), partial(posting.post, document_id=expectation.document_id)
        )
        program.database.checkpoint()


def scan(
    program: Program, station: Station, told: int, text: str, expectation: Expectation
) -> Outcome:
    """Hand a scan in, as often as it takes."""
    while True:
        os.write(told, b"scanning\n")
        ran = program.scan(station, text.encode(), "test", expectation, receiving.receive_scan)
        if ran.bug:
            raise ran.bug
        if ran.outcome.kind is not OutcomeKind.FAILED:
            return ran.outcome
        os.write(told, f"failed {ran.outcome.words} {ran.outcome.remedy}\n".encode())
        if not sys.stdin.readline():
            sys.exit("Nobody mended it.")


def open_receipt(program: Program, station: Station) -> int:
    with program.database.transaction(station.by()) as tx:
        dock = catalogue.location_by_code(tx.connection, "DOCK-1")
        if dock is None:
            raise LookupError("DOCK-1")
        return receiving.open_receipt(tx, receiving.OpenReceipt(new_uid(), dock.id))


def labels(receipt: int) -> Iterator[str]:
    """A delivery: whole labels, split ones, serials, and one that is refused."""
    for n in range(SCANS_ON_A_RECEIPT // 5):
        lot = f"R{receipt}-{n}"
        yield label(ai01=MILK_CASE, ai17="270131", ai10=lot)
        yield label(ai01=BUTTER)
        yield label(ai10=lot)
        yield label(ai01=PUMP, ai21=f"P{receipt}-{n % 3}")  # the fourth one is refused
        yield label(ai01=CHIP, ai10=lot, ai21=f"S{receipt}-{n}")
    yield label(ai01=NAPKIN)


if __name__ == "__main__":
    main()
