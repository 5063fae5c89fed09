"""Custom fields of item families, and the values LSNs have in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from sqlalchemy import case, delete, insert, or_, select

from lsn_desktop.domain.identifiers import code_key
from lsn_desktop.domain.messages import message
from lsn_desktop.domain.refusals import Refusal, refusal
from lsn_desktop.storage.audit_chain import Entry
from lsn_desktop.storage.tables.catalogue import custom_field, item
from lsn_desktop.storage.tables.identity import custom_value, lsn

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from lsn_desktop.storage.transactions import Tx

KINDS = ("text", "number", "date", "yes/no", "list", "link")


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a family; ``choices`` are those of a list."""

    id: int
    name: str
    kind: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """What an LSN has in a field, as text people wrote; empty when nothing."""

    field: Field
    text: str


def fields_of_item(connection: Connection, item_id: int) -> list[Field]:
    """The LSN fields of an item's family, in their order."""
    rows = connection.execute(
        select(
            custom_field.c.id, custom_field.c.name, custom_field.c.kind, custom_field.c.choices
        )
        .join(item, item.c.family_id == custom_field.c.family_id)
        .where(item.c.id == item_id, custom_field.c.of == "lsn")
        .order_by(custom_field.c.position, custom_field.c.id)
    )
    return [Field(row[0], row[1], row[2], _choices(row[3])) for row in rows]


def fields_of_family(connection: Connection, family_id: int) -> list[Field]:
    """The LSN fields of a family, in their order."""
    rows = connection.execute(
        select(
            custom_field.c.id, custom_field.c.name, custom_field.c.kind, custom_field.c.choices
        )
        .where(custom_field.c.family_id == family_id, custom_field.c.of == "lsn")
        .order_by(custom_field.c.position, custom_field.c.id)
    )
    return [Field(row[0], row[1], row[2], _choices(row[3])) for row in rows]


def names(connection: Connection) -> list[str]:
    """The names of all fields that lots, serials and items have, each once, by the alphabet."""
    return list(
        connection.scalars(select(custom_field.c.name).distinct().order_by(custom_field.c.name))
    )


def _choices(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.split("\n") if line)


def add_field(
    tx: Tx, family_id: int, name: str, kind: str, choices: tuple[str, ...] = ()
) -> int:
    """Give a family another field.

    Raises:
        Refusal: it has a field of that name, or the kind is none of ours.
    """
    name = name.strip()
    taken = select(custom_field.c.id).where(
        custom_field.c.family_id == family_id, custom_field.c.name == name
    )
    if kind not in KINDS or not name or tx.connection.scalar(taken):
        raise refusal(
            "The field {name} cannot be made.",
            "Give it a name of its own, and one of the kinds {kinds}.",
            name=name,
            kinds=", ".join(KINDS),
        )
    result = tx.connection.execute(
        insert(custom_field).values(
            family_id=family_id, name=name, kind=kind, choices="\n".join(choices)
        )
    )
    return int(result.inserted_primary_key[0])  # type: ignore[index]


def values_of(connection: Connection, lsn_id: int) -> list[Value]:
    """Every field an LSN's family has, with what is filled in."""
    item_id = connection.scalar(select(lsn.c.item_id).where(lsn.c.id == lsn_id))
    rows = connection.execute(
        select(custom_value.c.field_id, custom_value.c.text).where(
            custom_value.c.lsn_id == lsn_id
        )
    )
    filled: dict[int, str] = {row[0]: row[1] for row in rows}
    fields = fields_of_item(connection, int(item_id or 0))
    return [Value(field, filled.get(field.id, "")) for field in fields]


def values_said(connection: Connection, lsn_id: int) -> list[Value]:
    """The same; a serial without a value of its own has that of its lot."""
    lot_id = connection.scalar(select(lsn.c.lot_id).where(lsn.c.id == lsn_id))
    own = values_of(connection, lsn_id)
    if lot_id is None:
        return own
    of_lot = {value.field.id: value.text for value in values_of(connection, lot_id)}
    return [Value(each.field, each.text or of_lot[each.field.id]) for each in own]


def filled(
    connection: Connection, item_id: int, lsn_ids: tuple[int, int] = (0, 0)
) -> list[tuple[str, str]]:
    """Each field that an item, a lot or a serial of it has filled in, the nearest last."""
    nearness = case(
        (custom_value.c.item_id.is_not(None), 0),
        (custom_value.c.lsn_id == lsn_ids[0], 1),
        else_=2,
    )
    rows = connection.execute(
        select(custom_field.c.name, custom_value.c.text)
        .join(custom_field, custom_field.c.id == custom_value.c.field_id)
        .where(or_(custom_value.c.item_id == item_id, custom_value.c.lsn_id.in_(lsn_ids)))
        .order_by(nearness, custom_field.c.position, custom_field.c.id)
    )
    return [(row[0], row[1]) for row in rows]


def set_value(tx: Tx, lsn_id: int, field: Field, text: str) -> None:
    """Fill a field in, or empty it.

    Raises:
        Refusal: the text is no number, day or choice, as the field's kind wants.
    """
    text = text.strip()
    mine = (custom_value.c.lsn_id == lsn_id, custom_value.c.field_id == field.id)
    old = tx.connection.scalar(select(custom_value.c.text).where(*mine)) or ""
    if text == old:
        return
    number, day = _typed(field, text) if text else (None, None)
    tx.connection.execute(delete(custom_value).where(*mine))
    if text:
        tx.connection.execute(
            insert(custom_value).values(
                field_id=field.id, lsn_id=lsn_id, text=text, text_key=code_key(text),
                number=number, day=day,
            )
        )  # fmt: skip
    words = message("{field}: {old} > {new}", field=field.name, old=old or "-", new=text or "-")
    tx.entries.append(Entry("field", words, "lsn", lsn_id))


def refused(field: Field, text: str) -> Refusal | None:
    """Why a field cannot take a text, or None."""
    try:
        if text.strip():
            _typed(field, text.strip())
    except Refusal as wrong:
        return wrong
    return None


_MOST = Decimal(10**12)  # millionths of it fit a BIGINT


def _millionths(number: Decimal) -> int:
    """A number as the database keeps it, exactly.

    Raises:
        ValueError: it has more than six decimals, or is beyond what fits.
    """
    if not number.is_finite() or abs(number) > _MOST:
        raise ValueError(number)
    scaled = number.scaleb(6)
    if scaled != scaled.to_integral_value():
        raise ValueError(number)
    return int(scaled)


def _typed(field: Field, text: str) -> tuple[int | None, date | None]:
    try:
        if field.kind == "number":
            return _millionths(Decimal(text)), None
        if field.kind == "date":
            return None, date.fromisoformat(text)
    except (InvalidOperation, ValueError):
        raise refusal(
            "{field} takes a {kind}: {text} is none.",
            "Write a number as 12.5, with at most 6 decimals, a date as 2026-12-31.",
            field=field.name,
            kind=field.kind,
            text=text,
        ) from None
    if field.kind == "list" and text not in field.choices:
        raise refusal(
            "{text} is no choice of {field}.",
            "Choose one of: {choices}.",
            text=text,
            field=field.name,
            choices=", ".join(field.choices),
        )
    if field.kind == "yes/no" and text not in {"yes", "no"}:
        raise refusal("{field} is yes or no.", "Write yes or no.", field=field.name)
    return None, None
