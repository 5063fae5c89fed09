"""A workstation that ships and builds, in a process of its own: what the races are run with.

Run as ``python -m tests.faults.gate_station URL STATION``. It says ``ready``. It is given a
line for each scan, a JSON list of the document and the code, and says what came of it: kind and
words. An empty line ends it.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from lsn_desktop.domain.outcomes import Expectation
from lsn_desktop.scanning.read import read
from lsn_desktop.services.builds import build_scans, building
from lsn_desktop.services.codes import scan_runner
from lsn_desktop.services.shipments import ship_scans
from lsn_desktop.storage import documents
from lsn_desktop.storage.transactions import By, Database
from tests.house_for_tests import START, TODAY

if TYPE_CHECKING:
    from lsn_desktop.domain.outcomes import Outcome
    from lsn_desktop.scanning.readings import Reading
    from lsn_desktop.storage.transactions import Tx

_OWNER = 1


def main() -> None:
    """Scan what is given."""
    parser = argparse.ArgumentParser()
    parser.add_argument("url")
    parser.add_argument("station", type=int)
    arguments = parser.parse_args()
    database = Database(arguments.url)
    by = By(_OWNER, arguments.station, START + 1_000_000_000, TODAY)
    tell("ready")
    while line := sys.stdin.readline().strip():
        by = replace(by, at=by.at + 1000)
        tell(scan(database, by, *json.loads(line)))
    database.close()


def scan(database: Database, by: By, document_id: int, text: str) -> tuple[str, str]:
    """Hand one scan in; what came of it."""
    reading = read(text.encode(), today=TODAY)
    ran = scan_runner.run(
        database,
        by,
        scan_runner.Arrival(f"{by.workstation_id:016x}{by.at:016x}", text.encode(), "test"),
        Expectation(document_id),
        lambda tx, now, scan_id: taken(tx, reading, now, scan_id),
    )
    if ran.bug:
        raise ran.bug
    return str(ran.outcome.kind), str(ran.outcome.words)


def taken(tx: Tx, reading: Reading, expected: Expectation, scan_id: int) -> Outcome:
    """Take a scan as its document does: it leaves, or goes into what is made."""
    head = documents.by_id(tx.connection, expected.document_id)
    if head.kind == building.KIND:
        return build_scans.build_scan(tx, reading, expected, scan_id)
    return ship_scans.ship_scan(tx, reading, expected, scan_id)


def tell(told: object) -> None:
    """One line for whoever started this station."""
    sys.stdout.write(f"{json.dumps(told)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
