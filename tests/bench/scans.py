"""A scan to its commit: a draft line of a receipt, beside bare sqlite3.

Transfers, the other form of a scan, are measured in ``moves``. Bare: the same SQLite, the same
file with its triggers and indexes, WAL and synchronous=FULL, the same rows written by prepared
statements; equal rows are checked at the end.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import sqlcipher3.dbapi2 as sqlite

from lsn_desktop.scanning.read import read
from lsn_desktop.services.codes import scan_runner
from lsn_desktop.services.receipts import receiving
from tests.bench._history import ITEMS, gtin, house
from tests.bench._pairs import counts, pair, statements
from tests.house_for_tests import TODAY

if TYPE_CHECKING:
    from lsn_desktop.domain.outcomes import Expectation
    from tests.house_for_tests import House

_ADDED = ("scan", "scan_outcome", "document_line", "audit_entry")


def run(*, quick: bool, size: int = 100_000) -> list[dict[str, Any]]:
    """The rows of the table."""
    made = house(size)
    times = 200 if quick else 2000
    mine, theirs = made.receipt(), made.receipt()
    bare = _Bare(made, theirs.document_id)
    before = counts(made.database, _ADDED)
    codes = itertools.cycle(range(0, size, 37))
    ours_codes, bare_codes = itertools.tee(codes)
    row = pair(
        f"scan to commit, draft line, {size:,} moves",
        lambda _n: _scan(made, mine, _label(next(ours_codes))),
        lambda _n: bare.scan(_label(next(bare_codes))),
        times=times,
        limit=2.0,
    )
    after = counts(made.database, _ADDED)
    made_rows = {name: after[name] - before[name] for name in _ADDED}
    if any(n % 2 for n in made_rows.values()) or bare.rows != made_rows:
        raise AssertionError(
            f"unequal rows: {made_rows}, bare wrote {bare.rows} for half of it"
        )
    ours = statements(made.database, lambda: _scan(made, mine, _label(next(ours_codes))))
    bare.close()
    each = sum(made_rows.values()) // (2 * bare.scans)
    return [row | {"rows": each, "statements": f"{ours} / {bare.statements}"}]


def _label(number: int) -> bytes:
    day = TODAY + timedelta(days=number * 7 % 1000)
    return f"]C101{gtin(number % ITEMS)}17{day:%y%m%d}10L{number:07d}\x1d3712".encode()


def _scan(made: House, expectation: Expectation, frame: bytes) -> None:
    reading = read(frame, today=TODAY)
    arrival = scan_runner.Arrival(
        secrets.token_hex(16), frame, "bench", 0, reading.symbology, reading.read_as
    )
    ran = scan_runner.run(
        made.database,
        made.later(0),
        arrival,
        expectation,
        lambda tx, expected, scan_id: receiving.receive_scan(tx, reading, expected, scan_id),
    )
    if ran.bug:
        raise ran.bug
    if ran.outcome.line.line_id is None:
        raise AssertionError(f"{ran.outcome.words}")


class _Bare:
    """The same scan by hand: look-ups, line, audit, journal, one durable transaction."""

    def __init__(self, made: House, document_id: int) -> None:
        database = made.database.url.database
        self._db = sqlite.connect(database, isolation_level=None)
        self._db.execute("PRAGMA synchronous=FULL")
        self._db.execute("PRAGMA foreign_keys=ON")
        self._by, self._document = made.by, document_id
        (self._supplier,) = self._one("SELECT id FROM location WHERE kind = 'supplier'")
        self.rows = dict.fromkeys(_ADDED, 0)
        self.statements = self.scans = 0

    def _one(self, sql: str, *values: object) -> Any:
        return self._db.execute(sql, values).fetchone()

    def scan(self, frame: bytes) -> None:
        reading = read(frame, today=TODAY)
        station, user, at = self._by.workstation_id, self._by.user_id, self._by.at
        self._db.execute("BEGIN IMMEDIATE")
        (seq,) = self._one(
            "UPDATE workstation SET scan_seq = scan_seq + 1 WHERE id = ? RETURNING scan_seq",
            station,
        )
        (scan,) = self._one(
            "INSERT INTO scan (uid, workstation_id, seq, told_mark, at, user_id, device, bytes,"
            " symbology, read_as, document_id) VALUES (?,?,?,?,?,?,?,?,?,?,?) RETURNING id",
            secrets.token_hex(16), station, seq, 0, at, user, "bench", frame,
            reading.symbology, reading.read_as, self._document,
        )  # fmt: skip
        item, unit, name = self._one(
            "SELECT item.id, unit, description FROM item_gtin"
            " JOIN item ON item.id = item_id WHERE gtin = ?", reading.gtin,
        )  # fmt: skip
        status, place = self._one(
            "SELECT status, location_id FROM document WHERE id = ?", self._document
        )
        lot, expiry = self._one(
            "SELECT id, expiry FROM lsn WHERE item_id = ? AND kind = 'lot' AND scope = ''"
            " AND code = ?", item, reading.lot,
        )  # fmt: skip
        if status != "draft" or expiry != reading.expiry.isoformat():  # type: ignore[union-attr]
            raise AssertionError(reading)
        (number,) = self._one(
            "UPDATE document SET lines = lines + 1 WHERE id = ? AND status = 'draft'"
            " RETURNING lines", self._document,
        )  # fmt: skip
        uid = secrets.token_hex(16)
        line_row = (uid, self._document, number, item, lot, self._supplier, place, None, 12,
                    None, None)  # fmt: skip
        digest = _digest(line_row)
        (line,) = self._one(
            "INSERT INTO document_line (uid, document_id, number, item_id, lsn_id,"
            " from_location_id, to_location_id, handling_unit_id, quantity,"
            " purchase_order_line_id, weight_g, scan_id, digest)"
            " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?) RETURNING id", *line_row, scan, digest,
        )  # fmt: skip
        params = json.dumps({"item": name, "quantity": "12", "unit": unit})
        self._db.execute(
            "INSERT INTO scan_outcome (scan_id, at, outcome, words, remedy, params, line_id)"
            " VALUES (?,?,?,?,?,?,?)",
            (scan, at, "ok", "{quantity} {unit} of {item} added", "", params, line),
        )
        audit, previous = self._one(
            "UPDATE workstation SET audit_number = audit_number + 1 WHERE id = ?"
            " RETURNING audit_number, audit_hash", station,
        )  # fmt: skip
        entry = (station, audit, at, user, "scan", "{quantity} {unit} of {item} added", params,
                 "document", self._document, digest, previous)  # fmt: skip
        head = _digest(entry)
        self._db.execute(
            "INSERT INTO audit_entry (workstation_id, number, at, user_id, action, words,"
            " params, subject, subject_id, digest, previous_hash, hash)"
            " VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
            (*entry, head),
        )
        self._db.execute("UPDATE workstation SET audit_hash = ? WHERE id = ?", (head, station))
        self._db.execute("COMMIT")
        self.statements = 14
        self.scans += 1
        for name in _ADDED:
            self.rows[name] += 2  # theirs and ours: what the counts must show

    def close(self) -> None:
        self._db.close()


def _digest(values: tuple[object, ...]) -> str:
    return hashlib.sha256(json.dumps(values, separators=(",", ":")).encode()).hexdigest()
