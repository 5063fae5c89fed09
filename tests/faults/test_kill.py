"""kill -9 in the middle of scanning loses nothing that was told, and leaves nothing half."""

from __future__ import annotations

import itertools
import random
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from select import select as ready
from statistics import median
from typing import IO, TYPE_CHECKING

from sqlalchemy import select

from lsn_desktop.services.office import telling
from lsn_desktop.services.office.telling import ToldMark
from lsn_desktop.storage import verifying
from lsn_desktop.storage.tables.documents import document, document_line, scan, scan_outcome
from tests.faults.scanning_station import open_program
from tests.house_for_tests import build

if TYPE_CHECKING:
    import pytest
    from sqlalchemy import Connection

ROOT = Path(__file__).resolve().parents[2]
KILLS, FIFTY = 5, 50
LEFT_ONE = 5  # of fifty; else the kills came at idle moments and proved nothing
IN_FLIGHT = 25  # of fifty; the others were told before the kill arrived
MOST_SCANS = 30  # before the kill: in the middle of a receipt, and after a posted one


@dataclass
class Killed:
    """What a killed station had said: the scans it told, and whether one was on its way."""

    told: set[int]
    in_flight: bool


def test_kill_loses_no_told_scan_and_leaves_none_half(
    tmp_path: Path, scale: int, capsys: pytest.CaptureFixture[str]
) -> None:
    build(f"sqlite:///{tmp_path / 'lsn.sqlite'}").database.close()
    moments = random.Random(20261122)  # noqa: S311 - moments, not secrets
    kills = min(KILLS * scale, FIFTY)
    told: set[int] = set()
    in_flight = left_one = 0
    for _ in range(kills):
        killed = kill_a_station(tmp_path, moments)
        told |= killed.told
        in_flight += killed.in_flight
        left_one += what_was_left(tmp_path, told)
    with capsys.disabled():
        print(  # noqa: T201 - the figures are what the run is for
            f"\n{kills} kills, {in_flight} with a scan in flight, "
            f"{left_one} left one recorded and untold, {len(told)} told"
        )
    if kills == FIFTY:  # five alone may all come before their commit
        assert in_flight >= IN_FLIGHT
        assert left_one >= LEFT_ONE


def kill_a_station(folder: Path, moments: random.Random) -> Killed:
    """Let a station scan for a while, then kill it at a random moment with a scan in flight.

    The station says when it hands a scan in. The kill comes a random time later, of up to two
    usual scans; if the scan is told before that, the next one is tried with another time.
    """
    command = [sys.executable, "-m", "tests.faults.scanning_station", str(folder)]
    said: list[bytes] = []
    took: list[float] = []
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, bufsize=0) as station:
        assert station.stdout is not None
        for scans in itertools.count(-moments.randrange(1, MOST_SCANS)):
            said += [a_line(station.stdout)]
            begun = time.perf_counter()
            if scans >= 0 and not said_within(
                moments.random() * 2 * median(took), station.stdout
            ):
                break
            said += [a_line(station.stdout)]
            took += [time.perf_counter() - begun]
        station.kill()
        rest = station.stdout.read()
    whole = b"".join(said) + rest[: rest.rfind(b"\n") + 1]
    return Killed(
        {int(seq) for seq in re.findall(rb"told (\d+) \w+\n", whole)},
        in_flight=whole.endswith(b"scanning\n"),
    )


def a_line(output: IO[bytes]) -> bytes:
    """The next thing a station says, which ends by our hand only."""
    line = output.readline()
    assert line, "the station ended by itself"
    return line


def said_within(seconds: float, output: IO[bytes]) -> bool:
    """Whether a station says something before the time is up."""
    return bool(ready([output], [], [], seconds)[0])


def what_was_left(folder: Path, told: set[int]) -> int:
    """How many scans were recorded and not told; fails if the file is not as it must be."""
    program = open_program(folder)
    mark = ToldMark(folder, "WS-1").seq
    offered = {row.seq for row in telling.never_told(program.database, 1, mark)}
    with program.database.reading() as connection:
        assert list(verifying.verify(connection)) == []
        recorded = recorded_scans(connection)
        on_drafts = drafted_scans(connection)
    program.close()
    assert told <= recorded
    untold = {seq for seq in recorded - told if seq > max(told)}
    assert untold & on_drafts <= offered
    assert mark in {max(told), max(told - {max(told)}, default=0)}  # told, then marked
    return len(untold)


def recorded_scans(connection: Connection) -> set[int]:
    """Every scan in the journal; each has what became of it, and its line if it says so."""
    rows = connection.execute(
        select(scan.c.seq, scan_outcome.c.outcome, document_line.c.id)
        .outerjoin(scan_outcome, scan_outcome.c.scan_id == scan.c.id)
        .outerjoin(document_line, document_line.c.id == scan_outcome.c.line_id)
    ).all()
    assert all(outcome is not None for _seq, outcome, _line in rows)
    assert all(line is not None for _seq, outcome, line in rows if outcome == "ok")
    return {seq for seq, _outcome, _line in rows}


def drafted_scans(connection: Connection) -> set[int]:
    """Scans that a person would be asked about: not refused, on a receipt that is open."""
    return set(
        connection.scalars(
            select(scan.c.seq)
            .join(document, document.c.id == scan.c.document_id)
            .join(scan_outcome, scan_outcome.c.scan_id == scan.c.id)
            .where(document.c.status == "draft", scan_outcome.c.outcome != "refused")
        )
    )
