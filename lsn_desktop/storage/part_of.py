"""What went into what: ties on draft builds, and the edges they become when posted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import bindparam, exists, func, insert, or_, select, update

from lsn_desktop.storage.prepared import Prepared
from lsn_desktop.storage.tables.catalogue import item, location
from lsn_desktop.storage.tables.documents import document, document_line
from lsn_desktop.storage.tables.identity import lsn
from lsn_desktop.storage.tables.ledger import genealogy_edge
from lsn_desktop.storage.tables.making import part_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from lsn_desktop.domain.making import Edge
    from lsn_desktop.storage.transactions import Tx


class Tied(NamedTuple):
    """So much of a component's line that is part of an output's line."""

    id: int
    component_line: int
    output_line: int
    component_id: int
    output_id: int
    quantity: int


_component = document_line.alias("component")
_output = document_line.alias("output")
_TIES = Prepared(
    select(
        part_of.c.id,
        part_of.c.component_line_id,
        part_of.c.output_line_id,
        _component.c.lsn_id,
        _output.c.lsn_id,
        part_of.c.quantity,
    )
    .join(_component, _component.c.id == part_of.c.component_line_id)
    .join(_output, _output.c.id == part_of.c.output_line_id)
    .where(
        _component.c.document_id == bindparam("document_id"),
        part_of.c.voided.is_(False),
        _component.c.voided.is_(False),  # a tie goes with the line that is taken back
        _output.c.voided.is_(False),
    )
    .order_by(part_of.c.id)
)
_ADD = Prepared(insert(part_of))
_VOID = Prepared(
    update(part_of)
    .where(part_of.c.id == bindparam("tie_id"), part_of.c.voided.is_(False))
    .values(voided=True)
)


def ties(connection: Connection, document_id: int) -> list[Tied]:
    """What is tied to what on a build, in the order it was."""
    return [Tied(*row) for row in _TIES.all(connection, document_id=document_id)]


def tie(tx: Tx, rows: Iterable[tuple[int, int, int]]) -> None:
    """Tie components to outputs: line, line, and how much."""
    _ADD.many(
        tx.connection,
        [
            {"component_line_id": component, "output_line_id": output, "quantity": quantity}
            for component, output, quantity in rows
        ],
    )


def untie(tx: Tx, tie_id: int) -> bool:
    """Take a tie back; the row stays. False if that was done before."""
    return _VOID.run(tx.connection, tie_id=tie_id) == 1


class BuildLine(NamedTuple):
    """A line of a build, with what decides what it is in it."""

    id: int
    number: int
    item_id: int
    sku: str
    item: str
    unit: str
    decimals: int
    lsn_id: int
    code: str
    lsn_kind: str
    quantity: int
    from_id: int
    from_place: str
    from_kind: str
    to_id: int
    to_place: str
    to_kind: str
    from_unit_id: int | None
    scan_id: int | None

    @property
    def goes_in(self) -> bool:
        """Whether it is a component that goes in."""
        return self.to_kind == "process"

    @property
    def comes_out(self) -> bool:
        """Whether it was made: good, or scrapped at once."""
        return self.from_kind == "process"

    @property
    def is_scrap(self) -> bool:
        """Whether it ends as scrap."""
        return self.to_kind == "scrap"


_into = location.alias("into")
_LINES = Prepared(
    select(
        document_line.c.id,
        document_line.c.number,
        item.c.id,
        item.c.sku,
        item.c.description,
        item.c.unit,
        item.c.decimals,
        lsn.c.id,
        lsn.c.code,
        lsn.c.kind,
        document_line.c.quantity,
        location.c.id,
        location.c.code,
        location.c.kind,
        _into.c.id,
        _into.c.code,
        _into.c.kind,
        document_line.c.from_unit_id,
        document_line.c.scan_id,
    )
    .join(item, item.c.id == document_line.c.item_id)
    .join(lsn, lsn.c.id == document_line.c.lsn_id)
    .join(location, location.c.id == document_line.c.from_location_id)
    .join(_into, _into.c.id == document_line.c.to_location_id)
    .where(
        document_line.c.document_id == bindparam("document_id"),
        document_line.c.voided.is_(False),
    )
    .order_by(document_line.c.number)
)


def lines(connection: Connection, document_id: int) -> list[BuildLine]:
    """The lines of a build that count, in order, as a page shows them."""
    return [BuildLine(*row) for row in _LINES.all(connection, document_id=document_id)]


_ADD_EDGE = Prepared(insert(genealogy_edge))


def add_edges(tx: Tx, document_id: int, kind: str, found: Sequence[Edge]) -> None:
    """Keep what went into what, for ever."""
    _ADD_EDGE.many(
        tx.connection,
        [
            {
                "document_id": document_id,
                "component_id": edge.component_id,
                "output_id": edge.output_id,
                "quantity": edge.quantity,
                "kind": kind,
            }
            for edge in found
        ],
    )


_back = document.alias("back")
_STANDS = ~exists().where(_back.c.reverses_id == genealogy_edge.c.document_id)
_WENT_INTO = Prepared(
    select(func.coalesce(func.sum(genealogy_edge.c.quantity), 0)).where(
        genealogy_edge.c.component_id == bindparam("part_id"),
        genealogy_edge.c.kind == "build",
        _STANDS,
        or_(
            genealogy_edge.c.output_id == bindparam("unit_id"),
            genealogy_edge.c.output_id.is_(None)
            & exists().where(
                document_line.c.document_id == genealogy_edge.c.document_id,
                document_line.c.lsn_id == bindparam("unit_id"),
                document_line.c.voided.is_(False),
            ),
        ),
    )
)
_CAME_OUT = Prepared(
    select(func.coalesce(func.sum(genealogy_edge.c.quantity), 0)).where(
        genealogy_edge.c.component_id == bindparam("unit_id"),
        genealogy_edge.c.output_id == bindparam("part_id"),
        genealogy_edge.c.kind == "disassembly",
        _STANDS,
    )
)


def still_in(connection: Connection, part_id: int, unit_id: int) -> int:
    """How much of a part may be in a unit: what went in, less what was taken out again."""
    went = int(_WENT_INTO.one(connection, part_id=part_id, unit_id=unit_id)[0])
    return went - int(_CAME_OUT.one(connection, part_id=part_id, unit_id=unit_id)[0])


_OTHERWISE = Prepared(
    select(document.c.number)
    .join(document_line, document_line.c.document_id == document.c.id)
    .join(location, location.c.id == document_line.c.from_location_id)
    .where(
        document_line.c.lsn_id == bindparam("lsn_id"),
        document_line.c.voided.is_(False),
        document.c.status != "discarded",
        document.c.reverses_id.is_(None),
        ~exists().where(_back.c.reverses_id == document.c.id),
        location.c.is_real.is_(False),
        location.c.kind != "process",
        location.c.kind != "conversion",
    )
    .order_by(document.c.id)
    .limit(1)
)
_MADE = Prepared(
    select(document.c.number)
    .join(document_line, document_line.c.document_id == document.c.id)
    .join(location, location.c.id == document_line.c.from_location_id)
    .where(
        document_line.c.lsn_id == bindparam("lsn_id"),
        document_line.c.voided.is_(False),
        document.c.status != "discarded",
        document.c.reverses_id.is_(None),
        ~exists().where(_back.c.reverses_id == document.c.id),
        location.c.kind == "process",
    )
    .order_by(document.c.id)
    .limit(1)
)


def came_with(connection: Connection, lsn_id: int) -> str | None:
    """The document a lot or serial came with that was not made here: a receipt, say."""
    row = _OTHERWISE.first(connection, lsn_id=lsn_id)
    return None if row is None else str(row[0])


def made_with(connection: Connection, lsn_id: int) -> str | None:
    """The build a lot or serial was made with, or is on the draft of."""
    row = _MADE.first(connection, lsn_id=lsn_id)
    return None if row is None else str(row[0])
