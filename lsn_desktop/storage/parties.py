"""Vendors, customers, makers and carriers as they are listed and changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, or_, select, update

from lsn_desktop.domain.filters import Contains, OneOf
from lsn_desktop.domain.identifiers import code_key
from lsn_desktop.storage.letters import like
from lsn_desktop.storage.lists import FIRST, Order, paged
from lsn_desktop.storage.prepared import Prepared
from lsn_desktop.storage.tables.catalogue import party

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from lsn_desktop.domain.filters import Filter
    from lsn_desktop.storage.transactions import Tx

ROLES = ("vendor", "customer", "maker", "carrier")


@dataclass(frozen=True, slots=True)
class PartyRow:
    """Somebody goods come from or go to, who makes or carries them.

    ``life_on_ship_days`` is how long all they get must last when it is shipped.
    """

    id: int
    code: str
    name: str
    address: str
    gln: str
    roles: frozenset[str]
    active: bool
    life_on_ship_days: int | None = None


_ROW = select(
    party.c.id,
    party.c.code,
    party.c.name,
    party.c.address,
    party.c.gln,
    *(party.c[f"is_{role}"] for role in ROLES),
    party.c.active,
    party.c.life_on_ship_days,
)


def _as_row(row: Any) -> PartyRow:
    roles = frozenset(role for role, said in zip(ROLES, row[5:9], strict=True) if said)
    values: Any = (*row[:5], roles, row[9], row[10])
    return PartyRow(*values)


def listed(
    connection: Connection,
    typed: str = "",
    order: Order = FIRST,
    n: int = 100,
    only: Sequence[Filter] = (),
) -> list[PartyRow]:
    """Parties by ``name`` (the usual way) or ``code``, a page of them.

    Columns: ``name``, ``code`` and ``address`` contain, ``roles`` is one of.
    """
    key = party.c.code_key if order.by == "code" else party.c.name_key
    question = paged(_ROW, key, party.c.id, order, n).where(*map(_condition, only))
    if typed.strip():
        question = question.where(
            or_(like(party.c.code_key, typed), like(party.c.name_key, typed))
        )
    return [_as_row(row) for row in connection.execute(question)]


def _condition(wanted: Filter) -> Any:
    match wanted:
        case Contains("name" | "code" as name, text):
            return like(party.c[f"{name}_key"], text)
        case OneOf("roles", names):
            return or_(*(party.c[f"is_{name}"] for name in sorted(names)))
    raise LookupError(wanted)


def by_id(connection: Connection, party_id: int) -> PartyRow:
    """One party."""
    return _as_row(connection.execute(_ROW.where(party.c.id == party_id)).one())


_LIFE = Prepared(select(party.c.life_on_ship_days).where(party.c.id == bindparam("party_id")))


def life_on_ship(connection: Connection, party_id: int) -> int | None:
    """How long all that somebody gets must last when it is shipped, if they say."""
    days = _LIFE.one(connection, party_id=party_id)[0]
    return None if days is None else int(days)


def change(tx: Tx, party_id: int, values: dict[str, object]) -> None:
    """Change some columns of a party, never its code; the folded name is made here."""
    if "name" in values:
        values = {**values, "name_key": code_key(str(values["name"]))}
    tx.connection.execute(update(party).where(party.c.id == party_id).values(values))
