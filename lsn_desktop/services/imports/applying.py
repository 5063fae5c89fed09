"""A file taken in: first looked over row by row, then written, all of it or its good rows."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lsn_desktop.domain.events import Event
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.services.imports import mapping, stock
from lsn_desktop.services.imports.fields import CUSTOM
from lsn_desktop.services.imports.rows import Context, Row, Status, Write
from lsn_desktop.sheets.grid import silent
from lsn_desktop.storage import exchange, imported, orders, sales_orders
from lsn_desktop.storage.audit_chain import Entry
from lsn_desktop.storage.exchange import Change
from lsn_desktop.storage.parts import in_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from lsn_desktop.services.imports.fields import Kind
    from lsn_desktop.services.imports.mapping import Mapped
    from lsn_desktop.sheets.grid import Grid, Line, Progress
    from lsn_desktop.storage.transactions import Connection, Tx

EVENTS = {
    "item": "item", "item_gtin": "item", "item_alias": "item", "item_family": "item",
    "custom_field": "item", "party": "party", "location": "location", "lsn": "lsn",
    "lsn_alias": "lsn", "custom_value": "lsn", "purchase_order": "order",
    "purchase_order_line": "order", "document": "stock", "sales_order": "sales order",
    "sales_order_line": "sales order", "bill_of_material": "bill", "bom_line": "bill",
    "work_order": "work order", "work_order_line": "work order",
    "test_specification": "item", "test_result": "lsn",
}  # fmt: skip
SUBJECTS = {  # as the audit names them
    "purchase_order": "order", "sales_order": "sales order", "item_family": "family",
    "bill_of_material": "bill", "work_order": "work order",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it is to be taken in; ``called`` is the name its source is given, if any."""

    kind: Kind
    name: str
    sha256: str
    grid: Grid
    mapped: Mapped
    called: str = ""


def source(kind: Kind, name: str, data: bytes, grid: Grid, mapped: Mapped) -> Source:
    """A file with what its columns are; its bytes are what it is known by."""
    return Source(kind, name, hashlib.sha256(data).hexdigest(), grid, mapped)


@dataclass(frozen=True, slots=True)
class Report:
    """What became of each row, or would become of it."""

    rows: Sequence[Row]
    counts: Counter[Status] = field(default_factory=Counter)
    moment: int = 0  # of the database it was looked over in

    @property
    def wrong(self) -> list[Row]:
        """The rows that cannot be taken."""
        return [row for row in self.rows if row.status is Status.WRONG]


class Unfit(Refusal):
    """Rows of a file cannot be taken, so nothing was; ``report`` says of each why."""

    def __init__(self, name: str, report: Report) -> None:
        first = report.wrong[0]
        super().__init__(
            message(
                "{wrong} of {total} rows of {name} cannot be taken; nothing was imported."
                " Line {line}: {words}",
                wrong=len(report.wrong),
                total=len(report.rows),
                name=name,
                line=first.line,
                words=first.words,
            ),
            message("Mend these rows in the file, or take in the good rows alone."),
        )
        self.report = report


def dry_run(connection: Connection, of: Source, on: date, tell: Progress = silent) -> Report:
    """Say of each row what it would do; nothing is written.

    Raises:
        Refusal: this very file was taken in before, or its columns are not enough.
    """
    mapping.must_be_enough(of.kind, of.mapped)
    _must_be_new(connection, of)
    rows = [_row(of, line) for line in of.grid.lines]
    of.kind.check(Context(connection, on, of.grid.decimal_comma, tell), rows)
    for row in rows:
        is_new = row.stock is not None or any(
            write.id is None and write.table in of.kind.tables for write in row.writes
        )
        if row.status is not Status.WRONG and is_new:
            row.status = Status.NEW
    return Report(rows, Counter(row.status for row in rows), exchange.moment(connection))


def apply(
    tx: Tx,
    of: Source,
    *,
    only_good: bool = False,
    looked: Report | None = None,
    tell: Progress = silent,
) -> tuple[int, Report]:
    """Take a file in; its job, by which it can be undone, and what became of each row.

    Args:
        tx: one transaction for all of it.
        of: the file.
        only_good: leave the wrong rows out; otherwise one wrong row stops all of it.
        looked: what looking it over gave; it is done again if anything was changed since.
        tell: how far it is.

    Raises:
        Unfit: some rows are wrong, and only good ones were not asked for; or all are.
        Refusal: the file was taken in before, or its columns are not enough.
    """
    report = looked
    if report is None or report.moment != exchange.moment(tx.connection):
        report = dry_run(tx.connection, of, tx.by.on, tell)
    wrong = report.counts[Status.WRONG]
    if wrong and (not only_good or wrong == len(report.rows)):
        raise Unfit(of.name, report)
    taken = len(report.rows) - wrong
    job_id = exchange.keep(tx, of.kind.name, of.name, of.sha256, taken)
    if job_id is None:
        raise _taken_before(of)
    words = message("Imported {name}: {count} rows", name=of.name, count=taken)
    tx.entries.append(Entry("import", words, of.kind.name, job_id))
    writes = list(dict.fromkeys(write for row in report.rows for write in row.writes))
    changes = _written(tx, writes, tell)
    brought = [row.stock for row in report.rows if row.stock is not None]
    if brought and of.kind.enter is not None:
        changes += of.kind.enter(tx, brought)
    elif brought:
        document_id = stock.bring_in(tx, brought)
        changes.append(Change("document", document_id, is_new=True, columns={}))
    _settle(tx, writes)
    exchange.keep_changes(tx, job_id, changes)
    mapping.remember(tx, of.kind, of.grid.headings, of.mapped, of.called)
    tx.events += [Event(each) for each in sorted({EVENTS[each.table] for each in changes})]
    return job_id, report


