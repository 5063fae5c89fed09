"""The custom fields of families as columns a person may choose."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from lsn_desktop.domain.messages import _
from lsn_desktop.storage import field_columns
from lsn_desktop.storage.field_columns import PREFIX, FieldColumn
from ui.tables.rows_model import Column

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lsn_desktop.sheets.values import Value
    from lsn_desktop.storage.lists import ItemRow, LsnRow
    from lsn_desktop.storage.transactions import Connection

Row = TypeVar("Row", "LsnRow", "ItemRow")
_WIDE = 150  # px
_FEW = 5  # choices that stand beside each other to be ticked


def of_lsns(connection: Connection) -> Sequence[Column[LsnRow]]:
    """A column for each field lots and serials have."""
    return [_column(each) for each in field_columns.field_columns(connection, "lsn")]


def of_items(connection: Connection) -> Sequence[Column[ItemRow]]:
    """A column for each field items have."""
    return [_column(each) for each in field_columns.field_columns(connection, "item")]


def names(asked: Iterable[str]) -> list[str]:
    """The fields of some columns."""
    return [name.removeprefix(PREFIX) for name in asked]


def _column(field: FieldColumn) -> Column[Row]:
    def text(row: Row) -> str:
        return row.fields.get(field.name, "")

    def value(row: Row) -> Value:
        return _typed(field, text(row))

    return Column[Row](
        field.name,
        text,
        right=field.kind == "number",
        width=_WIDE,
        called=PREFIX + field.name,
        filter=_filter(field),
        extra=True,
        value=value,
        asked=True,
    )


def _filter(field: FieldColumn) -> str | tuple[tuple[str, str], ...]:
    if field.kind == "yes/no":
        return (("yes", _("yes")), ("no", _("no")))
    if field.kind == "list" and len(field.choices) <= _FEW:
        return tuple((choice, choice) for choice in field.choices)
    return {"number": "number", "date": "day"}.get(field.kind, "text")


def _typed(field: FieldColumn, text: str) -> Value:
    """As a file is given it; every text was looked at when it was filled in."""
    if not text or field.kind not in {"number", "date"}:
        return text
    return Decimal(text) if field.kind == "number" else date.fromisoformat(text)
