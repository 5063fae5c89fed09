"""Ours and bare in turn, in one run: medians, the 95th percentile, the ratio."""

from __future__ import annotations

import gc
import statistics
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def timed(job: Callable[[int], object], n: int) -> float:
    """Milliseconds one call takes."""
    begun = time.perf_counter_ns()
    job(n)
    return (time.perf_counter_ns() - begun) / 1e6


def pair(
    name: str,
    ours: Callable[[int], object],
    bare: Callable[[int], object],
    *,
    times: int,
    limit: float,
    warm: int = 20,
) -> dict[str, Any]:
    """Call both in turn so often, after a warm-up; ``n`` runs through the whole."""
    gc.collect()
    gc.freeze()  # as the program does once it has started
    for n in range(warm):
        ours(n)
        bare(n)
    took: tuple[list[float], list[float]] = ([], [])
    for n in range(warm, warm + times):
        for place, job in ((0, ours), (1, bare)) if n % 2 else ((1, bare), (0, ours)):
            took[place].append(timed(job, n))
    mine, theirs = (statistics.median(each) for each in took)
    return {
        "job": name,
        "n": times,
        "ours_ms": mine,
        "bare_ms": theirs,
        "ratio": mine / theirs,
        "p95_ms": sorted(took[0])[int(times * 0.95)],
        "bare_p95_ms": sorted(took[1])[int(times * 0.95)],
        "limit": limit,
    }
