"""A place scanned on Move to its commit: a one-line transfer, beside bare sqlite3.

Bare: the same SQLite, the same file with its triggers and indexes, WAL and synchronous=FULL,
the same rows written by prepared statements; equal rows are checked at the end.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import secrets
from typing import TYPE_CHECKING, Any

import sqlcipher3.dbapi2 as sqlite

from lsn_desktop.domain.moving import Moving, Part, Taken
from lsn_desktop.domain.outcomes import Expectation
from lsn_desktop.scanning.read import read
from lsn_desktop.services.codes import scan_runner
from lsn_desktop.services.moves import move_scans
from lsn_desktop.storage import catalogue
from tests.bench._history import house
from tests.bench._pairs import counts, pair, statements
from tests.house_for_tests import TODAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.house_for_tests import House

_ADDED = ("scan", "scan_outcome", "document", "document_line", "move", "audit_entry")
_STEP = 31  # lots are taken from all over the table
_BIN = b"BENCH-BIN"


def run(*, quick: bool, size: int = 100_000) -> list[dict[str, Any]]:
    """The row of the table."""
    made = house(size)
    with made.database.transaction(made.later(0)) as tx:
        place = {"code": _BIN.decode(), "kind": "storage", "is_real": True}
        catalogue.add_location(tx, place)
    times = 200 if quick else 2000
    bare = _Bare(made)
    before = counts(made.database, _ADDED)
    goods = _goods(made)
    row = pair(
        f"scan to commit, one-line transfer, {size:,} moves",
        lambda _n: _scan(made, next(goods)),
        lambda _n: bare.scan(next(goods)),
        times=times,
        limit=2.0,
    )
    after = counts(made.database, _ADDED)
    made_rows = {name: after[name] - before[name] for name in _ADDED}
    if made_rows != dict.fromkeys(_ADDED, 2 * bare.scans):
        raise AssertionError(f"unequal rows: {made_rows}, bare made {bare.scans} transfers")
    ours = statements(made.database, lambda: _scan(made, next(goods)))
    bare.close()
    return [row | {"rows": len(_ADDED), "statements": f"{ours} / {bare.statements}"}]


def _goods(made: House) -> Iterator[tuple[int, int]]:
    """Lots with the place each stands in, again and again from another part of the table."""
    with made.database.reading() as connection:
        rows = connection.exec_driver_sql(
            "SELECT lsn_id, location_id FROM balance WHERE on_hand > 1 AND held = 0"
            " AND handling_unit_id IS NULL ORDER BY id"
        ).all()
    return ((row[0], row[1]) for row in itertools.cycle(rows[::_STEP]))


def _scan(made: House, goods: tuple[int, int]) -> None:
    reading = read(_BIN, today=TODAY)
    arrival = scan_runner.Arrival(secrets.token_hex(16), _BIN, "bench", read_as="plain")
    taken = Taken((Part(*goods, 1),), "goods")
    ran = scan_runner.run(
        made.database,
        made.later(0),
        arrival,
        Expectation(0, moving=Moving(taken=(taken,))),
        lambda tx, expected, scan_id: move_scans.move_scan(tx, reading, expected, scan_id),
    )
    if ran.bug:
        raise ran.bug
    if ran.outcome.line.line_id is None:
        raise AssertionError(f"{ran.outcome.words}")


class _Bare:
    """The same by hand: look-ups, document, line, move, balances, audit, journal."""

    statements = 20

    def __init__(self, made: House) -> None:
        self._db = sqlite.connect(made.database.url.database, isolation_level=None)
        self._db.execute("PRAGMA synchronous=FULL")
        self._db.execute("PRAGMA foreign_keys=ON")
        self._by = made.by
        self.scans = 0

    def _one(self, sql: str, *values: object) -> Any:
        return self._db.execute(sql, values).fetchone()

    def scan(self, goods: tuple[int, int]) -> None:
        read(_BIN, today=TODAY)
        (lot, source), by = goods, self._by
        station, user, at = by.workstation_id, by.user_id, by.at
        self._db.execute("BEGIN IMMEDIATE")
        (seq,) = self._one(
            "UPDATE workstation SET scan_seq = scan_seq + 1 WHERE id = ? RETURNING scan_seq",
            station,
        )
        (scan,) = self._one(
            "INSERT INTO scan (uid, workstation_id, seq, told_mark, at, user_id, device, bytes,"
            " symbology, read_as) VALUES (?,?,?,?,?,?,?,?,?,?) RETURNING id",
            secrets.token_hex(16), station, seq, 0, at, user, "bench", _BIN, "", "plain",
        )  # fmt: skip
        (target,) = self._one(
            "SELECT id FROM location WHERE code = ? AND active", _BIN.decode()
        )
        item, code, name, unit, on_hand = self._one(
            "SELECT item.id, lsn.code, item.description, unit, on_hand - held - claimed"
            " FROM lsn JOIN item ON item.id = item_id JOIN balance ON balance.lsn_id = lsn.id"
            " WHERE lsn.id = ? AND location_id = ?", lot, source,
        )  # fmt: skip
        if on_hand < 1:
            raise AssertionError(goods)
        (number,) = self._one(
            "INSERT INTO counter (name, next) VALUES ('transfer', 2)"
            " ON CONFLICT (name) DO UPDATE SET next = next + 1 RETURNING next"
        )
        (document,) = self._one(
            "INSERT INTO document (uid, kind, number, location_id, workstation_id, created_at,"
            " created_by, lines) VALUES (?,?,?,?,?,?,?,1) RETURNING id",
            secrets.token_hex(16), "transfer", f"TR-{number - 1:05d}", target, station, at,
            user,
        )  # fmt: skip
        row = (secrets.token_hex(16), document, 1, item, lot, source, target, None, 1)
        digest = _digest(row)
        (line,) = self._one(
            "INSERT INTO document_line (uid, document_id, number, item_id, lsn_id,"
            " from_location_id, to_location_id, handling_unit_id, quantity, scan_id, digest)"
            " VALUES (?,?,?,?,?,?,?,?,?,?,?) RETURNING id", *row, scan, digest,
        )  # fmt: skip
        self._db.execute(
            "UPDATE document SET status = 'posted', posted_at = ?, posted_by = ?, posted_on = ?"
            " WHERE id = ? AND status = 'draft'",
            (at, user, by.on.isoformat(), document),
        )
        taken = self._db.execute(
            "UPDATE balance SET on_hand = on_hand - 1 WHERE lsn_id = ? AND location_id = ?"
            " AND handling_unit_id IS NULL AND on_hand - held - claimed >= 1",
            (lot, source),
        )
        if taken.rowcount != 1:
            raise AssertionError(goods)
        self._db.execute(
            "INSERT INTO balance (lsn_id, location_id, on_hand, one_place) VALUES (?,?,1,0)"
            " ON CONFLICT (lsn_id, location_id) WHERE handling_unit_id IS NULL"
            " DO UPDATE SET on_hand = on_hand + 1",
            (lot, target),
        )
        moved = (lot, item, source, target, 1, line, at, by.on.isoformat())
        self._db.execute(
            "INSERT INTO move (lsn_id, item_id, from_location_id, to_location_id, quantity,"
            ' document_line_id, at, "on", digest) VALUES (?,?,?,?,?,?,?,?,?)',
            (*moved, _digest(moved)),
        )
        params = json.dumps({"amount": f"1 {unit}", "goods": f"{name} {code}"})
        self._db.execute(
            "INSERT INTO scan_outcome (scan_id, at, outcome, words, remedy, params, line_id)"
            " VALUES (?,?,?,?,?,?,?)",
            (scan, at, "ok", "{amount} of {goods} put into {place}", "", params, line),
        )
        self._audit((station, at, user), document, _digest((digest, _digest(moved))), params)
        self._db.execute("COMMIT")
        self.scans += 1

    def _audit(
        self, who: tuple[int, int, int], document: int, digest: str, params: str
    ) -> None:
        station, at, user = who
        audit, previous = self._one(
            "UPDATE workstation SET audit_number = audit_number + 1 WHERE id = ?"
            " RETURNING audit_number, audit_hash", station,
        )  # fmt: skip
        entry = (station, audit, at, user, "post", "Posted {number}: {count} lines", params,
                 "document", document, digest, previous)  # fmt: skip
        head = _digest(entry)
        self._db.execute(
            "INSERT INTO audit_entry (workstation_id, number, at, user_id, action, words,"
            " params, subject, subject_id, digest, previous_hash, hash)"
            " VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
            (*entry, head),
        )
        self._db.execute("UPDATE workstation SET audit_hash = ? WHERE id = ?", (head, station))

    def close(self) -> None:
        self._db.close()


def _digest(values: tuple[object, ...]) -> str:
    return hashlib.sha256(json.dumps(values, separators=(",", ":")).encode()).hexdigest()
