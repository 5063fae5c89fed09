"""From the scanner's last key or byte to the painted outcome, and a table of every LSN.

The program's own window under Xvfb, its own event loop, lanes and database; each scan is
committed before its banner is painted. There is nothing bare to compare with: the limits are
what a person notices.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench._history import ITEMS, gtin, house
from tests.house_for_tests import TODAY
from tests.real_window import ROOT, display, serial_cable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.house_for_tests import House


def run(*, quick: bool, size: int = 100_000) -> list[dict[str, Any]]:
    """Scans by key and by byte, the first page of the table, further pages, the UI thread."""
    made = house(size)
    told = _watched(made, 20 if quick else 200)
    moves = f"{size:,} moves"
    return [
        _row(f"wedge Enter to painted outcome, {moves}", told["key"], limit_p95_ms=50),
        _row(f"serial byte to painted outcome, {moves}", told["byte"], limit_p95_ms=50),
        _row(f"UI thread blocked while scanning, {moves}", told["late"], limit_ms=16,
             limit_p95_ms=50),
        _row(f"first page of {size:,} LSNs painted", [told["first page"]],
             limit_ms=100),
        _row(f"a further page of {size:,} LSNs painted", told["pages"], limit_ms=30,
             limit_p95_ms=90),
        _row("UI thread blocked while paging", told["table late"], limit_ms=16,
             limit_p95_ms=50),
        _row(f"{size:,} LSNs counted, their pages marked", [told["counted"]]),
        _row(f"End key: last page of {size:,} LSNs painted", [told["end"]], limit_ms=30,
             limit_p95_ms=90),
        _row(f"anywhere in {size:,} LSNs by the scroll bar", told["anywhere"], limit_ms=30,
             limit_p95_ms=90),
        _row(f"letters typed to what is found of {size:,} LSNs (pause of 120 ms in it)",
             told["find"]),
        _row("UI thread blocked while going about and finding", told["far late"],
             limit_ms=16, limit_p95_ms=50),
    ]  # fmt: skip


def _watched(made: House, scans: int) -> dict[str, Any]:
    with made.database.reading() as connection:
        station = connection.exec_driver_sql("SELECT name FROM workstation").scalar_one()
    receipt = made.receipt().document_id
    made.database.close()
    database = Path(made.database.url.database or "")
    with (
        tempfile.TemporaryDirectory(prefix="lsn-bench-") as name,
        display(Path(name)) as screen,
        serial_cable(Path(name) / "ttySCANNER") as cable,
    ):
        (database.parent / "settings.toml").write_text(
            f'workstation = "{station}"\nsounds = false\n'
            f'[[scanner]]\nname = "Dock"\nport = "{cable.port}"\n'
        )
        ended = subprocess.run(
            [
                *(sys.executable, "-m", "tests.bench._watched_window", "--table"),
                *("--db", str(database), "--document", str(receipt)),
                *(
                    "--line",
                    str(cable.line),
                    "--frames",
                    json.dumps(_frames(2 * scans)),
                ),
            ],
            env={**screen.environment, "LSN_HOME": str(database.parent)},
            cwd=ROOT,
            pass_fds=[cable.line],
            capture_output=True,
            text=True,
            check=False,
        )
    if ended.returncode:
        raise AssertionError(ended.stderr[-2000:])
    told: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
    return told


def _frames(count: int) -> list[str]:
    """Labels of lots that nobody knows yet, as a scanner sends them."""
    return [
        f"]C101{gtin(n % ITEMS)}17{TODAY.replace(year=TODAY.year + 1):%y%m%d}10{_lot(n)}"
        for n in range(count)
    ]


def _lot(n: int) -> str:
    """A lot of letters: with digits it could hold what looks like another identifier."""
    return f"{n:06d}".translate(str.maketrans("0123456789", "ABCDEFGHJK"))


def _row(job: str, times: Sequence[float], **limits: float) -> dict[str, Any]:
    return {
        "job": job,
        "n": len(times),
        "ours_ms": statistics.median(times),
        "p95_ms": sorted(times)[int(len(times) * 0.95)],
        **limits,
    }
