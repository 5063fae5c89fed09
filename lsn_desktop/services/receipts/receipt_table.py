"""A supplier's list of what comes as rows to receive: read before any transaction begins."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsn_desktop.domain.refusals import Refusal
from lsn_desktop.services.receipts import importing
from lsn_desktop.services.receipts.importing import Wrong, WrongRows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from decimal import Decimal

COLUMNS: Mapping[str, Sequence[str]] = {
    "item": ("item", "sku", "gtin", "item number", "part number"),
    "lot": ("lot", "lot number", "batch", "batch number"),
    "serial": ("serial", "serial number", "sn"),
    "expiry": ("expiry", "expires", "expiry date", "use by"),
    "quantity": ("quantity", "qty"),
}
_NEEDED = ("item",)
_NO_EXPIRY = "none"


@dataclass(frozen=True, slots=True)
class TableRow:
    """What a row says of goods; ``text`` is how the scan journal keeps it.

    ``item`` is a SKU or a GTIN; a quantity counts trade units of the GTIN, or base units.
    """

    line: int
    text: str
    item: str
    lot: str | None = None
    serial: str | None = None
    expiry: date | None = None
    no_expiry: bool = False
    quantity: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ReceiptTable:
    """The rows of a file, its name, and its hash, by which it is known again."""

    name: str
    sha256: str
    rows: tuple[TableRow, ...]


def read(name: str, data: bytes) -> ReceiptTable:
    """The rows of a CSV with the columns item, lot, serial, expiry, quantity.

    Raises:
        WrongRows: a cell holds no day or no number.
        Refusal: it is no table, or has no column for the item.
    """
    rows, wrong = [], []
    for line, cells in importing.read_table(COLUMNS, _NEEDED, data):
        try:
            rows.append(_row(line, cells))
        except Refusal as refused:
            wrong.append(Wrong(line, refused.fact))
    if wrong:
        raise WrongRows(name, len(rows) + len(wrong), wrong)
    return ReceiptTable(name, hashlib.sha256(data).hexdigest(), tuple(rows))


def _row(line: int, cells: importing.Row) -> TableRow:
    quantity, expiry = cells.get("quantity"), cells.get("expiry", "")
    is_none = expiry.lower() == _NO_EXPIRY
    return TableRow(
        line,
        ",".join(cells.values()),
        cells.get("item", ""),
        lot=cells.get("lot") or None,
        serial=cells.get("serial") or None,
        expiry=None if is_none or not expiry else importing.day_in(expiry),
        no_expiry=is_none,
        quantity=importing.number_in(quantity) if quantity else None,
    )
