"""What a scan or a report asks, beside the same question by hand."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import sqlcipher3.dbapi2 as sqlite

from lsn_desktop.storage import ledger, lsns, stock
from tests.bench._history import ITEMS, house
from tests.bench._pairs import pair, statements_on
from tests.house_for_tests import TODAY

if TYPE_CHECKING:
    from collections.abc import Callable

    from lsn_desktop.storage.transactions import Connection

_STANDS = (
    "SELECT item.sku, (SELECT min(gtin) FROM item_gtin WHERE item_id = item.id), lsn.code,"
    " lsn.kind, location.code, on_hand, held, claimed, item.unit, item.decimals,"
    " nullif(lsn.expires, '9999-12-31')"
    " FROM balance JOIN lsn ON lsn.id = balance.lsn_id JOIN item ON item.id = lsn.item_id"
    " JOIN location ON location.id = balance.location_id WHERE {} AND on_hand > 0"
    " ORDER BY item.sku_key, lsn.code_key, location.code_key"
)
_OF_ITEM = _STANDS.format("item.sku = ?")
_EXPIRING = _STANDS.format("lsn.expires <= ?")
_LSN = (
    "SELECT lsn.*, item.sku, item.description FROM lsn JOIN item ON item.id = item_id"
    " WHERE code = ?"
)
_PLACES = (
    "SELECT lsn_id, location_id, location.code, on_hand, held, claimed FROM balance"
    " JOIN location ON location.id = location_id WHERE lsn_id = ? AND on_hand > 0"
)
_UNTIL = TODAY + timedelta(days=30)


def run(*, quick: bool, size: int = 100_000) -> list[dict[str, Any]]:
    """The rows of the table; answers of unequal length fail it."""
    made = house(size)
    bare = sqlite.connect(made.database.url.database)
    times = 100 if quick else 500
    with made.database.reading() as connection:
        rows = [
            _row(f"{name}, {size:,} moves", ours, theirs, times, limit)
            | {"statements": _statements(connection, bare, ours, theirs)}
            for name, ours, theirs, limit in _questions(connection, bare, size)
        ]
    bare.close()
    return rows


def _questions(
    connection: Connection, bare: Any, size: int
) -> list[tuple[str, Callable[[int], list[Any]], Callable[[int], list[Any]], float]]:
    def code(n: int) -> str:
        return f"L{n * 7919 % size:07d}"

    def asked(sql: str, *values: object) -> list[Any]:
        rows: list[Any] = bare.execute(sql, values).fetchall()
        return rows

    return [
        (
            "look up a scanned code + on hand by place",
            lambda n: ledger.places(connection, lsns.candidates(connection, code(n))[0].lsn.id),
            lambda n: asked(_PLACES, asked(_LSN, code(n))[0][0]),
            5,
        ),
        (
            "on hand of one item by lot and place",
            lambda n: stock.on_hand(connection, sku=f"B{n % ITEMS:05d}"),
            lambda n: asked(_OF_ITEM, f"B{n % ITEMS:05d}"),
            1.3,
        ),
        (
            "expiring in 30 days with on hand by place",
            lambda _n: stock.on_hand(connection, expiring_by=_UNTIL),
            lambda _n: asked(_EXPIRING, _UNTIL.isoformat()),
            1.3,
        ),
    ]


def _row(
    name: str,
    ours: Callable[[int], list[Any]],
    theirs: Callable[[int], list[Any]],
    times: int,
    limit: float,
) -> dict[str, Any]:
    found = len(ours(1))
    if found != len(theirs(1)):
        raise AssertionError(f"{name}: {found} rows, bare {len(theirs(1))}")
    fewer = times if found < 10 else max(10, times // 10)
    return pair(name, ours, theirs, times=fewer, limit=limit) | {"rows": found}


def _statements(
    connection: Connection,
    bare: Any,
    ours: Callable[[int], list[Any]],
    theirs: Callable[[int], list[Any]],
) -> str:
    driver = connection.connection.driver_connection
    mine = statements_on(driver, lambda: ours(1))
    return f"{mine} / {statements_on(bare, lambda: theirs(1))}"
