"""A disk that is full, or may not be written: nothing told is lost, and the words say so."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING

import pytest
from sqlalchemy import select

from lsn_desktop.domain.outcomes import Expectation
from lsn_desktop.services.office.telling import ToldMark
from lsn_desktop.services.receipts import receiving
from lsn_desktop.storage import verifying
from lsn_desktop.storage.tables.documents import scan, scan_outcome
from tests.dock import label
from tests.faults.recorder import compile_shim
from tests.faults.scanning_station import open_program, open_receipt
from tests.house_for_tests import BUTTER, build

if TYPE_CHECKING:
    from collections.abc import Generator

    from lsn_desktop.domain.outcomes import Outcome
    from lsn_desktop.program import Program, Station

ROOT = Path(__file__).resolve().parents[2]
FULL = (
    "The disk is full: this was not recorded. Everything confirmed before is safe. "
    "Free some space on the disk that holds the database, then scan again."
)
# Root may write anywhere until it gives these up.
AS_ANYBODY = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]


@pytest.fixture
def program(tmp_path: Path) -> Generator[Program]:
    build(f"sqlite:///{tmp_path / 'lsn.sqlite'}").database.close()
    program = open_program(tmp_path)
    yield program
    program.close()


@pytest.fixture
def station(program: Program) -> Station:
    station = program.sign_in("Olga", "2580")
    assert station is not None
    return station


def test_a_full_database_tells_no_scan_ok_that_it_did_not_keep(
    program: Program, station: Station
) -> None:
    expectation = Expectation(open_receipt(program, station))
    allow(program, pages(program) + 2)
    told: dict[int | None, str] = {}
    for n in range(2_000):
        data = label(ai01=BUTTER, ai10=f"LOT-{n:04d}-{'X' * 10}")
        outcome = receive(program, station, data, expectation)
        if outcome.kind == "failed":
            break
        told[outcome.seq] = outcome.kind
    else:
        pytest.fail("the database never filled up")

    assert f"{outcome.words} {outcome.remedy}" == FULL
    assert outcome.seq is None
    assert repr(data.encode()) in program.spill.read_text()
    assert set(told.values()) == {"ok"}
    assert recorded(program) == told

    allow(program, 1_000_000)
    again = receive(program, station, data, expectation)
    assert again.kind == "ok"
    assert recorded(program) == told | {again.seq: "ok"}


def test_a_disk_that_fills_up_at_a_commit_stops_nothing_for_good(tmp_path: Path) -> None:
    work, full = tmp_path / "work", tmp_path / "full"
    work.mkdir()
    build(f"sqlite:///{work / 'lsn.sqlite'}").database.close()
    surroundings = {
        "LD_PRELOAD": str(compile_shim(tmp_path)),
        "LSN_RECORD_FOLDER": str(work),
        "LSN_RECORD_FULL": str(full),
    }
    told: dict[int | None, str] = {}
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.scanning_station", str(work)],
        cwd=ROOT, env=os.environ | surroundings,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0,
    ) as station:  # fmt: skip
        assert station.stdin is not None
        assert station.stdout is not None
        for _full_and_mended in range(3):
            told |= until(station.stdout, "told")
            full.touch()
            told |= until(station.stdout, "failed")
            full.unlink()
            station.stdin.write(b"\n")
        told |= until(station.stdout, "told")
        station.kill()
        told |= told_on(station.stdout.read().decode())

    program = open_program(work)
    there = recorded(program)
    program.close()
    assert told.items() <= there.items()
    assert len(there) - len(told) <= 1  # the one in flight when it was killed


def test_a_mark_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    mark = ToldMark(folder, "WS-1")
    mark.told(7)
    shutil.rmtree(folder)

    mark.told(8)

    assert mark.seq == 8


@pytest.mark.parametrize("command", [["verify"], ["receive", "--to", "DOCK-1", "-"]])
def test_a_folder_that_may_not_be_written_is_said_in_words(
    tmp_path: Path, command: list[str]
) -> None:
    folder = tmp_path / "read only"
    folder.mkdir()
    build(f"sqlite:///{folder / 'lsn.db'}").database.close()
    (folder / "lsn.db").chmod(0o444)
    folder.chmod(0o555)
    prefix = AS_ANYBODY if os.geteuid() == 0 else []

    ended = subprocess.run(
        [*prefix, sys.executable, "-m", "lsn_desktop.cli", *command, "--db", folder / "lsn.db"],
        cwd=ROOT, env=os.environ | {"LSN_HOME": str(tmp_path)},
        input=label(ai01=BUTTER, ai10="L1"), capture_output=True, text=True, check=False,
    )  # fmt: skip
    folder.chmod(0o755)

    assert "Traceback" not in ended.stderr
    assert ended.returncode == 3
    assert "may write" in ended.stderr or "write permission" in ended.stderr


def allow(program: Program, most: int) -> None:
    """Let the file have so many pages, as a full disk would."""
    with program.database.writer.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count={most}")


def pages(program: Program) -> int:
    with program.database.reading() as connection:
        return int(connection.exec_driver_sql("PRAGMA page_count").scalar_one())


def receive(program: Program, station: Station, data: str, expectation: Expectation) -> Outcome:
    ran = program.scan(station, data.encode(), "test", expectation, receiving.receive_scan)
    if ran.bug:
        raise ran.bug
    return ran.outcome


def recorded(program: Program) -> dict[int | None, str]:
    """Every scan and its outcome, in a file that is sound."""
    with program.database.reading() as connection:
        assert list(verifying.verify(connection)) == []
        rows = connection.execute(
            select(scan.c.seq, scan_outcome.c.outcome).join(
                scan_outcome, scan_outcome.c.scan_id == scan.c.id
            )
        )
        return dict(rows.all())


def until(output: IO[bytes], word: str) -> dict[int | None, str]:
    """Read a station's lines until one begins with the word; what they told."""
    told: dict[int | None, str] = {}
    while line := output.readline().decode():
        told |= told_on(line)
        if line.startswith("failed"):
            assert line == f"failed {FULL}\n"
        if line.startswith(word):
            return told
    raise EOFError(word)


def told_on(lines: str) -> dict[int | None, str]:
    return {int(seq): kind for seq, kind in re.findall(r"told (\d+) (\w+)\n", lines)}
