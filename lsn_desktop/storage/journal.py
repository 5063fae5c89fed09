"""The scan journal: exactly what came, and what became of it. Only ever added to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Text, bindparam, cast, func, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from lsn_desktop.domain.filters import OneOf
from lsn_desktop.domain.messages import Message
from lsn_desktop.storage import kept_filters
from lsn_desktop.storage.prepared import Prepared
from lsn_desktop.storage.tables.documents import document, scan, scan_outcome
from lsn_desktop.storage.tables.trust import workstation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Connection

    from lsn_desktop.domain.filters import Filter
    from lsn_desktop.storage.transactions import Tx

_NEXT_SEQ = Prepared(
    update(workstation)
    .where(workstation.c.id == bindparam("station"))
    .values(scan_seq=workstation.c.scan_seq + 1)
    .returning(workstation.c.scan_seq)
)


def _add_scan_for(dialect: str) -> Prepared:
    make = sqlite.insert if dialect == "sqlite" else postgresql.insert
    new = make(scan).on_conflict_do_nothing(index_elements=[scan.c.uid])
    return Prepared(new.returning(scan.c.id))


_ADD_SCAN = {dialect: _add_scan_for(dialect) for dialect in ("sqlite", "postgresql")}
_ADD_OUTCOME = Prepared(insert(scan_outcome))


def add_scan(  # noqa: PLR0913 - a record has its columns
    tx: Tx,
    *,
    uid: str,
    told_mark: int,
    device: str,
    data: bytes,
    symbology: str | None,
    read_as: str,
    document_id: int | None,
) -> tuple[int, int] | None:
    """Keep a scan as it came: its number and its place in the station's sequence.

    None if its uid was recorded before: it arrived twice.
    """
    seq = int(_NEXT_SEQ.one(tx.connection, station=tx.by.workstation_id)[0])
    row = _ADD_SCAN[tx.connection.dialect.name].first(
        tx.connection,
        uid=uid,
        workstation_id=tx.by.workstation_id,
        seq=seq,
        told_mark=told_mark,
        at=tx.by.at,
        user_id=tx.by.user_id,
        device=device,
        bytes=data,
        symbology=symbology or "",
        read_as=read_as,
        document_id=document_id,
    )
    return None if row is None else (int(row[0]), seq)


def add_outcome(
    tx: Tx,
    scan_id: int,
    outcome: str,
    words: Message,
    *,
    remedy: Message | None = None,
    line_id: int | None = None,
) -> None:
    """Keep what a scan came to; a later one (undone) is added, never changed."""
    params = {**(remedy.params if remedy else {}), **words.params}
    _ADD_OUTCOME.run(
        tx.connection,
        scan_id=scan_id,
        at=tx.by.at,
        outcome=outcome,
        words=words.text,
        remedy=remedy.text if remedy else "",
        params=Message("", params).params_json(),
        line_id=line_id,
    )


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One scan with the last thing that became of it."""

    scan_id: int
    seq: int
    at: int
    device: str
    data: bytes
    symbology: str
    read_as: str
    document_id: int | None
    outcome: str
    words: Message
    remedy: Message
    line_id: int | None


_COLUMNS = (
    scan.c.id,
    scan.c.seq,
    scan.c.at,
    scan.c.device,
    scan.c.bytes,
    scan.c.symbology,
    scan.c.read_as,
    scan.c.document_id,
    scan_outcome.c.outcome,
    scan_outcome.c.words,
    scan_outcome.c.remedy,
    scan_outcome.c.params,
    scan_outcome.c.line_id,
)
_LAST = (
    select(func.max(scan_outcome.c.id))
    .where(scan_outcome.c.scan_id == scan.c.id)
    .correlate(scan)
    .scalar_subquery()
)
_ROWS = select(*_COLUMNS).join(scan_outcome, scan_outcome.c.id == _LAST)


def _as_row(row: Any) -> JournalRow:
    params = row[11]
    words, remedy = Message.stored(row[9], params), Message.stored(row[10], params)
    values: Any = (*row[:9], words, remedy, row[12])
    return JournalRow(*values)


def of_document(connection: Connection, document_id: int, limit: int = 200) -> list[JournalRow]:
    """The newest scans of a document, newest first."""
    question = _ROWS.where(scan.c.document_id == document_id)
    rows = connection.execute(question.order_by(scan.c.id.desc()).limit(limit))
    return [_as_row(row) for row in rows]


