"""Letters a person types, as conditions on folded columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, or_

from lsn_desktop.domain.identifiers import code_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

_LAST = "\U0010ffff"  # comes after every other character


def like(column: Any, typed: str) -> Any:
    """A condition: what was typed stands somewhere in a folded column."""
    escaped = code_key(typed).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return column.like(f"%{escaped}%", escape="\\")


def in_any(columns: Iterable[Any], typed: str) -> Any:
    """A condition: what was typed stands somewhere in one of the folded columns."""
    return or_(*(like(column, typed) for column in columns))


def begins(connection: Connection, column: Any, typed: str) -> Any:
    """A condition: a folded column begins so; SQLite finds it by an index."""
    key = code_key(typed)
    same = func.substr(column, 1, len(key)) == key
    if connection.dialect.name != "sqlite":  # whose order of texts is its own
        return same
    return and_(same, column >= key, column < key + _LAST)
