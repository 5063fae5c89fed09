"""Printers, what was measured of each on a stock, and which a workstation uses for what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import delete, func, insert, or_, select, update

from lsn_desktop.storage.tables.printers import (
    UNSCALED,
    printer,
    printer_stock,
    station_printer,
)
from lsn_desktop.storage.tables.trust import workstation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection, Select

    from lsn_desktop.storage.transactions import Tx


class PrinterRow(NamedTuple):
    """A printer; without a workstation every one reaches it."""

    id: int
    name: str
    kind: str
    address: str
    language: str
    dpi: int
    baud: int
    active: bool
    workstation_id: int | None
    workstation: str
    scans_back: str = "never"


_ROWS: Select[Any] = select(
    printer.c.id,
    printer.c.name,
    printer.c.kind,
    printer.c.address,
    printer.c.language,
    printer.c.dpi,
    printer.c.baud,
    printer.c.active,
    printer.c.workstation_id,
    func.coalesce(workstation.c.name, ""),
    printer.c.scans_back,
).outerjoin(workstation, workstation.c.id == printer.c.workstation_id)


def in_use(connection: Connection, workstation_id: int | None = None) -> list[PrinterRow]:
    """The printers there are by name; of a workstation, those it reaches."""
    wanted = _ROWS.where(printer.c.active).order_by(func.lower(printer.c.name), printer.c.id)
    if workstation_id is not None:
        at = printer.c.workstation_id
        wanted = wanted.where(or_(at.is_(None), at == workstation_id))
    return [PrinterRow(*row) for row in connection.execute(wanted)]


def by_name(connection: Connection, name: str) -> PrinterRow | None:
    """The printer of this name, in any case, whether it is in use or not."""
    wanted = _ROWS.where(func.lower(printer.c.name) == name.lower())
    found = [PrinterRow(*row) for row in connection.execute(wanted)]
    return max(found, key=lambda row: row.name == name, default=None)


def by_id(connection: Connection, printer_id: int) -> PrinterRow:
    """A printer there is."""
    return PrinterRow(*connection.execute(_ROWS.where(printer.c.id == printer_id)).one())


def add(tx: Tx, values: Mapping[str, object]) -> int:
    """Store a new printer."""
    row = {**values, "created_at": tx.by.at, "created_by": tx.by.user_id}
    new = tx.connection.execute(insert(printer).values(row).returning(printer.c.id))
    return int(new.scalar_one())


def change(tx: Tx, printer_id: int, values: Mapping[str, object]) -> None:
    """Change some columns of a printer."""
    tx.connection.execute(update(printer).where(printer.c.id == printer_id).values(values))


@dataclass(frozen=True, slots=True)
class OnStock:
    """How a printer prints on a stock.

    Offsets are micrometres to the right and down, scales parts per million; darkness is in
    steps of the printer, speed in inches a second, and None leaves them to the printer.
    """

    offset_x: int = 0
    offset_y: int = 0
    scale_x: int = UNSCALED
    scale_y: int = UNSCALED
    darkness: int | None = None
    speed: int | None = None


_MEASURED = (
    printer_stock.c.offset_x,
    printer_stock.c.offset_y,
    printer_stock.c.scale_x,
    printer_stock.c.scale_y,
    printer_stock.c.darkness,
    printer_stock.c.speed,
)


def on_stock(connection: Connection, printer_id: int, stock: str) -> OnStock:
    """What was measured; nothing, if it never was."""
    row = connection.execute(
        select(*_MEASURED).where(
            printer_stock.c.printer_id == printer_id, printer_stock.c.stock == stock
        )
    ).first()
    return OnStock(*row) if row else OnStock()


def stocks_of(connection: Connection, printer_id: int) -> dict[str, OnStock]:
    """Everything that was measured of a printer, by the stock."""
    rows = connection.execute(
        select(printer_stock.c.stock, *_MEASURED)
        .where(printer_stock.c.printer_id == printer_id)
        .order_by(printer_stock.c.stock)
    )
    return {stock: OnStock(*measured) for stock, *measured in rows}


def keep_on_stock(tx: Tx, printer_id: int, stock: str, measured: OnStock) -> None:
    """Keep what was measured, in the place of what was."""
    tx.connection.execute(
        delete(printer_stock).where(
            printer_stock.c.printer_id == printer_id, printer_stock.c.stock == stock
        )
    )
    columns = {column.name: getattr(measured, column.name) for column in _MEASURED}
    tx.connection.execute(
        insert(printer_stock).values(printer_id=printer_id, stock=stock, **columns)
    )


def chosen(connection: Connection, workstation_id: int) -> dict[str, PrinterRow]:
    """The printers a workstation uses for its templates, as far as it reaches them still."""
    at = printer.c.workstation_id
    rows = connection.execute(
        _ROWS.add_columns(station_printer.c.template)
        .join(station_printer, station_printer.c.printer_id == printer.c.id)
        .where(station_printer.c.workstation_id == workstation_id, printer.c.active)
        .where(or_(at.is_(None), at == workstation_id))
        .order_by(station_printer.c.template)
    )
    return {template: PrinterRow(*known) for *known, template in rows}


def choose(tx: Tx, workstation_id: int, template: str, printer_id: int | None) -> None:
    """Let a workstation use a printer for a template; None: whatever is usual there."""
    tx.connection.execute(
        delete(station_printer).where(
            station_printer.c.workstation_id == workstation_id,
            station_printer.c.template == template,
        )
    )
    if printer_id is not None:
        tx.connection.execute(
            insert(station_printer).values(
                workstation_id=workstation_id, template=template, printer_id=printer_id
            )
        )


def workstations(connection: Connection) -> Sequence[tuple[int, str]]:
    """Every workstation there was, by name."""
    rows = connection.execute(
        select(workstation.c.id, workstation.c.name).order_by(workstation.c.name)
    )
    return [(row[0], row[1]) for row in rows]
