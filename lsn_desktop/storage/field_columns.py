"""Custom fields as columns of the lists: which there are, what rows have in them, filters.

Families name fields freely, so one name is one column, whichever families have it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import and_, or_, select, text

from lsn_desktop.domain.filters import Contains, OneOf
from lsn_desktop.domain.identifiers import code_key
from lsn_desktop.storage.letters import begins, like
from lsn_desktop.storage.parts import in_parts
from lsn_desktop.storage.tables.catalogue import custom_field
from lsn_desktop.storage.tables.identity import custom_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from sqlalchemy import Connection

    from lsn_desktop.domain.filters import Filter
    from lsn_desktop.storage.lists import ItemRow, LsnRow

Row = TypeVar("Row", "LsnRow", "ItemRow")
PREFIX = "field:"
"""What the name of such a column begins with; the field's own name follows."""

MANY = 500_000  # values PostgreSQL walks in a few tenths of a second
_SHORTEST = 2  # letters that are looked for in values: one is in nearly all of them
_MOST = 10**18  # millionths; more than any value has


@dataclass(frozen=True, slots=True)
class FieldColumn:
    """A field by its name; ``kind`` is ``text`` where families mean it differently."""

    name: str
    kind: str
    choices: tuple[str, ...]


def field_columns(connection: Connection, of: str) -> list[FieldColumn]:
    """The fields of all families, of their LSNs (``lsn``) or items (``item``), by name."""
    rows = connection.execute(
        select(custom_field.c.name, custom_field.c.kind, custom_field.c.choices)
        .where(custom_field.c.of == of)
        .order_by(custom_field.c.name, custom_field.c.id)
    )
    kinds: dict[str, set[str]] = defaultdict(set)
    choices: dict[str, dict[str, None]] = defaultdict(dict)
    for name, kind, lines in rows:
        kinds[name].add(kind)
        choices[name] |= dict.fromkeys(filter(None, lines.split("\n")))
    return [
        FieldColumn(name, "text" if len(found) > 1 else next(iter(found)), tuple(choices[name]))
        for name, found in kinds.items()
    ]


def values_of_rows(
    connection: Connection, of: str, ids: Iterable[int], names: Iterable[str]
) -> Mapping[int, Mapping[str, str]]:
    """What rows of a list have in some fields, all in one statement."""
    names, whose = sorted(names), _whose(of)
    found: dict[int, dict[str, str]] = defaultdict(dict)
    if not names:
        return found
    # By the rows, which are few: a field may have millions of values.
    question = (
        select(whose, custom_field.c.name, custom_value.c.text)
        .join(custom_field, custom_field.c.id == custom_value.c.field_id)
        .where(custom_field.c.name.in_(names), custom_field.c.of == of)
    )
    for part in in_parts(ids):
        for row_id, name, said in connection.execute(question.where(whose.in_(part))):
            found[row_id][name] = said
    return found


def filled(
    connection: Connection, of: str, rows: Sequence[Row], names: Iterable[str]
) -> list[Row]:
    """Rows of a list with what they have in some fields."""
    values = values_of_rows(connection, of, [row.id for row in rows], names)
    return [replace(row, fields=values.get(row.id, {})) for row in rows]


def condition(of: str, row: Any, wanted: Filter) -> Any:
    """A condition on what a row of a list (its number) has in a field."""
    name = wanted.column.removeprefix(PREFIX)
    fields = select(custom_field.c.id).where(
        custom_field.c.of == of, custom_field.c.name == name
    )
    return row.in_(
        select(_whose(of)).where(custom_value.c.field_id.in_(fields), _meets(wanted))
    )


def _meets(wanted: Filter) -> Any:
    match wanted:
        case Contains(_column, letters):
            return like(custom_value.c.text_key, letters)
        case OneOf(_column, names):
            return custom_value.c.text_key.in_(sorted(map(code_key, names)))
    low, high = wanted.low, wanted.high
    value: Any = custom_value.c.day
    if isinstance(low, Decimal) or isinstance(high, Decimal):
        value = custom_value.c.number
    ends = [value.is_not(None)]
    ends += [value >= _kept(low, ROUND_CEILING)] if low is not None else []
    ends += [value <= _kept(high, ROUND_FLOOR)] if high is not None else []
    return and_(*ends)


def _kept(end: Decimal | date, rounding: str) -> int | date:
    """An end as values are kept: numbers in whole millionths."""
    if not isinstance(end, Decimal):
        return end
    whole = end.scaleb(6).to_integral_value(rounding)
    return int(max(Decimal(-_MOST), min(Decimal(_MOST), whole)))


def found(connection: Connection, of: str, row: Any, typed: str) -> Any:
    """A condition: a field of the row begins with what was typed; None where none does.

    PostgreSQL has no index of how texts begin in its own order: of very many values it looks
    for those that are the same as a whole.
    """
    typed = typed.strip()
    if len(typed) < _SHORTEST:
        return None
    fields = list(
        connection.scalars(
            select(custom_field.c.id).where(
                custom_field.c.of == of, custom_field.c.kind.in_(["text", "list", "link"])
            )
        )
    )
    whose, same = _whose(of), begins(connection, custom_value.c.text_key, typed)
    if _are_many(connection):
        same = custom_value.c.text_key == code_key(typed)
    starts = [
        select(whose).where(custom_value.c.field_id == field_id, same) for field_id in fields
    ]
    some = [each for each in starts if connection.scalar(each.limit(1)) is not None]
    return or_(*(row.in_(each) for each in some)) if some else None


def _are_many(connection: Connection) -> bool:
    """Whether walking all values would take longer than a person waits for a letter."""
    if connection.dialect.name == "sqlite":  # which finds beginnings by the index
        return False
    rows = text("SELECT reltuples FROM pg_class WHERE oid = 'custom_value'::regclass")
    return float(connection.scalar(rows) or 0) > MANY


def _whose(of: str) -> Any:
    return custom_value.c.lsn_id if of == "lsn" else custom_value.c.item_id
