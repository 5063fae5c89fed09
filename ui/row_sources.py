"""Where the rows of a table come from: memory, or questions asked page by page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

if TYPE_CHECKING:
    from ui.rows_model import Column

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

    """

    after: Row | None
    needle: str
    sort: str
    descending: bool
    count: int


Fetch = Callable[[Wanted[Row]], Sequence[Row]]


def from_memory(rows: Sequence[Row], columns: Sequence[Column[Row]]) -> Fetch[Row]:
    """A source for rows that are all here: everything that matches, at once.

    Rows without a value in the column sorted by come last, both ways.
    """

    def fetch(wanted: Wanted[Row]) -> Sequence[Row]:
        if wanted.after is not None:
            return ()
        words = wanted.needle.casefold().split()
        found = [row for row in rows if _has_all(words, row, columns)]
        column = next((one for one in columns if one.name and one.name == wanted.sort), None)
        if column is None:
            return found
        key = column.key or (lambda row: column.text(row).casefold())
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
