"""Proving the file: every invariant that can be recomputed, row by row.

Each check yields what it finds as data: the table, the row, and words that name it. An empty
answer is the proof. Runs on a reading connection and changes nothing.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from lsn_desktop.domain.messages import Message, message
from lsn_desktop.storage import (
    audit_chain,
    claims,
    cost_flaws,
    documents,
    expiries,
    handling_units,
    ledger,
    making_flaws,
    totals,
    triggers,
)
from lsn_desktop.storage.audit_chain import digest_of
from lsn_desktop.storage.tables.catalogue import location, purchase_order_line
from lsn_desktop.storage.tables.documents import document, document_line
from lsn_desktop.storage.tables.identity import blob, lsn
from lsn_desktop.storage.tables.ledger import balance, hold, move
from lsn_desktop.storage.tables.trust import audit_entry, workstation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it must be."""

    table: str
    row: int
    words: Message


def verify(connection: Connection) -> Iterator[Finding]:
    """Everything that is wrong, check by check; nothing at all when the file is sound."""
    for check in CHECKS:
        yield from check(connection)


def file_is_whole(connection: Connection) -> Iterator[Finding]:
    """The engine's own opinion of its pages and references."""
    if connection.dialect.name != "sqlite":
        return
    for (said,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if said != "ok":
            yield Finding("file", 0, message("The file is damaged: {said}", said=said))
    for table, row, parent, _key in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        words = message("{table} {row} refers to a {parent} that is not there", table=table,
                        row=row, parent=parent)  # fmt: skip
        yield Finding(table, row or 0, words)


def triggers_stand(connection: Connection) -> Iterator[Finding]:
    """Every rule the database must enforce is in it."""
    question = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.dialect.name == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    there = {name for (name,) in connection.exec_driver_sql(question)}
    for trigger in triggers.ALL:
        if trigger.name not in there:
            words = message("The rule {name} is missing", name=trigger.name)
            yield Finding(trigger.table, 0, words)


def moves_are_themselves(connection: Connection) -> Iterator[Finding]:
    """Each move still has the digest of its own columns."""
    for row in connection.execute(select(move).order_by(move.c.id)).mappings():
        if ledger.move_digest(dict(row)) != row["digest"]:
            yield Finding("move", row["id"], message("Move {id} was changed", id=row["id"]))


def lines_are_themselves(connection: Connection) -> Iterator[Finding]:
    """Each document line still has the digest of its own columns."""
    columns = document_line.c
    for row in connection.execute(select(document_line).order_by(columns.id)).mappings():
        line = documents.NewLine(
            row["uid"], row["item_id"], row["lsn_id"], row["from_location_id"],
            row["to_location_id"], row["quantity"], row["handling_unit_id"],
            row["purchase_order_line_id"], row["weight_g"], None, row["sales_order_line_id"],
            row["from_unit_id"], row["to_unit_id"], row["claims"],
        )  # fmt: skip
        if documents.line_digest(row["document_id"], row["number"], line) != row["digest"]:
            words = message("Document line {id} was changed", id=row["id"])
            yield Finding("document_line", row["id"], words)


def chains_hold(connection: Connection) -> Iterator[Finding]:
    """Each audit chain runs without a gap from its first entry to the workstation's head."""
    heads: dict[int, tuple[int, str]] = defaultdict(lambda: (0, ""))
    rows = connection.execute(
        select(audit_entry).order_by(audit_entry.c.workstation_id, audit_entry.c.number)
    )
    for row in rows.mappings():
        number, previous = heads[row["workstation_id"]]
        if row["number"] != number + 1 or row["previous_hash"] != previous:
            words = message("The audit trail breaks before entry {n}", n=row["number"])
            yield Finding("audit_entry", row["id"], words)
        if audit_chain.entry_hash(dict(row)) != row["hash"]:
            words = message("Audit entry {n} was changed", n=row["number"])
            yield Finding("audit_entry", row["id"], words)
        heads[row["workstation_id"]] = (row["number"], row["hash"])
    for row in connection.execute(select(workstation)).mappings():
        if heads[row["id"]] != (row["audit_number"], row["audit_hash"]):
            words = message("The end of the audit trail of {name} is missing", name=row["name"])
            yield Finding("workstation", row["id"], words)


def postings_hold(connection: Connection) -> Iterator[Finding]:
    """Each posting in the audit has its document, whose rows have the digest it holds."""
    digests: dict[int, list[str]] = defaultdict(list)
    lines = (
        select(document_line.c.document_id, document_line.c.digest)
        .where(document_line.c.voided.is_(False))
        .order_by(document_line.c.document_id, document_line.c.number)
    )
    moved = (
        select(document_line.c.document_id, move.c.digest)
        .join(document_line, document_line.c.id == move.c.document_line_id)
        .order_by(document_line.c.document_id, move.c.id)
    )
    for question in (lines, moved):
        for document_id, digest in connection.execute(question):
            digests[document_id].append(digest)
    said = dict(
        connection.execute(
            select(audit_entry.c.subject_id, audit_entry.c.digest).where(
                audit_entry.c.action == "post", audit_entry.c.subject == "document"
            )
        ).all()
    )
    posted = select(document.c.id, document.c.number).where(document.c.status == "posted")
    for document_id, number in connection.execute(posted.order_by(document.c.id)):
        if said.pop(document_id, None) != digest_of(digests[document_id]):
            words = message("{number} is not what was posted", number=number)
            yield Finding("document", document_id, words)
    for gone in sorted(said):
        words = message("Document {id} was posted and is not there any more", id=gone)
        yield Finding("document", gone, words)


def balances_are_sums(connection: Connection) -> Iterator[Finding]:
    """Every balance is the sum of its moves, and no balance is missing."""
    kept = {place: n[0] for place, n in ledger.balances(connection).items()}
    summed = ledger.balances_from_moves(connection)
    for where in sorted(kept.keys() | summed.keys()):
        lsn_id, location_id, unit_id = where
        have, should = kept.get(where, 0), summed.get(where, 0)
        if have != should:
            at = {"lsn": lsn_id, "place": location_id, "have": have, "should": should}
            words = message(
                "Balance of LSN {lsn} at place {place} is {have}, its moves say {should}", **at
            )
            if unit_id:
                words = message(
                    "Balance of LSN {lsn} at place {place} in unit {unit} is {have},"
                    " its moves say {should}",
                    **at, unit=unit_id,
                )  # fmt: skip
            yield Finding("balance", lsn_id, words)


def totals_are_sums(connection: Connection) -> Iterator[Finding]:
    """Every item's total is the sum of its balances."""
    for item_id, have, should in totals.astray(connection):
        words = message("Total of item {item} is {have}, its balances say {should}",
                        item=item_id, have=have, should=should)  # fmt: skip
        yield Finding("item_total", item_id, words)


def expiries_are_kept(connection: Connection) -> Iterator[Finding]:
    """Every LSN is listed under the day that counts: its own expiry or its lot's."""
    for lsn_id, have, should in expiries.astray(connection):
        words = message("LSN {lsn} is listed as good until {have}, its expiry says {should}",
                        lsn=lsn_id, have=have, should=should)  # fmt: skip
        yield Finding("lsn", lsn_id, words)


def holds_are_followed(connection: Connection) -> Iterator[Finding]:
    """Every balance holds back what the open holds say."""
    whole: set[int] = set()
    partial: dict[tuple[int, int], int] = defaultdict(int)
    open_holds = select(hold.c.lsn_id, hold.c.location_id, hold.c.quantity)
    for lsn_id, place, quantity in connection.execute(
        open_holds.where(hold.c.released_at.is_(None))
    ):
        if quantity is None:
            whole.add(lsn_id)
        else:
            partial[lsn_id, place] += quantity
    free: dict[tuple[int, int], int] = defaultdict(int)
    stopped: dict[tuple[int, int], int] = defaultdict(int)
    for (lsn_id, place, _unit), (on_hand, held, claimed) in ledger.balances(connection).items():
        free[lsn_id, place] += on_hand - claimed
        stopped[lsn_id, place] += held
    for (lsn_id, place), held in stopped.items():
        most = free[lsn_id, place]
        should = most if lsn_id in whole else min(partial[lsn_id, place], most)
        if held != should:
            words = message("LSN {lsn} holds {have}, its holds say {should}", lsn=lsn_id,
                            have=held, should=should)  # fmt: skip
            yield Finding("balance", lsn_id, words)
    flagged = set(connection.scalars(select(lsn.c.id).where(lsn.c.held_whole)))
    for lsn_id in sorted(flagged ^ whole):
        words = message("LSN {lsn} is marked held and is not, or the reverse", lsn=lsn_id)
        yield Finding("lsn", lsn_id, words)


def claims_are_of_drafts(connection: Connection) -> Iterator[Finding]:
    """What is promised of every balance is what the lines of open drafts claim."""
    for lsn_id, place, _unit, have, should in claims.astray(connection):
        words = message(
            "Of LSN {lsn} at place {place} {have} is claimed, the open drafts say {should}",
            lsn=lsn_id, place=place, have=have, should=should,
        )  # fmt: skip
        yield Finding("balance", lsn_id, words)


def units_stand_together(connection: Connection) -> Iterator[Finding]:
    """All that is in a pallet or case stands where it does, and no case is on two pallets."""
    for unit_id, sscc in handling_units.astray(connection):
        words = message("What is in unit {sscc} does not stand where it does", sscc=sscc)
        yield Finding("handling_unit", unit_id, words)


def serials_are_in_one_place(connection: Connection) -> Iterator[Finding]:
    """No serial stands in two places, and every serial's balance says it is one."""
    rows = connection.execute(
        select(balance.c.lsn_id, func.count(), func.max(balance.c.on_hand))
        .join(lsn, lsn.c.id == balance.c.lsn_id)
        .where(lsn.c.kind == "serial", balance.c.on_hand > 0)
        .group_by(balance.c.lsn_id)
    )
    for lsn_id, places, most in rows:
        if places > 1 or most > 1:
            words = message("Serial {lsn} is in {places} places", lsn=lsn_id, places=places)
            yield Finding("balance", lsn_id, words)


def orders_are_sums(connection: Connection) -> Iterator[Finding]:
    """What an order line says came is what was posted for it."""
    came: dict[int, int] = defaultdict(int)
    rows = connection.execute(
        select(document_line.c.purchase_order_line_id, location.c.is_real, move.c.quantity)
        .join(document_line, document_line.c.id == move.c.document_line_id)
        .join(location, location.c.id == move.c.to_location_id)
        .where(document_line.c.purchase_order_line_id.is_not(None))
    )
    for line_id, arrived, quantity in rows:
        came[line_id] += quantity if arrived else -quantity
    for line_id, received in connection.execute(
        select(purchase_order_line.c.id, purchase_order_line.c.received)
    ):
        if received != came[line_id]:
            words = message("Order line {id} says {have} came, moves say {should}", id=line_id,
                            have=received, should=came[line_id])  # fmt: skip
            yield Finding("purchase_order_line", line_id, words)


def costs_add_up(connection: Connection) -> Iterator[Finding]:
    """Every charge is the sum of its layers, and none is lost or made on the way."""
    for flaw in cost_flaws.found(connection):
        yield Finding(*flaw)


def builds_add_up(connection: Connection) -> Iterator[Finding]:
    """What went into what is what was consumed, and orders count what was built."""
    for flaw in making_flaws.found(connection):
        yield Finding(*flaw)


def blobs_are_themselves(connection: Connection) -> Iterator[Finding]:
    """Every kept file still has its hash."""
    for row_id, sha256 in connection.execute(select(blob.c.id, blob.c.sha256)):
        data: Any = connection.scalar(select(blob.c.bytes).where(blob.c.id == row_id))
        if hashlib.sha256(bytes(data)).hexdigest() != sha256:
            yield Finding("blob", row_id, message("File {id} was changed", id=row_id))


CHECKS: tuple[Callable[[Connection], Iterator[Finding]], ...] = (
    file_is_whole,
    triggers_stand,
    moves_are_themselves,
    lines_are_themselves,
    chains_hold,
    postings_hold,
    balances_are_sums,
    totals_are_sums,
    expiries_are_kept,
    holds_are_followed,
    claims_are_of_drafts,
    units_stand_together,
    serials_are_in_one_place,
    orders_are_sums,
    costs_add_up,
    builds_add_up,
    blobs_are_themselves,
)
