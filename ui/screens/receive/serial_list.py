"""Serials that wait to be received: read, looked at and put in order, off the UI thread."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lsn_desktop.domain import serial_grammar
from lsn_desktop.domain.messages import _, message
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.codes import own_numbers
from lsn_desktop.services.receipts import receiving_serials
from lsn_desktop.services.receipts.receiving_serials import OURS, Goods, Looked, State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from lsn_desktop.domain.items import Item
    from lsn_desktop.domain.refusals import Refusal
    from lsn_desktop.domain.serial_grammar import Written
    from lsn_desktop.storage.transactions import By, Connection, Database

_AT_ONCE = 1_000  # looked at between two looks at whether to go on
MOST = serial_grammar.MOST


@dataclass(frozen=True, slots=True)
class Waiting:
    """A serial of the list; ``wrong`` says why what was written is none.

    ``looked`` is None until the item is known, :data:`OURS` stands for one of our numbers.
    """

    number: int
    serial: str
    wrong: Refusal | None = None
    looked: Looked | None = None

    @property
    def is_good(self) -> bool:
        """Whether it would be received."""
        return self.looked is not None and self.looked.state.is_good


def added(
    before: Sequence[Waiting], text: str, *, as_cells: bool, at: int | None = None
) -> list[Waiting]:
    """The list with what was written at its end, or in the place of one of its rows.

    Raises:
        Refusal: that would be more than can be received at once.
    """
    written = serial_grammar.read_serials(text, as_cells=as_cells)
    kept = len(before) - (at is not None)
    if flaw := written.too_many(MOST - kept):
        if not kept:
            raise flaw
        raise refusal(
            "{count} serials are more than {most} at once.",
            "Receive those in the list first.",
            count=written.count + kept,
            most=MOST,
        )
    new = _in_order(written)
    rows = list(before)
    if at is None:
        rows += new
    else:
        rows[at : at + 1] = new
    return numbered(rows)


def _in_order(written: Written) -> list[Waiting]:
    ours = itertools.repeat(OURS, written.own)
    found = [
        (piece.start, Waiting(0, serial)) for serial, piece in written.serials(tuple(ours))
    ]
    found += [(flaw.start, Waiting(0, flaw.text, wrong=flaw.refusal)) for flaw in written.flaws]
    if written.flaws:
        found.sort(key=lambda each: each[0])
    return [row for _start, row in found]


def numbered(rows: Iterable[Waiting]) -> list[Waiting]:
    """The rows, numbered from 1."""
    return [row if row.number == n else replace(row, number=n) for n, row in enumerate(rows, 1)]


def looked_at(
    database: Database,
    by: By,
    document_id: int,
    goods: Goods,
    rows: Sequence[Waiting],
    going_on: Callable[[int], None],
) -> list[Waiting]:
    """Each row with what would become of it.

    ``going_on`` is told how many were looked at; what it raises ends it.
    """
    first: dict[str, int] = {}
    again: set[int] = set()
    for at, row in enumerate(rows):
        if row.wrong is None and row.serial != OURS and first.setdefault(row.serial, at) != at:
            again.add(at)
    asked = [at for at, row in enumerate(rows) if row.wrong is None and at not in again]
    told = list(rows)
    for begin in range(0, len(asked), _AT_ONCE):
        going_on(begin)
        some = asked[begin : begin + _AT_ONCE]
        serials = [rows[at].serial for at in some]
        with database.reading() as connection:
            found = receiving_serials.look(connection, by, document_id, goods, serials)
        for at, looked in zip(some, found, strict=True):
            told[at] = replace(rows[at], looked=looked)
    for at, row in enumerate(rows):
        if row.wrong is not None:
            told[at] = replace(row, looked=Looked(State.FORM, row.wrong))
        elif at in again:
            why = refusal(
                "It stands in row {number} too.", "Remove one.", number=first[row.serial] + 1
            )
            told[at] = replace(row, looked=Looked(State.TWICE, why))
    return told


def not_looked_at(rows: Sequence[Waiting]) -> list[Waiting]:
    """The rows without what was known of them: it is another item now."""
    return [row if row.looked is None else replace(row, looked=None) for row in rows]


def waiting_first(rows: Sequence[Waiting]) -> list[Waiting]:
    """Those that cannot be received at the top: they want a hand."""
    return [row for row in rows if not row.is_good] + [row for row in rows if row.is_good]


def left_over(rows: Sequence[Waiting], left: dict[int, Looked]) -> list[Waiting]:
    """What stays of the good rows that were handed over: those that were not taken."""
    good = [row for row in rows if row.is_good]
    told = {good[at].number: looked for at, looked in left.items()}
    return numbered(
        replace(row, looked=told.get(row.number, row.looked))
        for row in rows
        if not row.is_good or row.number in told
    )


def preview(connection: Connection, item: Item | None, on: date, text: str) -> tuple[str, bool]:
    """What is written, in words: how many, first and last; or what is wrong, and where."""
    written = serial_grammar.read_serials(text)
    if written.flaws:
        flaw = written.flaws[0]
        words = message(
            "{why} {what} ({place})",
            why=flaw.refusal.fact,
            what=flaw.refusal.remedy,
            place=serial_grammar.place(text, flaw.start),
        )
        return str(words), False
    if flawed := written.too_many():
        return str(flawed), False
    own: list[str] = []
    if written.own and item is not None:
        own = own_numbers.coming(connection, item, on, written.own, serial=True)
    first, last = written.ends(own)
    if written.count == 0:
        return "", True
    if written.count == 1:
        return str(message("1 serial: {first}", first=first or _("the next of ours"))), True
    return str(
        message(
            "{count} serials: {first} to {last}",
            count=written.count,
            first=first or _("the next of ours"),
            last=last or _("the next of ours"),
        )
    ), True
