"""Many rows at once: what a receipt's table asks and writes, a thousand rows a statement.

The single ways stand in ``lsns``, ``journal`` and ``documents``; the rows and digests are the
same. A test receives the same goods both ways and compares.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, insert, select, update

from lsn_desktop.domain.identifiers import code_key
from lsn_desktop.storage import expiries
from lsn_desktop.storage.documents import line_digest
from lsn_desktop.storage.lsns import COLUMNS, FORMER, STANDS_ASIDE, Lsn, as_lsn
from lsn_desktop.storage.parts import among
from lsn_desktop.storage.prepared import Prepared
from lsn_desktop.storage.tables.catalogue import item, location
from lsn_desktop.storage.tables.documents import document, document_line, scan, scan_outcome
from lsn_desktop.storage.tables.identity import lsn, lsn_alias
from lsn_desktop.storage.tables.ledger import balance
from lsn_desktop.storage.tables.trust import workstation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from lsn_desktop.domain.items import LsnKind
    from lsn_desktop.domain.messages import Message
    from lsn_desktop.storage.documents import NewLine
    from lsn_desktop.storage.transactions import Tx


def lsns_by_code(
    connection: Connection, identity: tuple[int, LsnKind, str], codes: Iterable[str]
) -> dict[str, Lsn]:
    """The LSNs of an item, kind and scope that have or had one of these codes, by code."""
    item_id, kind, scope = identity
    question = select(*COLUMNS).where(
        lsn.c.item_id == item_id, lsn.c.kind == kind.value, lsn.c.scope == scope, ~STANDS_ASIDE
    )
    codes = list(codes)
    own = question.where(among(connection, lsn.c.code, codes))
    found = {row[4]: as_lsn(row) for row in connection.execute(own)}
    renamed = (
        question.add_columns(lsn_alias.c.code)
        .join(lsn_alias, lsn_alias.c.lsn_id == lsn.c.id)
        .where(lsn_alias.c.kind == FORMER)
        .order_by(lsn.c.id)
    )
    others = [code for code in codes if code not in found]
    for row in connection.execute(renamed.where(among(connection, lsn_alias.c.code, others))):
        found.setdefault(row[-1], as_lsn(row[: len(COLUMNS)]))
    return found


def standing(connection: Connection, lsn_ids: Sequence[int]) -> dict[int, str]:
    """A place each of these LSNs stands in, of those that stand anywhere."""
    question = (
        select(balance.c.lsn_id, func.min(location.c.code))
        .join(location, location.c.id == balance.c.location_id)
        .where(balance.c.on_hand > 0, among(connection, balance.c.lsn_id, lsn_ids))
        .group_by(balance.c.lsn_id)
    )
    return {row[0]: row[1] for row in connection.execute(question)}


def to_hold(connection: Connection, lsn_ids: Sequence[int]) -> list[int]:
    """Those of some LSNs which their item's policy stops on receipt, and nobody did yet."""
    question = (
        select(lsn.c.id)
        .join(item, item.c.id == lsn.c.item_id)
        .where(
            item.c.hold_on_receipt,
            lsn.c.held_whole.is_(False),
            among(connection, lsn.c.id, lsn_ids),
        )
        .order_by(lsn.c.id)
    )
    return list(connection.scalars(question))


def on_drafts(connection: Connection, lsn_ids: Sequence[int]) -> dict[int, str]:
    """The number of an open document each of these LSNs is on, of those that are on one."""
    question = (
        select(document_line.c.lsn_id, func.min(document.c.number))
        .join(document, document.c.id == document_line.c.document_id)
        .where(
            document_line.c.voided.is_(False),
            document.c.status == "draft",
            among(connection, document_line.c.lsn_id, lsn_ids),
        )
        .group_by(document_line.c.lsn_id)
    )
    return {row[0]: row[1] for row in connection.execute(question)}


_ADD_LSN = Prepared(insert(lsn))
_LAST_LSN = Prepared(select(func.coalesce(func.max(lsn.c.id), 0)))
_LSNS_AFTER = Prepared(select(lsn.c.uid, lsn.c.id).where(lsn.c.id > bindparam("last")))


