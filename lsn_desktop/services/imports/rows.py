"""A row of a file on its way into the database: what it says, and what it will write."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from lsn_desktop.domain.messages import Message, message
from lsn_desktop.domain.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from lsn_desktop.sheets.grid import Progress
    from lsn_desktop.storage.transactions import Connection


class Status(StrEnum):
    """What a row of a file comes to."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    WRONG = "wrong"


@dataclass(slots=True, eq=False)
class Write:
    """A row of a table to be made (``id`` is None) or changed.

    ``values`` may hold another write, whose row's number is put there once it is stored.
    ``told_of`` is whose audit trail tells of it: a subject, and the row or the write of it.
    """

    table: str
    values: dict[str, Any]
    words: Message
    told_of: tuple[str, Write | int]
    id: int | None = None
    before: dict[str, Any] = field(default_factory=dict)

    def refers_to(self) -> list[Write]:
        """The writes that must be stored before this one."""
        return [value for value in self.values.values() if isinstance(value, Write)]


@dataclass(slots=True)
class Row:
    """A row of a file: its cells by our names, and what came of it.

    ``flaws`` are cells that could not be read, by our names for them.
    """

    line: int
    cells: Mapping[str, str]
    custom: Mapping[str, str] = field(default_factory=dict)
    flaws: Mapping[str, Message] = field(default_factory=dict)
    status: Status = Status.SAME
    name: str = ""
    words: Message | None = None
    remedy: Message | None = None
    writes: list[Write] = field(default_factory=list)
    stock: Any = None  # what a row of opening stock brings

    def text(self, name: str) -> str:
        """A cell, empty where there is no such column."""
        return self.cells.get(name, "")

    def refuse(self, why: Refusal) -> None:
        """Take the row for wrong, in these words."""
        self.status, self.words, self.remedy = Status.WRONG, why.fact, why.remedy
        self.writes, self.stock = [], None

    def make(self, write: Write) -> Write:
        """Let the row write something."""
        self.writes.append(write)
        if self.status is Status.SAME:
            self.status = Status.CHANGED
        return write


@dataclass(frozen=True, slots=True)
class Context:
    """What the checks of a file ask, and whom they tell how far they are."""

    connection: Connection
    on: date
    decimal_comma: bool
    tell: Progress


def each_checked(rows: Sequence[Row], context: Context, check: Callable[[Row], None]) -> None:
    """Check row after row; one that is refused is wrong, and the next is looked at."""
    for number, row in enumerate(rows, start=1):
        if number % _STEP == 0:
            context.tell(number, len(rows))
        if row.status is Status.WRONG:
            continue
        try:
            check(row)
        except Refusal as refused:
            row.refuse(refused)


_STEP = 500  # rows between two words of progress


def shown(value: object) -> object:
    """A value as the audit trail says it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "-" if value is None or value == "" else value


def made(
    table: str,
    values: dict[str, Any],
    what: str,
    name: str,
    told_of: tuple[str, Any] | None = None,
) -> Write:
    """A row to be stored; told of itself, unless it belongs to another."""
    words = message("Imported {what} {name}", what=what, name=name)
    write = Write(table, values, words, told_of or (table, 0))
    if told_of is None:
        write.told_of = (table, write)
    return write


def difference(
    known: Mapping[str, Any], wanted: Mapping[str, Any], names: Mapping[str, str]
) -> tuple[dict[str, Any], Message | None]:
    """The columns in which a row is to differ from what is known, and that in words.

    Of a reference only the name is told: its numbers say nothing to anybody.
    """
    changed = {column: value for column, value in wanted.items() if known.get(column) != value}
    if not changed:
        return {}, None
    said = [
        f"{names.get(column, column.removesuffix('_id').replace('_', ' '))}"
        + ("" if column.endswith("_id") else f": {shown(known.get(column))} > {shown(value)}")
        for column, value in changed.items()
    ]
    return changed, message("{changes}", changes="; ".join(said))


def changed_row(
    row: Row,
    table: str,
    known: Mapping[str, Any],
    wanted: Mapping[str, Any],
    *,
    names: Mapping[str, str] | None = None,
    told_of: tuple[str, Any] | None = None,
) -> Write | None:
    """Bring a known row to what the file says; None if it is that already."""
    values, words = difference(known, wanted, names or {})
    if words is None:
        return None
    row.words = (
        words
        if row.words is None
        else message("{before}; {after}", before=row.words, after=words)
    )
    write = Write(
        table,
        values,
        message("Imported: {name}: {changes}", name=row.name, changes=words),
        told_of or (table, int(known["id"])),
        int(known["id"]),
        {column: known.get(column) for column in values},
    )
    return row.make(write)
