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
from lsn_desktop.scanning.taught_rules import Part, Rule, reading_by

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TODAY = date(2026, 11, 22)
LIMIT_MS = 0.050
WIDTHS = {b"00": 18, b"01": 14, b"02": 14, b"11": 6, b"15": 6, b"17": 6}
ENVELOPE = "[)>\x1e06\x1dPX-1\x1d1P77\x1d1TLOT1\x1dQ0120\x1d14D20261231\x1d4LCN\x1e\x04"
PICTURES = {0x1E: "\u241e", 0x1D: "\u241d", 0x04: "\u2404"}
CODES = {
    "read GTIN, expiry, lot, serial": b"]d201095212345432131726123110LOT-2026-11\x1d21SN-0001",
    "read GTIN, best before, weight, lot": b"]C1010952123454321315261231310300125010LOT-1",
    "read SSCC, content, count, lot": b"]C100006141411234567890020952123454321337121\x1d10L-1",
    "read EAN-13": b"]E02112345678900",
    "read own code": b"10D9T",
    "read Digital Link": b"]Q1https://id.gs1.org/01/09521234543213/10/LOT-1/21/S1?17=261231",
    "read HIBC, combined": b"+A99912345/$$52001510X3/16D20111212/S77DE1G45-",
    "read HIBC, secondary": b"]C0+$$52001510X3GD",
    "read ISBT 128": b"=/A9999XYZ100T0944=,000025=A99971312345600=>014032&,1000000000000XYZ123",
    "read MH10.8.2": ENVELOPE.encode(),
    "read MH10.8.2, pictures of controls": ENVELOPE.translate(PICTURES).encode(),
    "read tracking number": b"1Z999AA10123456784",
}
TAUGHT = Rule(
    (
        *(Part("item", "SCREW-1"), Part("fixed", "/"), Part("lot", "L77"), Part("fixed", "/")),
        *(Part("expiry", "041226", form="DDMMYY"), Part("fixed", "/"), Part("quantity", "48")),
    )
)
BY_RULE = b"SCREW-22/L-2026-11/311227/144"


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
    rows = [row(job, frame, rounds, by_standard) for job, frame in CODES.items()]
    return [*rows, row("read by a taught rule", BY_RULE, rounds, by_rule)]


def by_standard(frame: bytes) -> object:
    return read(frame, today=TODAY)


def by_rule(frame: bytes) -> object:
    return reading_by(TAUGHT, read(frame, today=TODAY), TODAY)


def row(
    job: str, frame: bytes, rounds: int, reader: Callable[[bytes], object]
) -> dict[str, Any]:
    ours, bare = interleaved([lambda: reader(frame), lambda: split_only(frame)], rounds)
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