def _must_be_new(connection: Connection, of: Source) -> None:
    if exchange.taken(connection, of.kind.name, of.sha256):
        raise _taken_before(of)


def _taken_before(of: Source) -> Refusal:
    return refusal(
        "{name} was imported before: nothing is taken twice.",
        "Undo that import first, or change the file if something in it is new.",
        name=of.name,
    )


def _row(of: Source, line: Line) -> Row:
    ours = {at: name for at, name in of.mapped.items() if not name.startswith(CUSTOM)}
    custom = {
        name.removeprefix(CUSTOM): line.cell(at)
        for at, name in of.mapped.items()
        if name.startswith(CUSTOM)
    }
    flaws = {of.mapped[at]: why for at, why in line.flaws.items() if at in of.mapped}
    return Row(line.number, {name: line.cell(at) for at, name in ours.items()}, custom, flaws)


def _written(tx: Tx, writes: Sequence[Write], tell: Progress) -> list[Change]:
    """Store what is new, in waves: first what refers to nothing that is new; then changes.

    While it tells how far it is it may still be ended, and nothing is written then.
    """
    changes: list[Change] = []
    waiting = [write for write in writes if not write.before]
    for write in waiting:
        write.id = None  # a transaction that was begun again had given it another
    while waiting:
        ready = [
            write
            for write in waiting
            if all(other.id is not None for other in write.refers_to())
        ]
        if not ready:
            raise LookupError(waiting[0])
        for table, group in _by_table(ready).items():
            for part in in_parts(group):
                changes += _stored(tx, table, part)
                tell(len(changes), len(writes))
        stored = set(ready)
        waiting = [write for write in waiting if write not in stored]
    changes += _changed(tx, [write for write in writes if write.before])
    return changes


def _stored(tx: Tx, table: str, group: Sequence[Write]) -> list[Change]:
    rows = [_values(write) for write in group]
    changes = []
    numbers = imported.add(tx, table, rows)
    for write, row, number in zip(group, rows, numbers, strict=True):
        write.id = number
        columns = {name: (None, value) for name, value in row.items()}
        changes.append(Change(table, number, is_new=True, columns=columns))
        _tell(tx, write)
    return changes


def _changed(tx: Tx, writes: Iterable[Write]) -> list[Change]:
    changes = []
    for table, group in _by_table(writes).items():
        rows = [_values(write) for write in group]
        numbers = [write.id or 0 for write in group]
        imported.change(tx, table, list(zip(numbers, rows, strict=True)))
        for write, row, number in zip(group, rows, numbers, strict=True):
            columns = {name: (write.before[name], value) for name, value in row.items()}
            changes.append(Change(table, number, is_new=False, columns=columns))
            _tell(tx, write)
    return changes


def _settle(tx: Tx, writes: Sequence[Write]) -> None:
    """An order of which more is wanted is open again, one of which all came is closed."""
    for table, settle in _SETTLED.items():
        whose = (write.told_of[1] for write in writes if write.table == table)
        for order_id in sorted({order for order in whose if isinstance(order, int)}):
            settle(tx, order_id)


_SETTLED: Mapping[str, Callable[[Tx, int], object]] = {
    "purchase_order_line": orders.settle,
    "sales_order_line": sales_orders.settle,
}


def _by_table(writes: Iterable[Write]) -> dict[str, list[Write]]:
    groups: dict[str, list[Write]] = defaultdict(list)
    for write in writes:
        groups[write.table].append(write)
    return groups


def _values(write: Write) -> dict[str, Any]:
    return {
        name: value.id if isinstance(value, Write) else value
        for name, value in write.values.items()
    }


def _tell(tx: Tx, write: Write) -> None:
    subject, whose = write.told_of
    number = whose.id if isinstance(whose, Write) else whose
    action = "change" if write.before else "create"
    tx.entries.append(Entry(action, write.words, SUBJECTS.get(subject, subject), number))
