"""kill -9 in the middle of scanning loses nothing that was told, and leaves nothing half."""

from __future__ import annotations

import random
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from lsn_desktop.services import telling
from lsn_desktop.services.telling import ToldMark
from lsn_desktop.storage import verifying
from lsn_desktop.storage.tables.documents import document, document_line, scan, scan_outcome
from tests.faults.scanning_station import open_program
from tests.house_for_tests import build

if TYPE_CHECKING:
    import pytest
    from sqlalchemy import Connection

ROOT = Path(__file__).resolve().parents[2]
KILLS, THOROUGH, MOST = 5, 50, 50
LEFT_ONE = 5  # of fifty; else the kills came at idle moments and proved nothing
LONGEST_US = 400_000  # of scanning before the kill


@dataclass
class Killed:
    """What a killed station had told, by its own output."""

    told: set[int]


def test_kill_loses_no_told_scan_and_leaves_none_half(
    tmp_path: Path, scale: int, capsys: pytest.CaptureFixture[str]
) -> None:
    build(f"sqlite:///{tmp_path / 'lsn.sqlite'}").database.close()
    moments = random.Random(20261122)  # noqa: S311 - moments, not secrets
    kills = min(KILLS * scale, MOST)
    told: set[int] = set()
    left_one = 0
    for _ in range(kills):
        told |= killed_after(tmp_path, moments.randrange(LONGEST_US) / 1_000_000)
        left_one += what_was_left(tmp_path, told)
    with capsys.disabled():
        print(f"\n{kills} kills, {left_one} left a scan untold, {len(told)} told")  # noqa: T201
    assert left_one >= (LEFT_ONE if kills >= THOROUGH else 1)


def killed_after(folder: Path, seconds: float) -> set[int]:
    """Let a station scan for a moment, kill it, and return what it had told."""
    command = [sys.executable, "-m", "tests.faults.scanning_station", str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as station:
        assert station.stdout is not None
        first = station.stdout.readline()
        time.sleep(seconds)
        station.kill()
        output = first + station.stdout.read()
    whole = output[: output.rfind(b"\n") + 1]
    return {int(seq) for seq in re.findall(rb"told (\d+)\n", whole)}


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
    assert mark in {max(told), max(told - {max(told)})}  # told, then marked
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
