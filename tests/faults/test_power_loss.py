"""The power goes at any moment: what was told is on the disk, and the file is sound.

A station scans, posts and brings its log into the file while a shim records every write and
sync of its database, and every scan it tells, in one log. Then the disk is made as it may be
found after each of these events, and opened by the program.
"""

from __future__ import annotations

import random
import re
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeAlias

import pytest
from sqlalchemy import select

from lsn_desktop.storage import verifying
from lsn_desktop.storage.tables.documents import scan, scan_outcome
from tests.faults.disk import Disk, Loses
from tests.faults.recorder import What, compile_shim, record
from tests.faults.scanning_station import open_program
from tests.house_for_tests import build

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from tests.faults.recorder import Event

SCANS = 30  # a receipt posted, and a half of the next
ALL_POINTS = 50  # the scale that asks for all of them; otherwise a fiftieth
DATABASE = {"lsn.sqlite", "lsn.sqlite-wal", "lsn.sqlite-journal"}
TOLD = "told"
Point: TypeAlias = tuple[dict[str, bytes], dict[int, str]]  # the disk, what had been told


MEMORY = Path("/dev/shm")  # noqa: S108 - thousands of disks are looked at, none need last


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the disk held before the station began, and what the station did."""

    before: dict[str, bytes]
    events: list[Event]


@dataclass(slots=True)
class Losses:
    """What became of the crash points: told scans missing, files not sound."""

    points: int = 0
    disks: int = 0
    told_lost: int = 0
    points_with_losses: int = 0
    findings: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.points} crash points, {self.disks} different disks, "
            f"{self.points_with_losses} lost a told scan ({self.told_lost} at most)"
        )


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compile_shim(tmp_path_factory.mktemp("shim"))


@pytest.fixture
def memory(tmp_path: Path) -> Generator[Path]:
    """A folder in memory, where there is such a thing."""
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else tmp_path) as folder:
        yield Path(folder)


def test_no_told_scan_is_lost_with_the_power(
    shim: Path, tmp_path: Path, memory: Path, scale: int, capsys: pytest.CaptureFixture[str]
) -> None:
    losses = replay(recorded(shim, tmp_path, "FULL"), memory, scale)
    with capsys.disabled():
        print(f"\nsynchronous=FULL: {losses}")  # noqa: T201 - what the run is for
    assert losses.points >= 20
    assert losses.findings == []
    assert losses.points_with_losses == 0


def test_a_weaker_setting_does_lose_told_scans(
    shim: Path, tmp_path: Path, memory: Path, scale: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """Else the test above proves nothing."""
    losses = replay(recorded(shim, tmp_path, "NORMAL"), memory, scale)
    with capsys.disabled():
        print(f"\nsynchronous=NORMAL: {losses}")  # noqa: T201 - what the run is for
    assert losses.points_with_losses > 0


def recorded(shim: Path, folder: Path, synchronous: str) -> Recorded:
    """Let a station scan and record it."""
    work = folder / "work"
    work.mkdir()
    build(f"sqlite:///{work / 'lsn.sqlite'}").database.close()
    before = {path.name: path.read_bytes() for path in work.iterdir() if path.name in DATABASE}
    command = [
        sys.executable, "-m", "tests.faults.scanning_station", str(work),
        "--scans", str(SCANS), "--told", str(work / TOLD), "--synchronous", synchronous,
    ]  # fmt: skip
    events = record(shim, command, work, folder / "log")
    return Recorded(before, [event for event in events if event.name in {*DATABASE, TOLD}])


def replay(recording: Recorded, folder: Path, scale: int) -> Losses:
    """Lose the power after events, and open what is left."""
    coins = random.Random(20261124)  # noqa: S311 - coins, not secrets
    losses = Losses()
    for disk, told in crash_points(recording, coins, scale, losses):
        losses.disks += 1
        left = folder / "left"
        left.mkdir()
        for name, data in disk.items():
            (left / name).write_bytes(data)
        lost = judge(left, told, losses)
        losses.points_with_losses += bool(lost)
        losses.told_lost = max(losses.told_lost, lost)
        shutil.rmtree(left)
    return losses


def crash_points(
    recording: Recorded, coins: random.Random, scale: int, losses: Losses
) -> Iterator[Point]:
    """Each disk that may be found, with all that had been told when it was still possible."""
    disk, told = Disk(recording.before), dict[int, str]()
    last: dict[Loses, Point] = {}
    for event in recording.events:
        if event.name == TOLD:
            told |= told_by(event)
        else:
            disk.take(event)
        for loses in Loses:
            if coins.random() * ALL_POINTS >= scale:
                continue
            losses.points += 1
            point = disk.after_power_loss(loses, coins), dict(told)
            if loses in last and last[loses][0] != point[0]:
                yield last[loses]
            last[loses] = point
    yield from last.values()


def told_by(event: Event) -> dict[int, str]:
    """The scans a piece of the station's output tells, with their outcomes."""
    if event.what is not What.WRITE:
        return {}
    return {
        int(seq): kind for seq, kind in re.findall(r"told (\d+) (\w+)\n", event.data.decode())
    }


def judge(folder: Path, told: dict[int, str], losses: Losses) -> int:
    """Open what is left: how many told scans are missing or came to something else."""
    program = open_program(folder)
    with program.database.reading() as connection:
        losses.findings += [str(found.words) for found in verifying.verify(connection)]
        rows = connection.execute(
            select(scan.c.seq, scan_outcome.c.outcome).join(
                scan_outcome, scan_outcome.c.scan_id == scan.c.id
            )
        )
        there = {(seq, outcome) for seq, outcome in rows}
    program.close()
    return len(set(told.items()) - there)
