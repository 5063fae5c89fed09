"""A supplier's table of what comes, CSV or XLSX, as a notice."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from lsn_desktop.domain.announced import Goods, Notice
from lsn_desktop.domain.messages import mark
from lsn_desktop.domain.refusals import refusal
from lsn_desktop.services.imports import mapping
from lsn_desktop.services.imports.fields import Field, Kind, day, needs, number
from lsn_desktop.services.imports.rows import Context, Row, Status, each_checked
from lsn_desktop.services.receipts.importing import Wrong, WrongRows
from lsn_desktop.sheets import reading
from lsn_desktop.sheets.grid import silent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from lsn_desktop.services.imports.mapping import Mapped
    from lsn_desktop.sheets.grid import Grid, Line, Progress
    from lsn_desktop.storage.transactions import Connection

KIND = "table"
_SSCC = 18


def check(context: Context, rows: Sequence[Row]) -> None:
    """Say of each row whether it announces goods."""

    def one(row: Row) -> None:
        _said(context, row)

    each_checked(rows, context, one)


TABLE = Kind(
    "manifest",
    mark("Announced goods"),
    ("manifest_line",),
    (
        Field("item", ("sku", "gtin", "ean", "upc", "item number", "part number", "product",
                       "article", "material"), needed=True),
        Field("quantity", ("qty", "shipped", "quantity shipped", "ship qty", "pieces")),
        Field("lot", ("lot number", "batch", "batch number", "lot no", "charge")),
        Field("serial", ("serial number", "serial no", "sn")),
        Field("expiry", ("expiry date", "expires", "expiration", "expiration date", "use by",
                         "exp")),
        Field("best before", ("best before date", "bbd", "mhd")),
        Field("sscc", ("pallet", "carton", "handling unit", "license plate")),
        Field("order", ("po", "purchase order", "po number", "order number")),
        Field("notice", ("asn", "shipment", "delivery note", "notice number")),
    ),
    check,
)  # fmt: skip


def read(connection: Connection, name: str, data: bytes, on: date) -> Notice:
    """What a table announces; its columns are those chosen last for such a table, or guessed.

    Raises:
        WrongRows: some rows announce nothing that can be received.
        Refusal: it is no table, or lacks a column for the item.
    """
    grid = reading.read(data)
    mapped = mapping.recalled(connection, TABLE, grid.headings)
    rows = look(connection, grid, mapped, on)
    wrong = [
        Wrong(row.line, row.words) for row in rows if row.status is Status.WRONG and row.words
    ]
    if wrong:
        raise WrongRows(name, len(rows), wrong)
    return notice_of(connection, grid, rows, on)


def look(
    connection: Connection, grid: Grid, mapped: Mapped, on: date, tell: Progress = silent
) -> list[Row]:
    """Each row of a table as it was read; wrong ones say why.

    Raises:
        Refusal: no column is the item.
    """
    mapping.must_be_enough(TABLE, mapped)
    rows = [_row(line, mapped) for line in grid.lines]
    check(Context(connection, on, grid.decimal_comma, tell), rows)
    return rows


def notice_of(connection: Connection, grid: Grid, rows: Sequence[Row], on: date) -> Notice:
    """What the good rows of a table announce."""
    context = Context(connection, on, grid.decimal_comma, silent)
    good = [row for row in rows if row.status is not Status.WRONG]
    return Notice(
        KIND,
        _first(good, "notice"),
        _first(good, "order"),
        tuple(_said(context, row) for row in good),
    )


def _row(line: Line, mapped: Mapped) -> Row:
    flaws = {mapped[at]: why for at, why in line.flaws.items() if at in mapped}
    return Row(line.number, {ours: line.cell(at) for at, ours in mapped.items()}, flaws=flaws)


def _first(rows: Sequence[Row], name: str) -> str:
    return next((text for row in rows if (text := row.text(name))), "")


def _said(context: Context, row: Row) -> Goods:
    """The goods of a row.

    Raises:
        Refusal: a cell is no day or number, or a serial is more than one piece.
    """
    needs(row, "item")
    serial, sscc = row.text("serial"), row.text("sscc")
    quantity = number(row, "quantity", context)
    if quantity is None and serial:
        quantity = Decimal(1)
    if quantity is None or quantity <= 0:
        raise refusal("The row has no quantity.", "Fill it in.")
    if serial and quantity != 1:
        raise refusal("Serial {serial} is one piece.", "Give each serial a row.", serial=serial)
    if sscc and not (len(sscc) in {_SSCC, _SSCC + 2} and sscc.isascii() and sscc.isdecimal()):
        raise refusal("{sscc} is no SSCC.", "An SSCC has 18 digits; leave it empty.", sscc=sscc)
    return Goods(
        row.line,
        (row.text("item"),),
        quantity,
        row.text("lot"),
        serial,
        sscc[-_SSCC:],
        day(row, "expiry", context),
        day(row, "best before", context),
    )
