"""Sets of values too large for one statement: in parts, or as one value."""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import any_, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import ColumnElement, Connection

Value = TypeVar("Value")
AT_ONCE = 1000  # SQLite takes 32,766 parameters a statement, PostgreSQL 65,535


def in_parts(values: Iterable[Value]) -> Iterator[list[Value]]:
    """The values in lists that one statement can take."""
    rest = iter(values)
    while part := list(itertools.islice(rest, AT_ONCE)):
        yield part


def among(
    connection: Connection, column: ColumnElement[Any], values: Sequence[int] | Sequence[str]
) -> ColumnElement[bool]:
    """A condition: a column is one of some values, however many, all as one parameter.

    Each of ten thousand parameters costs more than the row that is looked up by it.
    """
    if connection.dialect.name == "sqlite":
        each = func.json_each(json.dumps(list(values))).table_valued("value")
        return column.in_(select(each.c.value))
    return column == any_(literal(list(values), ARRAY(column.type)))
