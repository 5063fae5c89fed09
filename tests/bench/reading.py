"""Reading one code, bytes to Reading, beside a plain Python loop that only splits it.

The loop knows the seven AIs of these labels and checks nothing: no check digit, no character,
no calendar, no association. What we take beyond it is the price of being sure.
"""

from __future__ import annotations

import itertools
import statistics
import time
from datetime import date
from typing import TYPE_CHECKING, Any

from lsn_desktop.scanning.read import read

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TODAY = date(2026, 11, 22)
LIMIT_MS = 0.050
WIDTHS = {b"00": 18, b"01": 14, b"02": 14, b"11": 6, b"15": 6, b"17": 6}
CODES = {
    "read GTIN, expiry, lot, serial": b"]d201095212345432131726123110LOT-2026-11\x1d21SN-0001",
    "read GTIN, best before, weight, lot": b"]C1010952123454321315261231310300125010LOT-1",
    "read SSCC, content, count, lot": b"]C100006141411234567890020952123454321337121\x1d10L-1",
    "read EAN-13": b"]E02112345678900",
    "read own code": b"10D9T",
    "read Digital Link": b"]Q1https://id.gs1.org/01/09521234543213/10/LOT-1/21/S1?17=261231",
}


def split_only(frame: bytes) -> dict[bytes, bytes]:
    """What any script would write: cut by known lengths, else at the separator."""
    found = {}
    rest = frame[3:] if frame.startswith(b"]") else frame
    while rest:
        ai, rest = (rest[:4], rest[4:]) if rest.startswith(b"31") else (rest[:2], rest[2:])
        width = 6 if ai.startswith(b"31") else WIDTHS.get(ai)
        if width is None:
            found[ai], _, rest = rest.partition(b"\x1d")
        else:
            found[ai], rest = rest[:width], rest[width:]
    return found


def run(*, quick: bool) -> list[dict[str, Any]]:
    """One row per kind of code; the limit is an absolute one, of performance.md."""
    rounds = 2_000 if quick else 20_000
    return [row(job, frame, rounds) for job, frame in CODES.items()]


def row(job: str, frame: bytes, rounds: int) -> dict[str, Any]:
    ours, bare = interleaved(
        [lambda: read(frame, today=TODAY), lambda: split_only(frame)], rounds
    )
    median = statistics.median(ours)
    return {
        "job": job,
        "n": rounds,
        "ours_ms": median,
        "bare_ms": statistics.median(bare),
        "ratio": median / statistics.median(bare),
        "p95_ms": statistics.quantiles(ours, n=20)[-1],
        "limit": LIMIT_MS / statistics.median(bare),
    }


def interleaved(jobs: Sequence[Callable[[], object]], rounds: int) -> list[list[float]]:
    """Milliseconds of each job's every round, the jobs taking turns."""
    times: list[list[float]] = [[] for _ in jobs]
    for _, (job, taken) in itertools.product(
        range(rounds), list(zip(jobs, times, strict=True))
    ):
        start = time.perf_counter()
        job()
        taken.append((time.perf_counter() - start) * 1000)
    return times