def add_lsns(tx: Tx, new: Sequence[Lsn]) -> list[Lsn]:
    """Store new LSNs and give them back with their numbers, in order."""
    if not new:
        return []
    uids = [tx.uid() for _ in new]
    days = expiries.of_new(tx, [(each.expiry, each.lot_id) for each in new])
    last = _LAST_LSN.one(tx.connection)[0]
    _ADD_LSN.many(
        tx.connection,
        [
            {
                "uid": uid,
                "item_id": each.item_id,
                "kind": each.kind.value,
                "scope": each.scope,
                "code": each.code,
                "code_key": code_key(each.code),
                "lot_id": each.lot_id,
                "expiry": each.expiry,
                "production": each.production,
                "vendor_id": each.vendor_id,
                "created_at": tx.by.at,
                "expires": expires,
            }
            for uid, each, expires in zip(uids, new, days, strict=True)
        ],
    )
    # Rows are numbered upwards, so ours are among those after the last one seen before.
    ids = dict(_LSNS_AFTER.all(tx.connection, last=last))
    return [each._replace(id=ids[uid]) for uid, each in zip(uids, new, strict=True)]


_TAKE_SEQS = Prepared(
    update(workstation)
    .where(workstation.c.id == bindparam("station"))
    .values(scan_seq=workstation.c.scan_seq + bindparam("count"))
    .returning(workstation.c.scan_seq)
)
_ADD_SCAN = Prepared(insert(scan))
_SCANS_AFTER = Prepared(
    select(scan.c.id)
    .where(scan.c.workstation_id == bindparam("station"), scan.c.seq > bindparam("seq"))
    .order_by(scan.c.seq)
)


def add_scans(
    tx: Tx, document_id: int, device: str, read_as: str, texts: Sequence[str]
) -> tuple[list[int], int]:
    """Keep rows of a file in the scan journal; their numbers, and the sequence before them."""
    station = tx.by.workstation_id
    last = int(_TAKE_SEQS.one(tx.connection, station=station, count=len(texts))[0])
    before = last - len(texts)
    _ADD_SCAN.many(
        tx.connection,
        [
            {
                "uid": tx.uid(),
                "workstation_id": station,
                "seq": seq,
                "told_mark": before,
                "at": tx.by.at,
                "user_id": tx.by.user_id,
                "device": device,
                "bytes": text.encode(),
                "symbology": "",
                "read_as": read_as,
                "document_id": document_id,
            }
            for seq, text in enumerate(texts, before + 1)
        ],
    )
    found = _SCANS_AFTER.all(tx.connection, station=station, seq=before)
    return [int(row[0]) for row in found], before


_TAKE_NUMBERS = Prepared(
    update(document)
    .where(document.c.id == bindparam("document_id"), document.c.status == "draft")
    .values(lines=document.c.lines + bindparam("count"))
    .returning(document.c.lines)
)
_ADD_LINE = Prepared(insert(document_line))
_LINES_AFTER = Prepared(
    select(document_line.c.id)
    .where(
        document_line.c.document_id == bindparam("document_id"),
        document_line.c.number > bindparam("number"),
    )
    .order_by(document_line.c.number)
)


def add_lines(
    tx: Tx, document_id: int, lines: Sequence[NewLine]
) -> tuple[list[int], list[str]]:
    """Add lines to a draft that is kept: their numbers and digests, in order."""
    taken = _TAKE_NUMBERS.one(tx.connection, document_id=document_id, count=len(lines))
    before = int(taken[0]) - len(lines)
    digests = [
        line_digest(document_id, number, line) for number, line in enumerate(lines, before + 1)
    ]
    _ADD_LINE.many(
        tx.connection,
        [
            {
                "uid": line.uid,
                "document_id": document_id,
                "number": number,
                "item_id": line.item_id,
                "lsn_id": line.lsn_id,
                "from_location_id": line.from_location_id,
                "to_location_id": line.to_location_id,
                "quantity": line.quantity,
                "purchase_order_line_id": line.purchase_order_line_id,
                "scan_id": line.scan_id,
                "sales_order_line_id": line.sales_order_line_id,
                "handling_unit_id": line.handling_unit_id,
                "from_unit_id": line.from_unit_id,
                "to_unit_id": line.to_unit_id,
                "claims": line.claims,
                "digest": digest,
            }
            for number, (line, digest) in enumerate(
                zip(lines, digests, strict=True), before + 1
            )
        ],
    )
    found = _LINES_AFTER.all(tx.connection, document_id=document_id, number=before)
    return [int(row[0]) for row in found], digests


_ADD_OUTCOME = Prepared(insert(scan_outcome))


def add_outcomes(tx: Tx, rows: Sequence[tuple[int, str, Message, int]]) -> None:
    """Keep what rows of a file came to: scan, outcome, words, line."""
    params = {id(words): words for _, _, words, _ in rows}
    written = {key: words.params_json() for key, words in params.items()}
    _ADD_OUTCOME.many(
        tx.connection,
        [
            {
                "scan_id": scan_id,
                "at": tx.by.at,
                "outcome": outcome,
                "words": words.text,
                "params": written[id(words)],
                "line_id": line_id,
            }
            for scan_id, outcome, words, line_id in rows
        ],
    )
