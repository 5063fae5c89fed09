"""Ten thousand serials received and posted in one transaction, beside the same rows by hand.

Ours reads the supplier's CSV, checks every row, and leaves what ten thousand scans leave. By
hand: the same CSV, the same rows with their digests and hashes, by executemany with numbers
given beforehand; it checks nothing. Beside it, how long the window stands still meanwhile.
"""

from __future__ import annotations

import csv
import hashlib
import io
import itertools
import json
import os
import secrets
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import sqlcipher3.dbapi2 as sqlite

from lsn_desktop.services.documents import posting
from lsn_desktop.services.receipts import receipt_table, receiving, receiving_tables
from tests.bench._history import house
from tests.bench._pairs import counts, pair, statements

if TYPE_CHECKING:
    from tests.house_for_tests import House

ROWS = 10_000
_WRITTEN = (
    "lsn", "scan", "scan_outcome", "document_line", "move", "balance", "audit_entry",
    "document", "exchange_job",
)  # fmt: skip


def run(*, quick: bool, size: int = 100_000) -> list[dict[str, Any]]:
    """One row of the table."""
    made = house(size)
    bare = _Bare(made)
    batches = itertools.count()
    before = counts(made.database, _WRITTEN)
    _receive(made, _list(next(batches)))  # the counter must be there
    row = pair(
        f"bulk receipt of {ROWS:,} serials, posted, {size:,} moves",
        lambda _n: _receive(made, _list(next(batches))),
        lambda _n: bare.receive(_list(next(batches))),
        times=3 if quick else 7,
        limit=1.5,
        warm=1,
    )
    ours = statements(made.database, lambda: _receive(made, _list(next(batches))))
    bare.receive(_list(next(batches)))
    bare.receive(_list(next(batches)))
    after = counts(made.database, _WRITTEN)
    written = {name: after[name] - before[name] for name in _WRITTEN}
    if bare.rows != {name: n // 2 for name, n in written.items()}:
        raise AssertionError(f"unequal rows: {written} together, {bare.rows} by hand")
    bare.close()
    each = sum(written.values()) // (2 * bare.times)
    row |= {"rows": each, "statements": f"{ours} / {bare.statements}"}
    return [row, *(_stall(step, gaps) for step, gaps in _watched().items())]


def _watched() -> dict[str, list[float]]:
    """How long the window stood still while it did the same; see ``_watched_serials``."""
    ended = subprocess.run(
        [sys.executable, "-m", "tests.bench._watched_serials"],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode:
        raise AssertionError(ended.stderr[-2000:])
    told: dict[str, list[float]] = json.loads(ended.stdout.splitlines()[-1])
    return told


def _stall(step: str, gaps: list[float]) -> dict[str, Any]:
    return {
        "job": f"UI thread blocked, longest, {ROWS:,} serials {step}",
        "n": len(gaps),
        "ours_ms": max(gaps),
        "p95_ms": sorted(gaps)[int(len(gaps) * 0.95)],
        "limit_ms": 50,
    }


def _list(batch: int) -> bytes:
    rows = (f"PUMP,SN-{batch:04}-{n:05}\n" for n in range(ROWS))
    return f"item,serial\n{''.join(rows)}".encode()


def _receive(made: House, data: bytes) -> None:
    table = receipt_table.read("serials.csv", data)
    with made.database.transaction(made.later()) as tx:
        new = receiving.OpenReceipt(secrets.token_hex(16), made.dock)
        document_id = receiving.open_receipt(tx, new)
        receiving_tables.receive_table(tx, document_id, table)
        posting.post(tx, document_id)


class _Bare:
    """The same receipt by hand: statements for all rows, numbers given beforehand."""

    def __init__(self, made: House) -> None:
        self._made = made
        self._db = sqlite.connect(made.database.url.database, isolation_level=None)
        for pragma in ("synchronous=FULL", "foreign_keys=ON", "cache_size=-16384",
                       "temp_store=MEMORY", "wal_autocheckpoint=8000"):  # fmt: skip
            self._db.execute(f"PRAGMA {pragma}")
        self.rows = dict.fromkeys(_WRITTEN, 0)
        self.statements = self.times = 0

    def _one(self, sql: str, *values: object) -> Any:
        self.statements += 1
        return self._db.execute(sql, values).fetchone()

    def _many(self, sql: str, rows: list[Any]) -> None:
        self.statements += 1
        self.rows[sql.split()[2]] += len(rows)
        self._db.executemany(sql, rows)

    def _next(self, table: str) -> int:
        found = self._one(f"SELECT coalesce(max(id), 0) + 1 FROM {table}")  # noqa: S608
        return int(found[0])

    def receive(self, data: bytes) -> None:
        by, self.statements = self._made.later(), 0
        self.times += 1
        serials = [row[1] for row in csv.reader(io.StringIO(data.decode()))][1:]
        count = len(serials)

        def uid() -> str:
            return by.uid()

        self._db.execute("BEGIN IMMEDIATE")
        item, name = self._one("SELECT id, description FROM item WHERE sku = 'PUMP'")
        (supplier,) = self._one("SELECT id FROM location WHERE kind = 'supplier'")
        dock, station, user, on = self._made.dock, by.workstation_id, by.user_id, str(by.on)
        (number,) = self._one(
            "UPDATE counter SET next = next + 1 WHERE name = 'receipt' RETURNING next - 1"
        )
        receipt, title = self._next("document"), f"RC-{number:05d}"
        self._many(
            "INSERT INTO document (id, uid, kind, number, location_id, workstation_id,"
            " created_at, created_by, lines) VALUES (?,?,?,?,?,?,?,?,?)",
            [(receipt, uid(), "receipt", title, dock, station, by.at, user, count)],
        )
        sha256 = hashlib.sha256(data).hexdigest()
        self._many(
            "INSERT INTO exchange_job (uid, kind, name, sha256, rows, at, user_id)"
            " VALUES (?,?,?,?,?,?,?)",
            [(f"receipt-{sha256}", "receipt", "serials.csv", sha256, count, by.at, user)],
        )
        lsn, scan, line, move = (
            self._next(name) for name in ("lsn", "scan", "document_line", "move")
        )
        self._many(
            "INSERT INTO lsn (id, uid, item_id, kind, code, code_key, created_at)"
            " VALUES (?,?,?,?,?,?,?)",
            [(lsn + n, uid(), item, "serial", code, code, by.at)
             for n, code in enumerate(serials)],
        )  # fmt: skip
        (seq,) = self._one(
            "UPDATE workstation SET scan_seq = scan_seq + ? WHERE id = ? RETURNING scan_seq",
            count, station,
        )  # fmt: skip
        first = seq - count + 1
        self._many(
            "INSERT INTO scan (id, uid, workstation_id, seq, told_mark, at, user_id, device,"
            " bytes, read_as, document_id) VALUES (?,?,?,?,?,?,?,?,?,?,?)",
            [(scan + n, uid(), station, first + n, first - 1, by.at, user, "file",
              f"PUMP,{code}".encode(), "row", receipt) for n, code in enumerate(serials)],
        )  # fmt: skip
        uids = [uid() for _ in serials]
        digests = [
            _digest((uids[n], receipt, n + 1, item, lsn + n, supplier, dock, None, 1, None,
                     None)) for n in range(count)
        ]  # fmt: skip
        self._many(
            "INSERT INTO document_line (id, uid, document_id, number, item_id, lsn_id,"
            " from_location_id, to_location_id, quantity, scan_id, digest)"
            " VALUES (?,?,?,?,?,?,?,?,?,?,?)",
            [(line + n, uids[n], receipt, n + 1, item, lsn + n, supplier, dock, 1, scan + n,
              digests[n]) for n in range(count)],
        )  # fmt: skip
        words = "{quantity} {unit} of {item} added"
        params = json.dumps({"item": name, "quantity": "1", "unit": "pcs"}, sort_keys=True)
        self._many(
            "INSERT INTO scan_outcome (scan_id, at, outcome, words, params, line_id)"
            " VALUES (?,?,?,?,?,?)",
            [(scan + n, by.at, "ok", words, params, line + n) for n in range(count)],
        )
        moved = [
            _digest((lsn + n, item, supplier, None, dock, None, 1, line + n, by.at, on))
            for n in range(count)
        ]
        self._many(
            "INSERT INTO balance (lsn_id, location_id, on_hand, one_place) VALUES (?,?,?,?)",
            [(lsn + n, dock, 1, 1) for n in range(count)],
        )
        self._many(
            "INSERT INTO move (id, lsn_id, item_id, from_location_id, to_location_id,"
            ' quantity, document_line_id, at, "on", digest) VALUES (?,?,?,?,?,?,?,?,?,?)',
            [(move + n, lsn + n, item, supplier, dock, 1, line + n, by.at, on, moved[n])
             for n in range(count)],
        )  # fmt: skip
        entries = [("begin", "Receipt {number} begun", json.dumps({"number": title}),
                    "document", receipt, ""),
                   ("import", "Received {name}: {count} rows",
                    json.dumps({"count": str(count), "name": "serials.csv"}),
                    "document", receipt, "")]  # fmt: skip
        for n, code in enumerate(serials):
            made = json.dumps({"code": code, "item": name, "kind": "serial"})
            entries += [
                ("create", "New {kind} {code} of {item}", made, "lsn", lsn + n, ""),
                ("scan", words, params, "document", receipt, digests[n]),
            ]
        entries.append((
            "post", "Posted {number}: {count} lines",
            json.dumps({"count": str(count), "number": title}), "document", receipt,
            _digest((*digests, *moved)),
        ))  # fmt: skip
        self._seal(station, by.at, user, entries)
        self._one(
            "INSERT INTO item_total (item_id, on_hand) VALUES (?, ?) ON CONFLICT (item_id)"
            " DO UPDATE SET on_hand = on_hand + excluded.on_hand", item, count,
        )  # fmt: skip
        self._one("UPDATE item SET moved = 1 WHERE id = ? AND NOT moved", item)
        self._one(
            "UPDATE document SET status = 'posted', posted_at = ?, posted_by = ?,"
            " posted_on = ? WHERE id = ? AND status = 'draft'", by.at, user, on, receipt,
        )  # fmt: skip
        self._db.execute("COMMIT")

    def _seal(self, station: int, at: int, user: int, entries: list[tuple[Any, ...]]) -> None:
        last, head = self._one(
            "UPDATE workstation SET audit_number = audit_number + ? WHERE id = ?"
            " RETURNING audit_number, audit_hash", len(entries), station,
        )  # fmt: skip
        rows = []
        for number, entry in enumerate(entries, last - len(entries) + 1):
            row = (station, number, at, user, *entry, head)
            head = _digest(row)
            rows.append((*row, head))
        self._many(
            "INSERT INTO audit_entry (workstation_id, number, at, user_id, action, words,"
            " params, subject, subject_id, digest, previous_hash, hash)"
            " VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
            rows,
        )
        self._one("UPDATE workstation SET audit_hash = ? WHERE id = ?", head, station)

    def close(self) -> None:
        self._db.close()


def _digest(values: tuple[object, ...]) -> str:
    return hashlib.sha256(json.dumps(values, separators=(",", ":")).encode()).hexdigest()
