"""The audit trail: one chain of hashes per workstation.

Each entry holds the hash of the one before it; the workstation's head row is locked in the
same transaction, so two windows cannot fork the chain. An entry may carry the digest of the
digests of the rows it speaks of, so ``lsn verify`` can name a row that was changed by hand.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import bindparam, insert, update

from lsn_desktop.storage.prepared import Prepared
from lsn_desktop.storage.tables.trust import audit_entry, workstation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sqlalchemy import Connection

    from lsn_desktop.domain.messages import Message
    from lsn_desktop.storage.transactions import By


class Entry(NamedTuple):
    """What was done, to what, in words; ``digest`` covers the rows it wrote."""

    action: str
    words: Message
    subject: str = ""
    subject_id: int | None = None
    digest: str = ""


_LOCK_HEAD = Prepared(
    update(workstation)
    .where(workstation.c.id == bindparam("station"))
    .values(audit_number=workstation.c.audit_number + bindparam("count"))
    .returning(workstation.c.audit_number, workstation.c.audit_hash)
)
_MOVE_HEAD = Prepared(
    update(workstation)
    .where(workstation.c.id == bindparam("station"))
    .values(audit_hash=bindparam("hash"))
)
_APPEND = Prepared(insert(audit_entry))
_WRITTEN: dict[type, Callable[[Any], str]] = {
    str: encode_basestring,
    int: repr,
    type(None): lambda _nothing: "null",
    date: lambda day: f'"{day}"',
}
_as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str).encode


_HASHED = (
    "workstation_id", "number", "at", "user_id", "action", "words", "params", "subject",
    "subject_id", "digest", "previous_hash",
)  # fmt: skip


def seal(connection: Connection, by: By, entries: Sequence[Entry]) -> None:
    """Write a transaction's entries to the end of its workstation's chain."""
    if not entries:
        return
    number, previous = _LOCK_HEAD.one(connection, station=by.workstation_id, count=len(entries))
    number -= len(entries)
    rows = []
    params: dict[int, str] = {}  # the same words may be said of ten thousand rows
    for entry in entries:
        number += 1
        if id(entry.words) not in params:
            params[id(entry.words)] = entry.words.params_json()
        values = (
            by.workstation_id, number, by.at, by.user_id, entry.action, entry.words.text,
            params[id(entry.words)], entry.subject, entry.subject_id, entry.digest, previous,
        )  # fmt: skip
        previous = digest_of(values)
        rows.append({**dict(zip(_HASHED, values, strict=True)), "hash": previous})
    _APPEND.many(connection, rows)
    _MOVE_HEAD.run(connection, station=by.workstation_id, hash=previous)


def entry_hash(row: dict[str, object]) -> str:
    """SHA-256 of an entry's columns and of the hash before it, as canonical JSON."""
    return digest_of([row[name] for name in _HASHED])


def digest_of(values: Iterable[object]) -> str:
    """SHA-256 of a row's columns, as canonical JSON, 64 hex characters."""
    columns = list(values)
    try:  # half the time of the encoder, where nothing but texts and numbers is in the row
        text = f"[{','.join([_WRITTEN[type(each)](each) for each in columns])}]"
    except KeyError:
        text = _as_json(columns)
    return hashlib.sha256(text.encode()).hexdigest()
