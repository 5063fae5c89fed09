"""What every page and every scan asks, with a long history beside a ten times longer one.

There is nothing bare here: ``ratio`` is the longer one's time over the shorter one's. It may
not grow with the history, only with the answer, so each limit is as many times higher as the
longer answer has more rows.
"""

from __future__ import annotations

import statistics
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from lsn_desktop.services.codes import finding
from lsn_desktop.storage import (
    documents,
    journal,
    ledger,
    lists,
    lsn_pages,
    lsns,
    receipts,
    stock,
    timeline,
)
from tests.bench._history import ITEMS, house
from tests.bench._pairs import timed
from tests.house_for_tests import TODAY

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lsn_desktop.storage.transactions import Connection

    Question = Callable[[Connection, int], Any]

FACTOR = 10
_MIDDLE = lists.Order("code", after=("L0050000", 0))
_LIMIT = 1.5
_UNTIL = TODAY + timedelta(days=30)


def _lot(connection: Connection, n: int) -> int:
    return lsns.candidates(connection, f"L{n * 7919 % 100_000:07d}")[0].lsn.id


QUESTIONS: dict[str, Question] = {
    "look up a scanned code + on hand by place": lambda c, n: ledger.places(c, _lot(c, n)),
    "page of a lot": lambda c, n: [lsn_pages.page(c, _lot(c, n))],
    "moves of a lot": lambda c, n: timeline.moves(c, _lot(c, n)),
    "first page of lots and serials": lambda c, _n: lists.lsns(c),
    "a page of lots and serials, middle": lambda c, _n: lists.lsns(c, order=_MIDDLE),
    "first page of lots of an item": lambda c, n: lists.lsns(c, item_id=_item(c, n)),
    "first page of items": lambda c, _n: lists.items(c),
    "on hand of one item by lot and place": lambda c, n: stock.on_hand(c, sku=_sku(n)),
    "expiring in 30 days": lambda c, _n: stock.on_hand(c, expiring_by=_UNTIL),
    "open receipts": lambda c, _n: receipts.drafts(c),
    "posted receipts": lambda c, _n: receipts.recent(c),
    "documents": lambda c, _n: documents.listed(c),
    "newest of the scan journal": lambda c, _n: journal.newest(c),
    "go to anything, a lot's code": lambda c, n: finding.as_typed(
        c, f"L{n * 7919 % 100_000:07d}"
    ),
}


def _sku(n: int) -> str:
    return f"B{n % ITEMS:05d}"


def _item(connection: Connection, n: int) -> int:
    question = "SELECT id FROM item WHERE sku = ?"
    return int(connection.exec_driver_sql(question, (_sku(n),)).scalar_one())


def run(*, quick: bool, size: int = 100_000) -> list[dict[str, Any]]:
    """One row per question, of the history given and of one ten times as long."""
    times = 5 if quick else 15
    short, long = (house(moves).database for moves in (size, size * FACTOR))
    rows = []
    with short.reading() as few, long.reading() as many:
        for name, question in QUESTIONS.items():
            answers = [len(question(connection, 1)) for connection in (few, many)]
            took = _in_turn(question, (few, many), times)
            before, after = (statistics.median(each) for each in took)
            rows.append(
                {
                    "job": f"{size:,} > {size * FACTOR:,} moves: {name}",
                    "n": times,
                    "ours_ms": after,
                    "ratio": after / before,
                    "p95_ms": sorted(took[1])[int(times * 0.95)],
                    "rows": " > ".join(f"{n:,}" for n in answers),
                    "limit": _LIMIT * max(1, answers[1] / max(1, answers[0])),
                }
            )
    for database in (short, long):
        database.close()
    return rows


def _in_turn(
    question: Question, connections: Sequence[Connection], times: int
) -> list[list[float]]:
    """Milliseconds of each, asked in turn, after a warm-up."""
    took: list[list[float]] = [[] for _ in connections]
    for n in range(times + 3):
        for connection, each in zip(connections, took, strict=True):
            each.append(timed(partial(question, connection), n))
    return [each[3:] for each in took]
