"""From starting the program to its first paint and to its first scan, beside a bare Qt window.

Each start is a process of its own under Xvfb. The times run from before the process is made to
what ``--times`` prints; the bare window is Qt with nothing in it, painted the same way. Memory
is the most the process ever had.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench._history import house
from tests.bench._pairs import settled
from tests.house_for_tests import build
from tests.real_window import ROOT, display

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.real_window import Display

_BARE = """
import sys, time
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
app = QApplication(sys.argv)
window = QMainWindow()
window.setCentralWidget(QLabel("Opening"))
window.show()
while not window.windowHandle().isExposed():
    app.processEvents()
print("painted", time.monotonic())
"""


def run(*, quick: bool, size: int = 100_000) -> list[dict[str, Any]]:
    """First paint, ready to scan, and memory: with a small company and with a long history."""
    times = 3 if quick else 11
    with (
        tempfile.TemporaryDirectory(prefix="lsn-bench-") as name,
        display(Path(name)) as screen,
    ):
        folder = Path(name)
        build(str(folder / "small.db")).database.close()
        made = house(size)
        made.database.close()
        companies = {"a small company": folder / "small.db"}
        companies[f"{size:,} moves"] = Path(made.database.url.database or "")
        rows = []
        for company, file in companies.items():
            rows += _rows(screen, company, file, times)
    return rows


def _rows(screen: Display, company: str, file: Path, times: int) -> list[dict[str, Any]]:
    environment = {**screen.environment, "LSN_HOME": str(file.parent)}
    ours = ["-m", "lsn_desktop", "--times", "--db", str(file)]
    _start(ours, environment), _start(["-c", _BARE], environment)
    starts, bare = [], []
    for _ in range(times):
        settled()
        starts.append(_start(ours, environment))
        bare.append(_start(["-c", _BARE], environment))
    return [
        _row(f"start to first paint, {company}", starts, bare, "painted", limit_ms=250),
        _row(f"start to ready to scan, {company}", starts, bare, "ready", limit_ms=800),
        _memory(f"memory at start (MB), {company}", starts, bare),
    ]


def _start(arguments: Sequence[str], environment: Mapping[str, str]) -> dict[str, float]:
    """Milliseconds to each thing the process prints, and its megabytes."""
    begun = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, *arguments],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    told = {
        what: (float(at) - begun) * 1000
        for what, at in (line.split() for line in process.stdout)
    }
    process.stdout.close()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise AssertionError(f"{arguments} ended with {process.returncode}")
    return {"ready": told["painted"], **told, "memory": used.ru_maxrss / 1024}


def _row(
    job: str,
    starts: Sequence[dict[str, float]],
    bare: Sequence[dict[str, float]],
    what: str,
    **limits: float,
) -> dict[str, Any]:
    mine, theirs = ([each[what] for each in side] for side in (starts, bare))
    ours_ms, bare_ms = statistics.median(mine), statistics.median(theirs)
    return {
        "job": job,
        "n": len(starts),
        "ours_ms": ours_ms,
        "bare_ms": bare_ms,
        "ratio": ours_ms / bare_ms,
        "p95_ms": max(mine),
        **limits,
    }


def _memory(
    job: str, starts: Sequence[dict[str, float]], bare: Sequence[dict[str, float]]
) -> dict[str, Any]:
    return _row(job, starts, bare, "memory", limit_ms=150)
