"""Ours and bare in turn, in one run: medians, the 95th percentile, the ratio."""

from __future__ import annotations

import gc
import statistics
import time
from typing import TYPE_CHECKING, Any

from sqlalchemy import event

from lsn_desktop.program import settle_memory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lsn_desktop.storage.transactions import Database


def settled() -> None:
    """Wait a moment: what the last run left to the disk is not the next one's."""
    time.sleep(0.05)


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
    settle_memory()  # as the program does once it has started
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


def counts(database: Database, tables: Iterable[str]) -> dict[str, int]:
    """How many rows each of some tables has."""
    with database.reading() as connection:
        return {
            name: connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one()  # noqa: S608
            for name in tables
        }


def statements(database: Database, job: Callable[[], object]) -> int:
    """How many statements a job runs on a database; see :func:`counted`."""
    told: list[str] = []

    def trace(connection: Any, *_: object) -> None:
        connection.set_trace_callback(told.append)

    engines = (database.writer, database.reader)
    for engine in engines:
        event.listen(engine, "checkout", trace)
    job()
    for engine in engines:
        event.remove(engine, "checkout", trace)
        with engine.connect() as connection:
            connection.connection.set_trace_callback(None)
    return counted(told)


def statements_on(driver: Any, job: Callable[[], object]) -> int:
    """How many statements a job runs on a driver's connection; see :func:`counted`."""
    told: list[str] = []
    driver.set_trace_callback(told.append)
    job()
    driver.set_trace_callback(None)
    return counted(told)


def counted(told: Iterable[str]) -> int:
    """How many statements these are, BEGIN and COMMIT left out; an executemany is one.

    Counted by what SQLite tells, since the hot statements go past SQLAlchemy.
    """
    heads = [" ".join(text.split()[:3]) for text in told if not text.startswith("--")]
    return sum(
        1
        for number, head in enumerate(heads)
        if head.split()[0] not in {"BEGIN", "COMMIT", "ROLLBACK"}
        and not (head.startswith("INSERT") and number and heads[number - 1] == head)
    )
