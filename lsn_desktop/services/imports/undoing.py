"""An import taken back: its new rows go, its changes are turned back, unless used since."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.messages import Message, mark, message
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.documents import posting
from lsn_desktop.services.imports.applying import EVENTS, SUBJECTS
from lsn_desktop.services.imports.kinds import KINDS
from lsn_desktop.services.imports.rows import shown
from lsn_desktop.storage import exchange, imported, timeline
from lsn_desktop.storage.audit_chain import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lsn_desktop.storage.exchange import Change, Job
    from lsn_desktop.storage.transactions import Tx

_NAMES = ("sku", "code", "number", "name", "gtin", "text")  # by which a row is told
_TABLES = {
    "document_line": mark("lines of documents"),
    "move": mark("moves"),
    "purchase_order": mark("purchase orders"),
    "purchase_order_line": mark("lines of purchase orders"),
    "sales_order": mark("sales orders"),
    "sales_order_line": mark("lines of sales orders"),
    "bill_of_material": mark("bills of material"),
    "bom_line": mark("lines of bills"),
    "work_order": mark("work orders"),
    "work_order_line": mark("lines of work orders"),
    "lsn": mark("lots or serials"),
    "location": mark("places in it"),
    "item": mark("items"),
    "item_gtin": mark("GTINs"),
    "item_alias": mark("other numbers"),
    "lsn_alias": mark("other codes"),
    "custom_value": mark("values of fields"),
    "attachment": mark("files"),
    "document": mark("documents"),
    "taught_rule": mark("taught rules"),
    "hold": mark("holds"),
    "label_copy": mark("printed labels"),
    "certificate": mark("certificates"),
    "test_specification": mark("tests"),
    "test_result": mark("test results"),
    "supplier_certificate": mark("certificates of suppliers"),
    "certificate_rule": mark("rules for certificates"),
}


def undo(tx: Tx, job_id: int, uid: str) -> int:
    """Take back what a file brought; how many rows that were.

    Opening stock is reversed like any document; the lots it made stay, never received.

    Args:
        tx: one transaction for all of it.
        job_id: the file, as :func:`applying.apply` named it.
        uid: of the reversal, if there is one.

    Raises:
        Refusal: it was undone before, or something it brought was used or changed since.
    """
    job = exchange.job(tx.connection, job_id)
    if job is None or job.kind not in KINDS:
        raise refusal("There is no import {job}.", "Check its number.", job=job_id)
    changes = exchange.changes_of(tx.connection, job_id)
    if any(each.table == "test_result" for each in changes):
        raise refusal(
            "{name} brought test results, which stay.",
            "Enter what is right for those that are wrong: both are kept.",
            name=job.name,
        )
    if not exchange.end(tx, job_id):
        raise refusal("{name} is undone already.", "Nothing more to do.", name=job.name)
    of_stock = [each for each in changes if each.table == "document"]
    for each in of_stock:
        posting.reverse(tx, each.row_id, str(message("Import of {name}", name=job.name)), uid)
    of_rows = [each for each in changes if each.table != "document"]
    if of_stock:
        # Moves stand on the lots, for good; what the file changed in them is turned back.
        of_rows = [each for each in of_rows if not each.is_new]
    _turn_back(tx, job, [each for each in of_rows if not each.is_new])
    _take_out(tx, job, [each for each in of_rows if each.is_new])
    words = message("Undid the import of {name}: {count} rows", name=job.name, count=job.rows)
    tx.entries.append(Entry("undo", words, job.kind, job_id))
    tx.events += [Event(each) for each in sorted({EVENTS[each.table] for each in changes})]
    return job.rows


def _turn_back(tx: Tx, job: Job, changes: Iterable[Change]) -> None:
    """Put back what stood there before, where nobody wrote over what the file wrote."""
    for table, group in _by_table(changes).items():
        now = _now(tx, table, group)
        for each in group:
            _must_be_as_left(job, each, now)
        back = [
            (
                each.row_id,
                imported.as_kept(table, {name: was for name, (was, _) in each.columns.items()}),
            )
            for each in group
        ]
        imported.change(tx, table, back)
        for each in group:
            said = "; ".join(
                name.removesuffix("_id").replace("_", " ")
                + ("" if name.endswith("_id") else f": {shown(new)} > {shown(was)}")
                for name, (was, new) in each.columns.items()
            )
            words = message("Import undone: {changes}", changes=said)
            _tell(tx, each, now, words, "undo")


def _take_out(tx: Tx, job: Job, changes: Iterable[Change]) -> None:
    """Remove new rows, the last stored first, if nothing stands on them."""
    for table, group in reversed(_by_table(changes).items()):
        now = _now(tx, table, group)
        for each in group:
            _must_be_as_left(job, each, now)
        for part in _waves(table, group):
            if use := imported.used(tx.connection, table, part):
                raise refusal(
                    "{name} cannot be undone: {what} was used since: it has {uses}.",
                    "Take those back first, or leave the import as it is.",
                    name=job.name,
                    what=_name(now[use.row_id]),
                    uses=_TABLES.get(use.by, use.by.replace("_", " ")),
                )
            imported.remove(tx, table, part)
        for each in group:
            gone = message("Import undone: {name} is gone", name=_name(now[each.row_id]))
            _tell(tx, each, now, gone, timeline.GONE)


def _waves(table: str, group: list[Change]) -> list[list[int]]:
    """Row numbers to remove, those that others of them stand on last."""
    own = {"lsn": "lot_id", "location": "parent_id"}.get(table)
    if own is None:
        return [[each.row_id for each in group]]
    above = {each.row_id: each.columns.get(own, (None, None))[1] for each in group}
    waves: list[list[int]] = []
    while above:
        carrying = set(above.values())
        free = [row_id for row_id in above if row_id not in carrying]
        waves.append(free)
        for row_id in free:
            del above[row_id]
    return waves


def _must_be_as_left(job: Job, each: Change, now: dict[int, dict[str, Any]]) -> None:
    row = now.get(each.row_id)
    written = imported.as_kept(each.table, {k: new for k, (_, new) in each.columns.items()})
    if each.is_new:
        written = {**imported.unsaid(each.table), **written}
    changed = row is None or any(row[name] != value for name, value in written.items())
    if changed:
        raise refusal(
            "{name} cannot be undone: {what} was changed since.",
            "Change it by hand, or leave the import as it is.",
            name=job.name,
            what=_name(row) if row else each.table.replace("_", " "),
        )


def _now(tx: Tx, table: str, group: list[Change]) -> dict[int, dict[str, Any]]:
    found = imported.rows(tx.connection, table, "id", [each.row_id for each in group])
    return {row["id"]: row for row in found}


def _by_table(changes: Iterable[Change]) -> dict[str, list[Change]]:
    groups: dict[str, list[Change]] = defaultdict(list)
    for each in changes:
        groups[each.table].append(each)
    return groups


def _name(row: dict[str, Any]) -> str:
    return next((str(row[name]) for name in _NAMES if row.get(name)), str(row["id"]))


def _tell(
    tx: Tx, each: Change, now: dict[int, dict[str, Any]], words: Message, action: str
) -> None:
    """Audit it at the record it belongs to; ``action`` is what became of the row itself."""
    row = now[each.row_id]
    for column, subject in (
        ("bom_id", "bill"), ("work_order_id", "work order"), ("item_id", "item"),
        ("lsn_id", "lsn"), ("purchase_order_id", "order"), ("sales_order_id", "sales order"),
    ):  # fmt: skip
        if each.table != "lsn" and row.get(column):
            tx.entries.append(Entry("undo", words, subject, row[column]))
            return
    subject = SUBJECTS.get(each.table, each.table)
    tx.entries.append(Entry(action, words, subject, each.row_id))
