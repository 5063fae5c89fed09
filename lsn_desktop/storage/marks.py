"""Where the pages of a long list begin, so that one may go anywhere in it at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, tuple_

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select

Mark = tuple[object, int]


@dataclass(frozen=True, slots=True)
class Marks:
    """How many rows a list has, and after which (sort value, row number) each page begins.

    The first page begins after nothing and has no mark.
    """

    total: int
    after: tuple[Mark, ...]


def marked(
    connection: Connection,
    question: Select[Any],
    key: Any,
    row: Any,
    *,
    descending: bool,
    page: int,
) -> Marks:
    """Walk a list once, without its rows: 8 bytes to keep of each page, none of each row.

    Args:
        connection: one view of the database.
        question: which rows there are; what it selects is of no matter.
        key: what they are ordered by.
        row: their number, which tells equal keys apart.
        descending: the other way round.
        page: rows on one.
    """
    ways = [key.desc(), row.desc()] if descending else [key, row]
    place = func.row_number().over(order_by=ways)
    walked = question.with_only_columns(
        key.label("key"), row.label("row"), place.label("place")
    ).subquery()
    ends = select(walked.c.key, walked.c.row).where(walked.c.place % page == 0)
    after = [(value, at) for value, at in connection.execute(ends.order_by(walked.c.place))]
    rest = question.with_only_columns(row)
    if after:
        here, there = tuple_(key, row), tuple_(*after[-1])
        rest = rest.where(here < there if descending else here > there)
    left = connection.scalar(select(func.count()).select_from(rest.subquery())) or 0
    total = len(after) * page + left
    return Marks(total, tuple(after if left else after[:-1]))
