"""A file with so many moves of history, made once by bulk inserts.

Each lot came in one receipt of fifty lines; every fifth went into the next one. One raw lot is
five builds deep in ten thousand finished serials (``_genealogy``). The rows obey every
constraint and trigger of the migrations; digests are not computed (the bench reads and adds,
it does not verify).
"""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from lsn_desktop.storage import catalogue, schema, totals
from lsn_desktop.storage.tables.catalogue import item, item_gtin
from lsn_desktop.storage.tables.documents import document, document_line
from lsn_desktop.storage.tables.identity import lsn
from lsn_desktop.storage.tables.ledger import balance, genealogy_edge, move
from lsn_desktop.storage.transactions import By, Database
from tests.bench import _genealogy
from tests.house_for_tests import START, TODAY, House, build

KEPT = Path(__file__).resolve().parents[2] / "build" / "bench"

_FORM = 2  # of what is built here: a file of another form is not taken
ITEMS = 500
LINES = 50
_CHUNK = 20_000


def gtin(number: int) -> str:
    """A GTIN-14 with its check digit."""
    body = f"0952{number:09d}"
    total = sum(int(digit) * (3, 1)[place % 2] for place, digit in enumerate(body))
    return f"{body}{-total % 10}"


def house(size: int) -> House:
    """A company with ``size`` receipts' moves behind it, in a folder of its own.

    It is built once for each form of the database and kept in ``build/bench``; each caller
    gets a copy.
    """
    kept = KEPT / f"{size}-{schema.newest()}-{_FORM}.db"
    if not kept.exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        print(f"building {size:,} moves ...", file=sys.stderr, flush=True)
        new = kept.with_suffix(f".{os.getpid()}")
        _build(new, size)
        new.replace(kept)
    folder = Path(tempfile.mkdtemp(prefix="lsn-bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    shutil.copyfile(kept, folder / "bench.db")
    database = Database(str(folder / "bench.db"))
    with database.reading() as connection:
        dock = catalogue.location_by_code(connection, "DOCK-1")
        at = connection.exec_driver_sql("SELECT max(at) FROM audit_entry").scalar_one()
    assert dock is not None
    return House(database, By(1, 1, int(at), TODAY), dock.id)


def _build(file: Path, size: int) -> None:
    made = build(str(file))
    with made.database.transaction(made.by) as tx:
        first = _items(tx.connection)
        supplier = tx.connection.exec_driver_sql(
            "SELECT id FROM location WHERE kind = 'supplier'"
        ).scalar_one()
        for start in range(0, size, _CHUNK):
            _chunk(
                tx.connection, made, first, supplier, range(start, min(start + _CHUNK, size))
            )
        _genealogy.sow(tx.connection, made, first + ITEMS)
        totals.rebuild(tx.connection)
    with made.database.writer.connect() as connection:
        connection.exec_driver_sql("ANALYZE")
        connection.commit()
    made.database.close()  # which brings the log into the file


def _items(connection: Any) -> int:
    first = int(connection.exec_driver_sql("SELECT max(id) FROM item").scalar_one()) + 1
    rows = [
        {
            "id": first + n, "uid": f"item{n:028d}", "sku": f"B{n:05d}", "sku_key": f"B{n:05d}",
            "description": f"Bench item {n}", "description_key": f"BENCH ITEM {n}",
            "tracking": "lot", "unit": "pcs", "moved": True, "created_at": START,
        }
        for n in range(ITEMS)
    ]  # fmt: skip
    connection.execute(insert(item), rows)
    gtins = [{"item_id": first + n, "gtin": gtin(n)} for n in range(ITEMS)]
    connection.execute(insert(item_gtin), gtins)
    return first


def _chunk(connection: Any, made: House, first: int, supplier: int, numbers: range) -> None:
    key = 1_000_000  # above whatever the small company has
    by = made.by
    lots, lines, moves, balances, documents, edges = [], [], [], [], [], []
    for n in numbers:
        row, item_id = key + n, first + n % ITEMS
        day = TODAY + timedelta(days=n * 7 % 1000)
        lots.append(
            {
                "id": row,
                "uid": f"lot{n:029d}",
                "item_id": item_id,
                "kind": "lot",
                "scope": "",
                "code": f"L{n:07d}",
                "code_key": f"L{n:07d}",
                "expiry": day,
                "expires": day,
                "created_at": START,
            }
        )
        document_id = key + n // LINES
        if n % LINES == 0:
            documents.append(
                {
                    "id": document_id,
                    "uid": f"doc{n:029d}",
                    "kind": "receipt",
                    "number": f"OLD-{document_id}",
                    "status": "draft",
                    "location_id": made.dock,
                    "workstation_id": by.workstation_id,
                    "created_at": START,
                    "created_by": by.user_id,
                    "lines": LINES,
                }
            )
        lines.append(
            {
                "id": row,
                "uid": f"line{n:028d}",
                "document_id": document_id,
                "number": n % LINES + 1,
                "item_id": item_id,
                "lsn_id": row,
                "from_location_id": supplier,
                "to_location_id": made.dock,
                "quantity": 10,
                "digest": "",
            }
        )
        moves.append(
            {
                "lsn_id": row,
                "item_id": item_id,
                "from_location_id": supplier,
                "to_location_id": made.dock,
                "quantity": 10,
                "document_line_id": row,
                "at": START + n,
                "on": date(2026, 1, 1) + timedelta(days=n % 300),
                "digest": "",
            }
        )
        balances.append({"lsn_id": row, "location_id": made.dock, "on_hand": 10})
        if n % 5 == 0 and n + 1 in numbers:
            edges.append(
                {"document_id": document_id, "component_id": row, "output_id": row + 1,
                 "quantity": 1}
            )  # fmt: skip
    for table, rows in (
        (lsn, lots), (document, documents), (document_line, lines), (move, moves),
        (balance, balances), (genealogy_edge, edges),
    ):  # fmt: skip
        connection.execute(insert(table), rows)
    connection.exec_driver_sql(
        "UPDATE document SET status = 'posted', posted_at = created_at, posted_by = created_by"
        " WHERE status = 'draft' AND id >= 1000000"
    )
