"""Traces and pages of the ledger, beside the same facts by hand in the same form."""

from __future__ import annotations

import gc
import json
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

import sqlcipher3.dbapi2 as sqlite

from lsn_desktop.domain.genealogy import Direction, gather
from lsn_desktop.program import settle_memory
from lsn_desktop.services.traces import tracing
from lsn_desktop.storage import catalogue, ledger_pages, trace_starts
from lsn_desktop.storage.ledger_pages import About
from tests.bench._genealogy import FINISHED, FIRST, LAST, LEVELS
from tests.bench._history import house
from tests.bench._pairs import pair, statements_on, timed

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.storage.transactions import Connection

_STANDS = "NOT EXISTS (SELECT 1 FROM document AS b WHERE b.reverses_id = d.id)"
_EDGES = (
    "SELECT g.{near}, g.{far}, g.quantity, d.id, d.number, g.kind"
    " FROM json_each(?) AS n CROSS JOIN genealogy_edge AS g ON g.{near} = n.value"
    " CROSS JOIN document AS d ON d.id = g.document_id WHERE {stands}"
)
_UNTIED = (  # of builds that these came out of, what went into no certain output
    "SELECT l.lsn_id, g.component_id, g.quantity, d.id, d.number, g.kind"
    " FROM json_each(?) AS n CROSS JOIN document_line AS l"
    " ON l.lsn_id = n.value AND l.from_location_id = ? AND NOT l.voided"
    " CROSS JOIN genealogy_edge AS g ON g.document_id = l.document_id AND g.output_id IS NULL"
    " CROSS JOIN document AS d ON d.id = g.document_id WHERE {stands}"
)
_NODES = (
    "SELECT l.id, i.id, i.sku, i.description, i.unit, i.decimals, l.kind, l.code,"
    " nullif(l.expires, '9999-12-31'), l.held_whole"
    " FROM json_each(?) AS n CROSS JOIN lsn AS l ON l.id = n.value"
    " CROSS JOIN item AS i ON i.id = l.item_id"
)
_ON_HAND = (
    "SELECT b.lsn_id, p.code, b.on_hand, b.held FROM json_each(?) AS n"
    " CROSS JOIN balance AS b ON b.lsn_id = n.value AND b.on_hand > 0"
    " CROSS JOIN location AS p ON p.id = b.location_id"
)
_WHO = (
    "SELECT l.lsn_id, p.id, p.name, d.id, d.number, d.kind, d.posted_on, l.quantity"
    " FROM json_each(?3) AS n CROSS JOIN document_line AS l ON l.lsn_id = n.value"
    " AND (l.from_location_id IN (?1, ?2) OR l.to_location_id IN (?1, ?2))"
    " CROSS JOIN document AS d ON d.id = l.document_id"
    " LEFT JOIN party AS p ON p.id = d.party_id WHERE NOT l.voided AND d.status = 'posted'"
    " AND d.reverses_id IS NULL AND {stands}"
)
_LEDGER = (
    'SELECT m.id, m.at, m."on", d.id, d.number, d.kind, p.name, i.id, i.sku, i.description,'
    " i.unit, i.decimals, l.id, l.code, f.code, t.code, m.quantity, u.name, d.reverses_id,"
    " m.quantity * (t.is_real - f.is_real)"
    " FROM move AS m JOIN document_line AS x ON x.id = m.document_line_id"
    " JOIN document AS d ON d.id = x.document_id JOIN item AS i ON i.id = m.item_id"
    " JOIN lsn AS l ON l.id = m.lsn_id JOIN location AS f ON f.id = m.from_location_id"
    " JOIN location AS t ON t.id = m.to_location_id JOIN user AS u ON u.id = d.posted_by"
    " LEFT JOIN party AS p ON p.id = d.party_id WHERE m.item_id = ?"
)
_LAST = f"{_LEDGER} ORDER BY m.id DESC LIMIT 50"
_NEXT = f"{_LEDGER} AND m.id > ? ORDER BY m.id LIMIT 50"
_MARKS = (
    "SELECT id, balance FROM (SELECT m.id, row_number() OVER w AS place,"
    " sum(m.quantity * (t.is_real - f.is_real)) OVER w AS balance FROM move AS m"
    " JOIN location AS f ON f.id = m.from_location_id"
    " JOIN location AS t ON t.id = m.to_location_id WHERE m.item_id = ?"
    " WINDOW w AS (ORDER BY m.id)) WHERE place % 50 = 0"
)


