"""Sets of values too large for one statement, in parts."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Value = TypeVar("Value")
AT_ONCE = 1000  # SQLite takes 32,766 parameters a statement, PostgreSQL 65,535


def in_parts(values: Iterable[Value]) -> Iterator[list[Value]]:
    """The values in lists that one statement can take."""
    rest = iter(values)
    while part := list(itertools.islice(rest, AT_ONCE)):
        yield part