OUTCOMES = {
    "ok": {"ok"},
    "heard": {"heard"},
    "attention": {"attention", "unfinished"},
    "refused": {"refused", "failed", "incomplete"},
    "question": {"question"},
    "undone": {"undone"},
}
"""What a list of scans can be narrowed to, and which outcomes each means."""


def newest(
    connection: Connection,
    limit: int = 200,
    before: int | None = None,
    needle: str = "",
    only: Sequence[Filter] = (),
    time_zone: str = "UTC",
) -> list[JournalRow]:
    """The newest scans of every station, newest first, page by page.

    Each word of ``needle`` stands in what was scanned, how it was read, the device, or what
    became of it. ``only`` knows ``at`` (days at the site), ``device``, ``scanned``, and
    ``outcome``, one of :data:`OUTCOMES`.
    """
    question = _ROWS if before is None else _ROWS.where(scan.c.id < before)
    question = question.where(*_conditions(connection.dialect.name, only, time_zone))
    for word in needle.split():
        question = question.where(_has(connection.dialect.name, word))
    rows = connection.execute(question.order_by(scan.c.id.desc()).limit(limit))
    return [_as_row(row) for row in rows]


def _conditions(dialect: str, only: Sequence[Filter], time_zone: str) -> list[Any]:
    columns = {
        "at": scan.c.at,
        "device": scan.c.device,
        "scanned": _text(dialect),
        "outcome": scan_outcome.c.outcome,
    }
    meant = [
        replace(each, names=frozenset().union(*(OUTCOMES[name] for name in each.names)))
        if isinstance(each, OneOf)
        else each
        for each in only
    ]
    return kept_filters.conditions(columns, meant, time_zone)


def _text(dialect: str) -> ColumnElement[str]:
    # PostgreSQL's "escape" leaves all of ASCII but the reverse solidus as it is.
    if dialect == "sqlite":
        return cast(scan.c.bytes, Text)
    return func.encode(scan.c.bytes, "escape", type_=Text)


def _has(dialect: str, word: str) -> ColumnElement[bool]:
    places = (
        scan.c.device,
        scan.c.read_as,
        _text(dialect),
        scan_outcome.c.outcome,
        scan_outcome.c.words,
        scan_outcome.c.params,
    )
    return or_(*(place.icontains(word, autoescape=True) for place in places))


def on_drafts_beyond(connection: Connection, workstation_id: int, seq: int) -> list[JournalRow]:
    """Scans of open documents that a station recorded but perhaps never told, oldest first."""
    # From the open documents, which are few: where the mark was lost, every scan that the
    # station ever took is beyond it. The sum keeps the engine from the index by sequence.
    question = _ROWS.join(document, document.c.id == scan.c.document_id).where(
        document.c.status == "draft",
        scan.c.workstation_id + 0 == workstation_id,
        scan.c.seq > seq,
    )
    return [_as_row(row) for row in connection.execute(question.order_by(scan.c.seq))]


def scan_of_line(connection: Connection, line_id: int) -> int | None:
    """The scan that made a draft line."""
    return connection.scalar(
        select(scan_outcome.c.scan_id)
        .where(scan_outcome.c.line_id == line_id)
        .order_by(scan_outcome.c.id)
        .limit(1)
    )


def told_of_several(connection: Connection, scan_id: int) -> Message | None:
    """What was said last of a scan that brought several lines; None where it did not."""
    row = connection.execute(
        select(scan_outcome.c.words, scan_outcome.c.params)
        .where(
            scan_outcome.c.scan_id == scan_id,
            scan_outcome.c.line_id.is_(None),
            scan_outcome.c.outcome.in_(("ok", "attention")),
        )
        .order_by(scan_outcome.c.id.desc())
        .limit(1)
    ).first()
    return None if row is None else Message.stored(row[0], row[1])


def document_of(connection: Connection, scan_id: int) -> int:
    """The document a scan was of; 0 if of none."""
    return connection.scalar(select(scan.c.document_id).where(scan.c.id == scan_id)) or 0


def by_uid(connection: Connection, uid: str) -> int | None:
    """The scan that already carries this uid: it arrived twice."""
    return connection.scalar(select(scan.c.id).where(scan.c.uid == uid))
