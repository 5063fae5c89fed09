"""Where the rows of a table come from: memory, or questions asked page by page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from lsn_desktop.domain.filters import Contains, OneOf
from lsn_desktop.storage.marks import Mark, Marks

if TYPE_CHECKING:
    from lsn_desktop.domain.filters import Filter
    from ui.tables.rows_model import Column

Row = TypeVar("Row")


@dataclass(frozen=True)
class Wanted(Generic[Row]):
    """The next rows a table asks for.

    Args:
        after: the last row it has, None for the first page. Questions go on from its
            key; an offset would cost more the further one scrolls.
        needle: what was typed into Find, as typed.
        sort: the ``name`` of the column to sort by, empty for the natural order.
        descending: the other way round.
        count: how many at most; fewer mean there are no more.
        only: conditions on columns, all of which must hold.
        mark: where a page somewhere further down begins; then ``after`` is None.
        asked: names of the columns in sight whose values are only fetched for them.

    """

    after: Row | None
    needle: str
    sort: str
    descending: bool
    count: int
    only: tuple[Filter, ...] = ()
    mark: Mark | None = None
    asked: frozenset[str] = frozenset()


Fetch = Callable[[Wanted[Row]], Sequence[Row]]
Survey = Callable[[Wanted[Row]], Marks]


def from_memory(rows: Sequence[Row], columns: Sequence[Column[Row]]) -> Fetch[Row]:
    """A source for rows that are all here: everything that matches, at once.

    Rows without a value in the column sorted by come last, both ways.
    """

    def fetch(wanted: Wanted[Row]) -> Sequence[Row]:
        if wanted.after is not None:
            return ()
        words = wanted.needle.casefold().split()
        found = [row for row in rows if _has_all(words, row, columns)]
        for condition in wanted.only:
            column = next(one for one in columns if one.key_name == condition.column)
            found = [row for row in found if _meets(condition, column, row)]
        column_sorted = next((one for one in columns if one.name == wanted.sort), None)
        if column_sorted is None or not wanted.sort:
            return found
        key = column_sorted.key or (lambda row: column_sorted.text(row).casefold())
        known = [row for row in found if key(row) is not None]
        known.sort(key=cast("Callable[[Row], Any]", key), reverse=wanted.descending)
        return [*known, *(row for row in found if key(row) is None)]

    return fetch


def _has_all(words: Sequence[str], row: Row, columns: Sequence[Column[Row]]) -> bool:
    """Each word stands somewhere in the row."""
    if not words:
        return True
    text = "\n".join(column.text(row) for column in columns).casefold()
    return all(word in text for word in words)


def _meets(condition: Filter, column: Column[Row], row: Row) -> bool:
    """What the database asks of a column, asked of a row's value (``key``) or its text."""
    if isinstance(condition, Contains):
        return condition.text.casefold() in column.text(row).casefold()
    value: Any = column.key(row) if column.key else column.text(row)
    if isinstance(condition, OneOf):
        return value in condition.names
    low, high = condition.low, condition.high
    return (
        value is not None and (low is None or value >= low) and (high is None or value <= high)
    )
