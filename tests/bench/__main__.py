"""Measures our use cases beside the same facts in bare SQL, in the same run.

Every module of this folder with a function ``run(quick: bool) -> list[dict]`` is a group of
jobs; ``run(quick, size)`` if it can be told how many moves to build. A row says ``job``, ``n``
(how often), ``ours_ms`` and ``p95_ms``, ``bare_ms`` and ``ratio`` (medians) where there is
something bare to compare with, and may say ``rows`` and ``statements`` of both sides, what we
must reach (``limit`` a ratio, ``limit_ms`` a median, ``limit_p95_ms`` a 95th percentile), and
what else is worth keeping in the JSON file.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import inspect
import json
import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SIZES = {"100k": 100_000, "1m": 1_000_000, "5m": 5_000_000}
COLUMNS = (
    "job", "n", "ours_ms", "bare_ms", "ratio", "p95_ms", "rows", "statements", "limit",
)  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    """Run the groups asked for and print one table; 1 if a row is beyond its limit."""
    options = _options(arguments)
    groups = [name for name in _groups() if options.only in (None, name)]
    if not groups:
        print(f"No such group. There are: {', '.join(_groups())}", file=sys.stderr)
        return 2
    rows: list[dict[str, Any]] = []
    for name in groups:
        print(f"{name} ...", file=sys.stderr, flush=True)
        rows += _run(name, quick=options.quick, size=SIZES[options.size])
    print(_where_and_when())
    print()
    print("\n".join(_table(rows)))
    if options.json:
        options.json.write_text(json.dumps({"run": _where_and_when(), "rows": rows}, indent=1))
    return int(any(_is_beyond(row) for row in rows))


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py bench", description="Ours beside bare SQL.")
    parser.add_argument("--quick", action="store_true", help="fewer runs, for a first look")
    parser.add_argument("--only", metavar="NAME", help="one group of jobs")
    parser.add_argument("--size", choices=SIZES, default="100k", help="moves in the data")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep the figures")
    return parser.parse_args(arguments)


def _groups() -> list[str]:
    """The modules of this folder that measure something."""
    modules = [path.stem for path in sorted(Path(__file__).parent.glob("[!_]*.py"))]
    return [name for name in modules if hasattr(_module(name), "run")]


def _module(name: str) -> Any:
    return importlib.import_module(f"tests.bench.{name}")


def _run(name: str, *, quick: bool, size: int) -> list[dict[str, Any]]:
    run = _module(name).run
    sized = {"size": size} if "size" in inspect.signature(run).parameters else {}
    try:
        rows: list[dict[str, Any]] = run(quick=quick, **sized)
    finally:
        gc.unfreeze()  # else what a library made is never freed, and it says so
    return rows


def _where_and_when() -> str:
    """The line that stands above a table of figures."""
    machine = f"{platform.system()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    return f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {machine}"


def _table(rows: Iterable[dict[str, Any]]) -> Iterable[str]:
    """The rows as a table of docs/benchmarks.md."""
    yield f"| {' | '.join(COLUMNS)} |"
    yield "|---" + "|---:" * (len(COLUMNS) - 1) + "|"
    for row in rows:
        told = {**row, "limit": _limits(row)}
        yield f"| {' | '.join(_cell(told.get(column)) for column in COLUMNS)} |"


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3g}" if value < 100 else f"{value:,.0f}"
    return "" if value is None else str(value)


_LIMITS = (("limit", "ratio", "{}x"), ("limit_ms", "ours_ms", "{}"),
           ("limit_p95_ms", "p95_ms", "p95 {}"))  # fmt: skip


def _limits(row: dict[str, Any]) -> str:
    """What must be reached, in a few words; what was not is marked."""
    words = ", ".join(words.format(_cell(row[key])) for key, _, words in _LIMITS if key in row)
    return f"{words} **missed**" if _is_beyond(row) else words


def _is_beyond(row: dict[str, Any]) -> bool:
    return any(row[what] > row[key] for key, what, _ in _LIMITS if key in row)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