class _Bare:
    """The questions by hand."""

    def __init__(self, file: str) -> None:
        self.sql = sqlite.connect(file)
        places = dict(self.sql.execute("SELECT kind, id FROM location WHERE NOT is_real"))
        self.process = places["process"]
        self.ends = (places["supplier"], places["customer"])

    def ask(self, words: str, *values: object) -> list[Any]:
        rows: list[Any] = self.sql.execute(words, values).fetchall()
        return rows

    def trace(self, start: int, near: str, far: str) -> tuple[dict[int, Any], list[Any]]:
        """Nodes with their facts and edges, level by level; all edges here are certain."""
        nodes: dict[int, Any] = {}
        edges: list[Any] = []
        level, words = [start], _EDGES.format(near=near, far=far, stands=_STANDS)
        who = _WHO.format(stands=_STANDS)
        while level:
            ids = json.dumps(level)
            for row in self.ask(_NODES, ids):
                nodes[row[0]] = (row, [], [])
            for row in self.ask(_ON_HAND, ids):
                nodes[row[0]][1].append(row)
            for row in self.ask(who, *self.ends, ids):
                nodes[row[0]][2].append(row)
            found = self.ask(words, ids)
            if near == "output_id":
                found += self.ask(_UNTIED.format(stands=_STANDS), ids, self.process)
            edges += found
            level = list({row[1] for row in found}.difference(nodes))
        return nodes, edges

    def last(self, item_id: int) -> list[Any]:
        """The last page, counted back from the kept total."""
        total = self.ask("SELECT on_hand FROM item_total WHERE item_id = ?", item_id)[0][0]
        found = []
        for row in self.ask(_LAST, item_id):
            found.append((*row, total))
            total -= row[-1]
        return found

    def after(self, item_id: int, mark: tuple[int, int]) -> list[Any]:
        """The page after a mark, counted on from it."""
        balance, found = mark[0], []
        for row in self.ask(_NEXT, item_id, mark[1]):
            balance += row[-1]
            found.append((*row, balance))
        return found


def run(*, quick: bool, size: int = 100_000) -> list[dict[str, Any]]:
    """The rows of the table; answers of unequal size fail it."""
    made = house(size)
    bare = _Bare(made.database.url.database or "")
    with made.database.reading() as connection:
        rows = [
            *_traces(connection, bare, 5 if quick else 15, size),
            *_pages(connection, bare, 50 if quick else 300, size),
        ]
    bare.sql.close()
    return rows


def _traced(connection: Connection, start: int, way: Direction) -> tuple[int, int]:
    starts = trace_starts.of_lsn(connection, start)
    found = gather(tracing.trace(connection, starts, way))
    return len(found.nodes), len(found.edges)


def _traces(connection: Connection, bare: _Bare, times: int, size: int) -> list[dict[str, Any]]:
    def forward(_n: int) -> tuple[int, int]:
        return _traced(connection, FIRST, Direction.FORWARD)

    def bare_forward(_n: int) -> tuple[int, int]:
        nodes, edges = bare.trace(FIRST, "component_id", "output_id")
        return len(nodes), len(edges)

    def back(n: int) -> tuple[int, int]:
        return _traced(connection, LAST - n * 7 % LEVELS[-1], Direction.BACK)

    def bare_back(n: int) -> tuple[int, int]:
        nodes, edges = bare.trace(LAST - n * 7 % LEVELS[-1], "output_id", "component_id")
        return len(nodes), len(edges)

    def first_rows(_n: int) -> None:
        levels = tracing.trace(connection, [FIRST], Direction.FORWARD)
        list(islice(levels, 2))

    made = f"{size:,} moves"
    gc.collect()
    settle_memory()
    took = sorted(timed(first_rows, n) for n in range(times))
    return [
        _row(connection, bare, f"forward trace to 10,000 serials of 200 customers, {made}",
             forward, bare_forward, times, 1.3) | {"limit_ms": 100},
        {"job": f"first rows of that trace, {made}", "n": times, "limit_p95_ms": 100,
         "ours_ms": took[times // 2], "p95_ms": took[int(times * 0.95)]},
        _row(connection, bare, f"backward trace of one finished serial, {made}",
             back, bare_back, times * 20, 4) | {"limit_ms": 2},
    ]  # fmt: skip


def _pages(connection: Connection, bare: _Bare, times: int, size: int) -> list[dict[str, Any]]:
    item = catalogue.item_by_sku(connection, FINISHED)
    assert item is not None
    about = About(item_id=item.id)
    marks = ledger_pages.survey(connection, about)
    assert [(balance, number) for number, balance in bare.ask(_MARKS, item.id)][:-1] == [
        *marks.after
    ]

    def somewhere(n: int) -> Any:
        return marks.after[len(marks.after) // 2 + n % 50]

    made = f"of 20,000 moves, {size:,} in all"
    row = partial(_row, connection, bare)
    return [
        row(f"ledger page, the last {made}",
            lambda _n: ledger_pages.page(connection, about, descending=True),
            lambda _n: bare.last(item.id), times, 5) | {"limit_ms": 5},
        row(f"ledger page, in the middle {made}",
            lambda n: ledger_pages.page(connection, about, somewhere(n)),
            lambda n: bare.after(item.id, somewhere(n)), times, 5) | {"limit_ms": 5},
        row(f"ledger surveyed for its pages, {made}",
            lambda _n: ledger_pages.survey(connection, about).after,
            lambda _n: bare.ask(_MARKS, item.id)[:-1], 10, 2),
    ]  # fmt: skip


def _row(
    connection: Connection,
    bare: _Bare,
    name: str,
    ours: Callable[[int], Any],
    theirs: Callable[[int], Any],
    times: int,
    limit: float,
) -> dict[str, Any]:
    """One row; both answer with so many rows, or with what they are (nodes and edges)."""
    found, other = (
        answer if isinstance(answer, tuple) and answer and isinstance(answer[0], int)
        else (len(answer),) for answer in (ours(1), theirs(1))
    )  # fmt: skip
    if found != other:
        raise AssertionError(f"{name}: {found} rows, bare {other}")
    driver = connection.connection.driver_connection
    asked = (statements_on(driver, lambda: ours(1)), statements_on(bare.sql, lambda: theirs(1)))
    told = pair(name, ours, theirs, times=times, limit=limit, warm=3)
    return told | {"rows": sum(found), "statements": f"{asked[0]} / {asked[1]}"}
